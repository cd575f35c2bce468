using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Syntax;

/// <summary>
/// Turns raw nodes into a tree with preorder numbers and a table of their spans. Entries that may not be there (a key given twice, a
/// merge key, a key that is no text) are reported and left out.
/// </summary>
internal sealed class TreeNumbering
{
    private readonly string _file;
    private readonly string _text;
    private readonly TextLines _lines;
    private readonly List<TextRange> _ranges = [];
    private readonly List<int> _scalarStarts = [];
    private readonly List<(Rule Rule, int Start, int End, FaultArgument[] Arguments)> _pending = [];

    public TreeNumbering(string file, string text)
    {
        _file = file;
        _text = text;
        _lines = new(text);
    }

    /// <summary>Notes a fault at a part of the text that need not be a node.</summary>
    public void Report(Rule rule, int start, int end, params FaultArgument[] arguments) => _pending.Add((rule, start, end, arguments));

    /// <summary>The file with its tree, or without one when <paramref name="root"/> is null.</summary>
    public ParsedFile Finish(RawNode? root)
    {
        SyntaxNode? tree = null;
        if (root is null)
        {
            // Node 0 is the whole file, so that a fault about the file has a place.
            AddRange(0, 0, -1);
        }
        else
        {
            tree = Number(root);
        }

        // Places that are no nodes take the numbers behind the tree's.
        var faults = new List<Fault>();
        foreach (var (rule, start, end, arguments) in _pending.OrderBy(fault => fault.Start))
        {
            faults.Add(new(rule, new(_file, _ranges.Count), new(arguments)));
            AddRange(start, end, -1);
        }

        return new(_file, tree, new(new(_ranges.ToArray()), new(_scalarStarts.ToArray())), new(faults.ToArray()));
    }

    private SyntaxNode Number(RawNode node)
    {
        var id = _ranges.Count;
        AddRange(node.Start, node.End, node.Kind == SyntaxKind.Scalar ? ScalarStart(node) : -1);
        var items = node.Items.Count == 0 ? [] : new SyntaxNode[node.Items.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Number(node.Items[i]);
        }

        return new(id, node.Kind, node.Text, node.IsQuoted, node.IsFlow, new(items), new(NumberEntries(node)));
    }

    private SyntaxEntry[] NumberEntries(RawNode mapping)
    {
        if (mapping.Entries.Count == 0)
        {
            return [];
        }

        var entries = new List<SyntaxEntry>(mapping.Entries.Count);
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Entries.Select(entry => (entry.Key, entry.Value)))
        {
            if (key.Kind != SyntaxKind.Scalar)
            {
                Report(Rules.ComplexKey, key.Start, key.End, key.Kind == SyntaxKind.Mapping ? "a mapping" : "a list");
            }
            else if (key is { Text: "<<", IsQuoted: false })
            {
                Report(Rules.MergeKey, key.Start, key.End);
            }
            else if (keys.TryGetValue(key.Text, out var first))
            {
                Report(Rules.DuplicateKey, key.Start, key.End, key.Text, new SourceRef(_file, first));
            }
            else
            {
                keys.Add(key.Text, _ranges.Count);
                entries.Add(new(Number(key), Number(value.IsEmpty ? At(value, key) : value)));
            }
        }

        return [.. entries];
    }

    // A value that is not there stands where its key does.
    private static RawNode At(RawNode empty, RawNode key) => new() { Kind = empty.Kind, Start = key.Start, End = key.End };

    // Where the scalar's text stands letter for letter, or -1.
    private int ScalarStart(RawNode scalar)
    {
        var start = scalar.Start + (scalar.IsQuoted ? 1 : 0);
        var length = scalar.Text.Length;
        return start + length <= _text.Length && string.CompareOrdinal(_text, start, scalar.Text, 0, length) == 0
            && !scalar.Text.Any(TextLines.IsBreak) && (length > 0 || scalar.IsQuoted)
            ? start
            : -1;
    }

    private void AddRange(int start, int end, int scalarStart)
    {
        _ranges.Add(_lines.Range(start, end));
        _scalarStarts.Add(scalarStart);
    }
}
