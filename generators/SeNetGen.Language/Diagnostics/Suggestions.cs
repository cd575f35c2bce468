namespace SeNetGen.Language.Diagnostics;

/// <summary>Finds what a misspelt name was meant to be.</summary>
public static class Suggestions
{
    /// <summary>The candidate most like <paramref name="name"/>; null when none is near enough.</summary>
    public static string? Closest(string name, IEnumerable<string> candidates) => null;

    /// <summary>The end of a message: <c>; did you mean 'x'?</c>, or nothing when no candidate is near enough.</summary>
    public static string DidYouMean(string name, IEnumerable<string> candidates) =>
        Closest(name, candidates) is { } closest ? $"; did you mean '{closest}'?" : "";
}
