namespace SeNetGen.Language.Diagnostics;

/// <summary>
/// A place in an architecture file that survives edits elsewhere: a node of its tree, never a line.
/// Joined with the file's <see cref="Syntax.SpanTable"/> it becomes a span.
/// </summary>
/// <param name="File">The file, relative to the project, with <c>/</c>.</param>
/// <param name="Node">The node's preorder number.</param>
/// <param name="Offset">Where the place begins inside the node's scalar text.</param>
/// <param name="Length">How long it is there; -1 for the whole node.</param>
public readonly record struct SourceRef(string File, int Node, int Offset = 0, int Length = -1);
