using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Diagnostics;

/// <summary>Joins faults with the spans of their nodes.</summary>
public static class DiagnosticJoin
{
    /// <summary>At most so many diagnostics are shown for a file.</summary>
    public const int LimitPerFile = 20;

    /// <summary>The diagnostics of faults, sorted by file and place; one a rule and place.</summary>
    /// <param name="faults">The faults, in any order.</param>
    /// <param name="spans">The spans of a file; null when they are unknown, which places its faults at its start.</param>
    public static EquatableArray<Diagnostic> Join(IEnumerable<Fault> faults, Func<string, SpanTable?> spans) => default;
}
