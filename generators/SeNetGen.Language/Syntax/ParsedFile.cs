using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Syntax;

/// <summary>What a file's text holds.</summary>
/// <param name="File">The file, relative to the project, with <c>/</c>.</param>
/// <param name="Root">The tree; null after a syntax error. With faults that leave the tree readable both are there.</param>
/// <param name="Spans">Where the nodes stand; node 0 is there also without a tree.</param>
/// <param name="Faults">What is wrong with the text.</param>
public sealed record ParsedFile(string File, SyntaxNode? Root, SpanTable Spans, EquatableArray<Fault> Faults)
{
    /// <summary>Whether the text has no error; a network of a file that is not whole, or of its extenders, is not emitted.</summary>
    public bool IsWhole => Faults.All(fault => fault.Rule.Severity != Severity.Error);
}
