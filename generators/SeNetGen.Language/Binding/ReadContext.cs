using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Binding;

/// <summary>What reading a tree shares: the file, where faults go, and which nodes a fault has made unknown.</summary>
internal sealed class ReadContext(string file)
{
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
            entries = node.Entries;
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
}
