using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Diagnostics;

/// <summary>A fault as it is shown: with its span and final message.</summary>
/// <param name="Id">The rule's id: <c>SEN001</c>.</param>
/// <param name="Severity">Whether it stops the build.</param>
/// <param name="File">The file, relative to the project, with <c>/</c>.</param>
/// <param name="Range">Where.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
public sealed record Diagnostic(string Id, Severity Severity, string File, TextRange Range, string Message)
{
    /// <summary>The line that compilers print: <c>a.senet.yaml(4,5): error SEN001: ...</c>, line and column from 1.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{File}({Range.Line + 1},{Range.Column + 1}): {(Severity == Severity.Error ? "error" : "warning")} {Id}: {Message}");
}
