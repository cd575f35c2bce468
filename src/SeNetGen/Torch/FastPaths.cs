namespace SeNetGen.Torch;

/// <summary>Ways of computing that go round TorchSharp. Results are the same up to rounding; each can be turned off by its name.</summary>
[Flags]
public enum FastPath
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>allocator</c>: freed memory stays in the process instead of going back to the system (glibc).</summary>
    Allocator = 1,

    /// <summary><c>fused_sgd</c>: one call of LibTorch steps all parameters.</summary>
    FusedSgd = 2,
}

/// <summary>
/// Which fast paths are on: all, unless the environment variable <c>SENETGEN_FAST</c> says otherwise. <c>0</c> turns all off,
/// <c>-fused_sgd,-allocator</c> those named.
/// </summary>
public static class FastPaths
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "SENETGEN_FAST";

    private const FastPath All = FastPath.Allocator | FastPath.FusedSgd;

    private static readonly (string Name, FastPath Path)[] Known = [("allocator", FastPath.Allocator), ("fused_sgd", FastPath.FusedSgd)];

    private static readonly Lazy<FastPath> LazyOn = new(() => Parse(Environment.GetEnvironmentVariable(Variable)), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Those that are on. The variable is read once.</summary>
    /// <exception cref="SenetException">The variable holds something else.</exception>
    public static FastPath On => LazyOn.Value;

    /// <summary>Whether one is on.</summary>
    /// <param name="path">It.</param>
    /// <exception cref="SenetException">The variable holds something else.</exception>
    public static bool Has(FastPath path) => (On & path) == path;

    /// <summary>Reads the variable's text.</summary>
    /// <param name="text">Null, empty or <c>1</c> for all; <c>0</c> for none; names with a minus before each for all but those.</param>
    /// <exception cref="SenetException">Anything else.</exception>
    internal static FastPath Parse(string? text)
    {
        var words = (text ?? "").Split(',', StringSplitOptions.TrimEntries);
        switch (words)
        {
            case ["" or "1"]:
                return All;
            case ["0"]:
                return FastPath.None;
        }

        var on = All;
        foreach (var word in words)
        {
            var index = word.StartsWith('-') ? Array.FindIndex(Known, known => known.Name == word[1..]) : -1;
            if (index < 0)
            {
                throw new SenetException($"{Variable}: '{word}' is none of 0 (all fast paths off), 1 (all on) and {string.Join(", ", Known.Select(known => "-" + known.Name))} (one off){Meant(word)}");
            }

            on &= ~Known[index].Path;
        }

        return on;
    }

    private static string Meant(string word) =>
        Suggestion.Closest(word.TrimStart('-'), Known.Select(known => known.Name)) is { } name ? $"; did you mean '-{name}'?" : "";
}
