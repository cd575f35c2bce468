using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Binding;

/// <summary>A file with the files it builds on: equal to another when the trees of its chain are, whatever else the project holds.</summary>
/// <param name="File">The file, relative to the project, with <c>/</c>.</param>
/// <param name="Chain">The file's own tree first, then its bases', nearest first.</param>
/// <param name="Faults">What is wrong with the references; it stands at the references.</param>
/// <param name="IsComplete">Whether every base was found and read; the file cannot be bound otherwise.</param>
public sealed record LinkedFile(string File, EquatableArray<LinkedTree> Chain, EquatableArray<Fault> Faults, bool IsComplete);

/// <summary>A tree of a chain.</summary>
/// <param name="File">Its file.</param>
/// <param name="Root">Its root.</param>
/// <param name="Variant">The variant whose settings the extender takes (<c>extends: file#Variant</c>); null for none and for the file itself.</param>
public sealed record LinkedTree(string File, SyntaxNode Root, string? Variant);
