namespace SeNetGen.Language.Diagnostics;

/// <summary>How grave a broken rule is.</summary>
public enum Severity
{
    /// <summary>The network is still made.</summary>
    Warning,

    /// <summary>The network cannot be made.</summary>
    Error,
}

/// <summary>A rule of the language: what <c>generators/RULES.md</c> explains with an example.</summary>
/// <param name="Id">The number shown to users, <c>SEN001</c>; never used again for another rule.</param>
/// <param name="Title">The rule in a few words.</param>
/// <param name="MessageFormat">The message, with <c>{0}</c>, <c>{1}</c>, ... for a fault's arguments.</param>
/// <param name="Severity">Whether it stops the build.</param>
/// <param name="IsShapeRule">Whether a network that breaks it would also fail, or silently broadcast, in LibTorch.</param>
public sealed record Rule(string Id, string Title, string MessageFormat, Severity Severity = Severity.Error, bool IsShapeRule = false);
