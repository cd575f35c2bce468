using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Lowering;

/// <summary>What a layer of a flow is.</summary>
internal enum FlowKind
{
    /// <summary>Left out by <c>when</c>.</summary>
    Absent,

    /// <summary>A call of an operation.</summary>
    Operation,

    /// <summary>A call of a block.</summary>
    Block,

    /// <summary>A repeated block.</summary>
    Repeat,

    /// <summary>Layers in place.</summary>
    Group,
}

/// <summary>
/// A layer of a planned body made uniform: a repeated operation is a group of operations, a repeat without children is absent.
/// </summary>
internal sealed record FlowStep(
    FlowKind Kind,
    string Name,
    string? Member,
    string KeyPath,
    OperationCall? Operation,
    BlockCall? Block,
    IReadOnlyList<BlockCall> Repeated,
    IReadOnlyList<FlowStep> Children,
    IReadOnlyList<int> Inputs,
    int Output);

/// <summary>A planned body as uniform steps, with the values that are one because a layer between them is absent.</summary>
internal sealed class Flow
{
    private readonly Dictionary<int, int> _same = [];
    private int _next;

    private Flow(int next) => _next = next;

    /// <summary>The steps in order.</summary>
    public IReadOnlyList<FlowStep> Steps { get; private set; } = [];

    /// <summary>The value that the body gives.</summary>
    public int Result { get; private set; }

    /// <summary>Makes a planned body uniform.</summary>
    public static Flow Of(BodyPlan body)
    {
        var flow = new Flow(body.Values.Count);
        flow.Steps = body.Steps.Select(flow.Convert).ToArray();
        flow.Result = body.Result;
        return flow;
    }

    /// <summary>One value for all that are the same.</summary>
    public int Resolve(int value)
    {
        while (_same.TryGetValue(value, out var source))
        {
            value = source;
        }

        return value;
    }

    /// <summary>Every call of a block in the body, in order.</summary>
    public static IEnumerable<BlockCall> Calls(IEnumerable<FlowStep> steps) => steps.SelectMany(step => step.Kind switch
    {
        FlowKind.Block => [step.Block!],
        FlowKind.Repeat => step.Repeated,
        FlowKind.Group => Calls(step.Children),
        _ => Enumerable.Empty<BlockCall>(),
    });

    private FlowStep Convert(Step step)
    {
        switch (step)
        {
            case OperationStep { Call.Code: "Identity" }:
                Join(step.Output, step.Inputs[0]);
                return Make(FlowKind.Absent, step);
            case OperationStep operation:
                return Make(FlowKind.Operation, step, operation: operation.Call);
            case BlockStep block:
                return Make(FlowKind.Block, step, block: block.Call);
            case RepeatStep { Children.Count: > 0 } repeat when repeat.Children.All(child => child is BlockStep):
                return Make(FlowKind.Repeat, step, repeated: repeat.Children.Select(child => ((BlockStep)child).Call).ToArray());
            case RepeatStep { Children.Count: > 0 } repeat:
                return Chain(repeat);
            case GroupStep group:
                var children = group.Steps.Select(Convert).ToArray();
                Join(group.Output, children.Length == 0 ? group.Inputs[0] : children[children.Length - 1].Output);
                return Make(FlowKind.Group, step, children: children);
            default:
                Join(step.Output, step.Inputs[0]);
                return Make(FlowKind.Absent, step);
        }
    }

    // The children of a repeat name no values: the chain between them is made here.
    private FlowStep Chain(RepeatStep repeat)
    {
        var children = new List<FlowStep>();
        var value = repeat.Inputs[0];
        for (var i = 0; i < repeat.Children.Count; i++)
        {
            var output = i == repeat.Children.Count - 1 ? repeat.Output : _next++;
            var child = repeat.Children[i] with { Output = output, Inputs = [value] };
            children.Add(Convert(child));
            value = output;
        }

        return Make(FlowKind.Group, repeat, children: children);
    }

    private void Join(int value, int source)
    {
        var (from, to) = (Resolve(value), Resolve(source));
        if (from != to)
        {
            _same[from] = to;
        }
    }

    private static FlowStep Make(
        FlowKind kind,
        Step step,
        OperationCall? operation = null,
        BlockCall? block = null,
        IReadOnlyList<BlockCall>? repeated = null,
        IReadOnlyList<FlowStep>? children = null) =>
        new(kind, step.Name, step.Member, step.KeyPath, operation, block, repeated ?? [], children ?? [], step.Inputs, step.Output);
}
