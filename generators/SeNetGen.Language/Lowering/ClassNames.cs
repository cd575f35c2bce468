using System.Globalization;
using SeNetGen.Language.CSharp;

namespace SeNetGen.Language.Lowering;

/// <summary>Names the nested classes of a network, each once.</summary>
internal sealed class ClassNames(string networkClass)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { networkClass };

    /// <summary>Names of block classes; a second structure of one block is told by what differs.</summary>
    public Dictionary<TemplateDraft, string> ForBlocks(IReadOnlyList<TemplateDraft> drafts)
    {
        var names = new Dictionary<TemplateDraft, string>();
        foreach (var draft in drafts)
        {
            var plain = Naming.BlockClass(draft.Block);
            var first = names.Keys.FirstOrDefault(other => other.Block == draft.Block);
            var difference = first is null ? null : Difference(first.Nodes, draft.Nodes);
            names.Add(draft, Unique(difference is null || !_taken.Contains(plain) ? plain : Naming.BlockClass(draft.Block + "_" + difference)));
        }

        return names;
    }

    /// <summary>The name of the class of layers in place.</summary>
    public string ForGroup(string member) => Unique(Naming.GroupClass(member));

    private string Unique(string wanted)
    {
        var name = wanted;
        for (var number = 2; !_taken.Add(name); number++)
        {
            name = wanted + number.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }

    // What the first layer that differs calls in the second class.
    private static string? Difference(List<DraftNode> first, List<DraftNode> second)
    {
        for (var i = 0; i < Math.Min(first.Count, second.Count); i++)
        {
            var (left, right) = (first[i], second[i]);
            if (left.Kind == FlowKind.Group && right.Kind == FlowKind.Group && Difference(left.Children, right.Children) is { } inner)
            {
                return inner;
            }

            if (right.Kind == FlowKind.Block && left.Block != right.Block)
            {
                return right.Block!.Block;
            }

            if (right.Kind == FlowKind.Operation && left.Sample.Operation?.Code != right.Sample.Operation!.Code)
            {
                return right.Sample.Operation.Operation;
            }

            if (right.Kind == FlowKind.Absent && left.Kind != FlowKind.Absent)
            {
                return "without_" + right.Sample.Name;
            }
        }

        return null;
    }
}
