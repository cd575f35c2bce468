using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Syntax;

/// <summary>
/// Expressions that YAML cut at a comma: in <c>{ width: make_divisible(channels, 8) }</c> the value is <c>make_divisible(channels</c>
/// and <c>8)</c> a key of its own. <see cref="ArchitectureParser"/> reports such a place once (<see cref="Rules.QuoteExpression"/>) and puts the
/// expression together again, so that nothing else is reported there; the binder meets the pieces only when no bracket closes the first.
/// </summary>
public static class FlowDamage
{
    /// <summary>
    /// Whether an entry of a mapping in <c>{}</c> is a piece of a cut expression: a bracket is open in its value, or one is closed in
    /// its key that was not opened there. Meaningless for mappings in block style, where YAML cuts nothing.
    /// </summary>
    public static bool Looks(SyntaxEntry entry) =>
        IsPiece(entry.Key) || (entry.Value.Kind == SyntaxKind.Scalar && IsPiece(entry.Value));

    /// <summary>Puts cut expressions of a tree together again.</summary>
    /// <param name="root">The tree, which is changed.</param>
    /// <param name="text">The text it was read from.</param>
    /// <param name="report">Takes the start, the end and the expression of each place.</param>
    internal static void Mend(RawNode root, string text, Action<int, int, string> report)
    {
        if (root.IsFlow && root.Kind == SyntaxKind.Mapping)
        {
            MendMapping(root, text, report);
        }
        else if (root.IsFlow)
        {
            MendSequence(root, text, report);
        }

        foreach (var entry in root.Entries)
        {
            Mend(entry.Value, text, report);
        }

        foreach (var item in root.Items)
        {
            Mend(item, text, report);
        }
    }

    private static bool IsPiece(SyntaxNode scalar) => !scalar.IsQuoted && Balance(scalar.Text) != 0;

    private static void MendMapping(RawNode mapping, string text, Action<int, int, string> report)
    {
        for (var i = 0; i < mapping.Entries.Count; i++)
        {
            var pieces = new List<RawNode> { mapping.Entries[i].Value };
            var end = i + 1;
            while (IsOpen(pieces) && end < mapping.Entries.Count && mapping.Entries[end] is { Key.IsPlain: true, Value.IsEmpty: true } next)
            {
                pieces.Add(next.Key);
                end++;
            }

            if (Join(pieces, text, report) is { } whole)
            {
                mapping.Entries[i] = new(mapping.Entries[i].Key, whole);
                mapping.Entries.RemoveRange(i + 1, end - i - 1);
            }
        }
    }

    private static void MendSequence(RawNode sequence, string text, Action<int, int, string> report)
    {
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            var pieces = new List<RawNode> { sequence.Items[i] };
            var end = i + 1;
            while (IsOpen(pieces) && end < sequence.Items.Count && sequence.Items[end].IsPlain)
            {
                pieces.Add(sequence.Items[end]);
                end++;
            }

            if (Join(pieces, text, report) is { } whole)
            {
                sequence.Items[i] = whole;
                sequence.Items.RemoveRange(i + 1, end - i - 1);
            }
        }
    }

    private static bool IsOpen(List<RawNode> pieces) => pieces[0].IsPlain && pieces.Sum(piece => Balance(piece.Text)) > 0;

    // The expression that the pieces make; null when they make none.
    private static RawNode? Join(List<RawNode> pieces, string text, Action<int, int, string> report)
    {
        if (pieces.Count == 1 || pieces.Sum(piece => Balance(piece.Text)) != 0)
        {
            return null;
        }

        var start = pieces[0].Start;
        var end = pieces[pieces.Count - 1].End;
        var source = text.Substring(start, end - start);
        var whole = source.Any(TextLines.IsBreak) ? string.Join(", ", pieces.Select(piece => piece.Text)) : source;
        report(start, end, whole);
        return new() { Kind = SyntaxKind.Scalar, Start = start, End = end, Text = whole };
    }

    private static int Balance(string text) => text.Count(c => c is '(' or '[') - text.Count(c => c is ')' or ']');
}
