namespace SeNetGen.Language.Lowering;

/// <summary>
/// The values that the layers of a class read, settled: of several that are one value in every call, the latest that some layer makes.
/// </summary>
internal sealed class Wires
{
    private readonly TemplateDraft _draft;
    private readonly Dictionary<int, (int Place, DraftNode Node)> _makers = [];
    private readonly Dictionary<int, DraftNode> _passers = [];

    /// <summary>Settles the values of a class that has all its calls.</summary>
    public Wires(TemplateDraft draft)
    {
        _draft = draft;
        Number(draft.Nodes);
    }

    /// <summary>The value that the class gives.</summary>
    public int Result => Settle(_draft.Result);

    /// <summary>Whether no call has the layer, or no call has any layer of the group.</summary>
    public static bool IsDropped(DraftNode node) => node.Kind switch
    {
        FlowKind.Absent => true,
        FlowKind.Group => node.Children.All(IsDropped),
        _ => false,
    };

    /// <summary>The values that a layer reads.</summary>
    public EquatableArray<int> Inputs(DraftNode node) => new(node.Inputs.Select(Settle));

    /// <summary>The value of the class for one value of the first call's plan: for the network's own body, which has one call.</summary>
    public int Find(int planValue)
    {
        var flow = _draft.Flows[0];
        var wanted = flow.Resolve(planValue);
        var candidates = _makers.Where(pair => flow.Resolve(pair.Value.Node.Steps[0].Output) == wanted).Select(pair => pair.Key);
        return Settle(flow.Resolve(0) == wanted ? candidates.Append(0) : candidates);
    }

    private int Settle(IEnumerable<int> candidates) =>
        candidates.Select(Source).OrderByDescending(value => value == 0 ? -1 : _makers[value].Place).First();

    // Only layers that compute make values: a group's value is that of its last layer, a dropped layer's is its input.
    private int Source(int value) => _passers.TryGetValue(value, out var node)
        ? node.Kind == FlowKind.Group && node.Children.Count > 0
            ? Source(node.Children[node.Children.Count - 1].Output)
            : Settle(node.Inputs[0].Where(input => input != value))
        : value;

    private void Number(List<DraftNode> nodes)
    {
        foreach (var node in nodes)
        {
            Number(node.Children);
            if (node.Kind == FlowKind.Group || IsDropped(node))
            {
                _passers[node.Output] = node;
            }
            else
            {
                _makers[node.Output] = (_makers.Count, node);
            }
        }
    }
}
