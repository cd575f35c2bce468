using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Binding;

/// <summary>What reading a tree shares: the file, where faults go, and which nodes a fault has made unknown.</summary>
internal sealed class ReadContext(string file)
{
    private readonly HashSet<int> _damaged = [];

    public string File { get; } = file;

    public FaultBag Faults { get; } = new();

    /// <summary>Nodes whose value is unknown, because a fault is reported there.</summary>
    public HashSet<SourceRef> Unusable { get; } = [];

    public SourceRef Place(SyntaxNode node) => new(File, node.Id);

    /// <summary>Reports a fault at a node and makes its value unknown.</summary>
    public void Reject(Rule rule, SyntaxNode node, params FaultArgument[] arguments)
    {
        Faults.Report(rule, Place(node), arguments);
        Unusable.Add(Place(node));
    }

    /// <summary>The node as words say it.</summary>
    public static string Describe(SyntaxNode node) => node.Kind switch
    {
        SyntaxKind.Mapping => "a mapping",
        SyntaxKind.Sequence => "a list",
        _ when node.IsEmpty => "empty",
        _ => $"the text '{Shorten(node.Text)}'",
    };

    public static string Shorten(string text) => text.Length <= 40 ? text : text.Substring(0, 37) + "...";

    /// <summary>The pairs of a mapping; an empty node has none. False, and a fault, for anything else.</summary>
    public bool TryEntries(SyntaxNode node, string what, out IReadOnlyList<SyntaxEntry> entries)
    {
        entries = [];
        if (node.Kind == SyntaxKind.Mapping)
        {
            entries = Mend(node);
            return true;
        }

        if (node.IsEmpty)
        {
            return true;
        }

        Reject(Rules.WrongNode, node, what, "a mapping", Describe(node));
        return false;
    }

    /// <summary>The text of a scalar; null, and a fault, for anything else.</summary>
    public ScalarValue? Scalar(SyntaxNode node, string what)
    {
        if (IsDamaged(node))
        {
            return null;
        }

        if (node.Kind == SyntaxKind.Scalar && !node.IsEmpty)
        {
            return new ScalarValue(node.Text, Place(node));
        }

        if (node.IsEmpty)
        {
            Reject(Rules.MissingValue, node, what);
        }
        else
        {
            Reject(Rules.WrongNode, node, $"'{what}'", "a text", Describe(node));
        }

        return null;
    }

    /// <summary>Whether YAML has cut the node's expression, which is reported already.</summary>
    public bool IsDamaged(SyntaxNode node) => _damaged.Contains(node.Id);

    /// <summary>The items of a list, an expression that YAML cut at its commas counting as one.</summary>
    public IReadOnlyList<SyntaxNode> Items(SyntaxNode node)
    {
        if (!node.IsFlow)
        {
            return node.Items;
        }

        var items = new List<SyntaxNode>(node.Items.Count);
        for (var i = 0; i < node.Items.Count; i++)
        {
            var item = node.Items[i];
            items.Add(item);
            var end = ClosingBracket(i, node.Items.Count, index => OpenBrackets(node.Items[index]));
            if (end > i)
            {
                Damage(item);
                i = end;
            }
        }

        return items;
    }

    // Inside {} a comma ends a plain text: { width: max(a, b) } is { width: "max(a", "b)": "" }. The rest of the expression is passed over.
    private IReadOnlyList<SyntaxEntry> Mend(SyntaxNode node)
    {
        if (!node.IsFlow)
        {
            return node.Entries;
        }

        var entries = new List<SyntaxEntry>(node.Entries.Count);
        for (var i = 0; i < node.Entries.Count; i++)
        {
            var entry = node.Entries[i];
            entries.Add(entry);
            var end = ClosingBracket(i, node.Entries.Count, index => OpenBrackets(node.Entries[index].Key) + OpenBrackets(node.Entries[index].Value));
            if (end > i)
            {
                Damage(entry.Value);
                i = end;
            }
        }

        return entries;
    }

    private void Damage(SyntaxNode node)
    {
        if (_damaged.Add(node.Id))
        {
            Reject(Rules.QuoteExpression, node, Shorten(node.Text));
        }
    }

    // Where what opens at an index is closed; the index itself where nothing is open, or where it stays open, which is no cut.
    private static int ClosingBracket(int start, int count, Func<int, int> open)
    {
        var depth = open(start);
        for (var i = start; depth > 0 && ++i < count;)
        {
            depth += open(i);
            if (depth <= 0)
            {
                return i;
            }
        }

        return start;
    }

    private static int OpenBrackets(SyntaxNode node)
    {
        if (node.Kind != SyntaxKind.Scalar || node.IsQuoted)
        {
            return 0;
        }

        var open = 0;
        foreach (var c in node.Text)
        {
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        }

        return open;
    }
}
