namespace SeNetGen.Language.Syntax;

/// <summary>Where something stands in a file: offsets in characters, lines and columns from 0.</summary>
/// <param name="Start">The first character's offset.</param>
/// <param name="Length">The number of characters.</param>
/// <param name="Line">The first character's line.</param>
/// <param name="Column">The first character's column.</param>
/// <param name="EndLine">The line after the last character.</param>
/// <param name="EndColumn">The column after the last character.</param>
public readonly record struct TextRange(int Start, int Length, int Line, int Column, int EndLine, int EndColumn);

/// <summary>The spans of a tree's nodes, by number. Changes with every edit, so nothing but diagnostics may depend on it.</summary>
/// <param name="Ranges">The span of node i at index i.</param>
/// <param name="ScalarStarts">Where a plain scalar's own text begins (after an opening quote), by node; -1 where offsets inside it cannot be mapped.</param>
public sealed record SpanTable(EquatableArray<TextRange> Ranges, EquatableArray<int> ScalarStarts);
