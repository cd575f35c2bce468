using SeNetGen.Language.CSharp;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Lowering;

/// <summary>A class with what callers need to find their arguments.</summary>
internal sealed record BuiltTemplate(TemplateDraft Draft, Template Template, IReadOnlyList<ParameterVector> Parameters);

/// <summary>Turns a class in the making into the class: values numbered, arguments named, optional layers flagged.</summary>
internal sealed class TemplateBuilder
{
    private readonly TemplateDraft _draft;
    private readonly NetworkPlan _plan;
    private readonly Func<TemplateDraft, BuiltTemplate> _callee;
    private readonly ParameterList _parameters;
    private readonly Wires _wires;
    private readonly Dictionary<DraftNode, string?> _flags = [];
    private readonly Dictionary<DraftNode, EquatableArray<LoweredArgument>[]> _arguments = [];
    private readonly Func<string, string> _groupClass;

    private TemplateBuilder(TemplateDraft draft, NetworkPlan plan, Func<TemplateDraft, BuiltTemplate> callee, Func<string, string> groupClass)
    {
        _draft = draft;
        _plan = plan;
        _callee = callee;
        _groupClass = groupClass;
        _parameters = new(draft.Calls, IsShared);
        _wires = new(draft);
    }

    private bool IsRoot => _draft.Block.Length == 0;

    /// <summary>Builds a block's class.</summary>
    /// <param name="draft">The class in the making.</param>
    /// <param name="className">Its name.</param>
    /// <param name="plan">The network.</param>
    /// <param name="callee">The classes it calls.</param>
    /// <param name="groupClass">Gives layers in place a class name, by member.</param>
    public static BuiltTemplate Build(
        TemplateDraft draft, string className, NetworkPlan plan, Func<TemplateDraft, BuiltTemplate> callee, Func<string, string> groupClass)
    {
        var builder = new TemplateBuilder(draft, plan, callee, groupClass);
        var body = builder.Body();
        var parameters = builder._parameters.Ordered;
        return new(draft, new(draft.Block, className, draft.KeyPath, parameters.Select(vector => vector.Parameter).ToArray(), body), parameters);
    }

    private LoweredBody Body()
    {
        foreach (var node in _draft.All.Where(node => node.Kind != FlowKind.Group && !Wires.IsDropped(node)))
        {
            _arguments[node] = Arguments(node);
        }

        SetFlags(_draft.Nodes, group: null);
        var nodes = Nodes(_draft.Nodes, []);
        var body = new LoweredBody(nodes, _wires.Result, []);
        var loose = body.Layers.Where(layer => layer.Wiring.Condition is not null && !layer.IsMember).Select(layer => layer.Wiring.Condition!);
        return body with { Flags = loose.Distinct().ToArray() };
    }

    // Layers in place that come and go together share a flag, which is called like their group when all of them do.
    private void SetFlags(List<DraftNode> nodes, DraftNode? group)
    {
        var present = nodes.Where(node => !Wires.IsDropped(node)).ToArray();
        foreach (var node in present)
        {
            if (node.Kind == FlowKind.Group)
            {
                SetFlags(node.Children, node);
                continue;
            }

            var values = node.Steps.Select(step => (CodeValue?)new BooleanCode(step.Kind != FlowKind.Absent)).ToArray();
            if (Array.TrueForAll(values, value => value == new BooleanCode(true)))
            {
                _flags[node] = null;
                continue;
            }

            var owner = group is not null && present.All(other => SamePresence(other, node)) ? group : node;
            var member = MemberOf(owner);
            _flags[node] = _parameters.ForFlag(values, Naming.Lower(member), member);
        }
    }

    private static bool SamePresence(DraftNode left, DraftNode right) =>
        left.Steps.Select(step => step.Kind == FlowKind.Absent).SequenceEqual(right.Steps.Select(step => step.Kind == FlowKind.Absent));

    private LoweredNode[] Nodes(List<DraftNode> nodes, EquatableArray<string> path) =>
        nodes.Where(node => !Wires.IsDropped(node)).Select(node => Node(node, path)).ToArray();

    private LoweredNode Node(DraftNode node, EquatableArray<string> path)
    {
        var sample = node.Sample;
        var member = MemberOf(node);
        var below = new EquatableArray<string>(path.Append(member));
        var info = new LayerInfo(sample.Name, member, sample.KeyPath, Shape(node), Parameters(node));
        if (node.Kind == FlowKind.Group)
        {
            var children = Nodes(node.Children, below);
            return new LoweredGroup(info, children.Any(HasMember) ? _groupClass(member) : null, children);
        }

        var wiring = new Wiring(below, _flags[node], _wires.Inputs(node), node.Output);
        var arguments = _arguments[node];
        return node.Kind switch
        {
            FlowKind.Operation => new LoweredOperation(info, wiring, sample.Operation!, arguments[0]),
            FlowKind.Block => new LoweredBlock(info, wiring, new(_callee(node.Block!).Template, arguments[0])),
            _ => new LoweredRepeat(
                info,
                wiring,
                new(node.Repeated.Select((callee, i) => new TemplateCall(_callee(callee).Template, arguments[i])))),
        };
    }

    private static bool HasMember(LoweredNode node) => node is LoweredGroup group ? group.ClassName is not null : ((LoweredLayer)node).IsMember;

    private static string MemberOf(DraftNode node)
    {
        var sample = node.Sample;
        return Naming.Member(sample.Name, sample.Operation?.Operation ?? sample.Block?.Block ?? (sample.Repeated.Count > 0 ? sample.Repeated[0].Block : null), sample.Member);
    }

    private EquatableArray<LoweredArgument>[] Arguments(DraftNode node) => node.Kind switch
    {
        FlowKind.Operation => [OperationArguments(node)],
        FlowKind.Block => [CallArguments(node, node.Block!, step => step.Block!, MemberOf(node))],
        _ => node.Repeated.Select((callee, i) => CallArguments(node, callee, step => step.Repeated[i], MemberOf(node))).ToArray(),
    };

    private EquatableArray<LoweredArgument> OperationArguments(DraftNode node)
    {
        var member = MemberOf(node);
        var printed = new List<LoweredArgument>();
        for (var i = 0; i < node.Sample.Operation!.Arguments.Count; i++)
        {
            var argument = node.Sample.Operation.Arguments[i];
            var values = node.Steps.Select(step => step.Operation?.Arguments[i].Value).ToArray();
            var value = Resolve(values, argument.Name, member, node.Sample.Operation.IsStateful);
            if (value is not null && !(value is LiteralValue literal && literal.Value == argument.Default))
            {
                printed.Add(new(argument.Name, value, argument.IsPositional, argument.IsOfModule));
            }
        }

        return new(printed);
    }

    private EquatableArray<LoweredArgument> CallArguments(DraftNode node, TemplateDraft callee, Func<FlowStep, BlockCall> call, string member)
    {
        var built = _callee(callee);
        var printed = new List<LoweredArgument>();
        foreach (var vector in built.Parameters)
        {
            var values = node.Steps
                .Select(step => step.Kind == FlowKind.Absent ? null : vector.Values[callee.Calls.IndexOf(call(step))])
                .ToArray();
            var value = Resolve(values, vector.Parameter.Name, member);
            if (value is not null)
            {
                printed.Add(new(vector.Parameter.Name, value, vector.Parameter.IsPositional));
            }
        }

        return new(printed);
    }

    private bool IsShared(string argument) =>
        _draft.All.Count(node => node.Kind switch
        {
            FlowKind.Operation => node.Sample.Operation!.Arguments.Any(candidate => candidate.Name == argument),
            FlowKind.Block => Has(node.Block!, argument),
            FlowKind.Repeat => node.Repeated.Any(callee => Has(callee, argument)),
            _ => false,
        }) > 1;

    private bool Has(TemplateDraft callee, string argument) => _callee(callee).Parameters.Any(vector => vector.Parameter.Name == argument);

    private LoweredValue? Resolve(CodeValue?[] values, string argument, string member, bool isOfConstructor = true) =>
        !IsRoot ? _parameters.Resolve(values, argument, member, isOfConstructor) : values[0] is null ? null : new LiteralValue(values[0]!);

    private string? Shape(DraftNode node)
    {
        var values = node.Steps.Select((step, i) => ValueOf(step, _draft.Plans[i])).ToArray();
        return IsRoot
            ? values[0] is null ? null : ShapeText.OfNetwork(values[0]!, _plan)
            : values.Where((value, i) => value is null && node.Steps[i].Kind != FlowKind.Absent).Any() ? null : ShapeText.OfTemplate(values, _parameters);
    }

    private static PlanValue? ValueOf(FlowStep step, BodyPlan plan) =>
        step.Kind == FlowKind.Absent || step.Output >= plan.Values.Count ? null : plan.Values[step.Output];

    private static Dimension? Parameters(DraftNode node)
    {
        var counts = node.Steps.Where(step => step.Kind != FlowKind.Absent).Select(Count).Distinct().ToArray();
        return counts.Length == 1 ? counts[0] : null;
    }

    private static Dimension Count(FlowStep step) => step.Kind switch
    {
        FlowKind.Operation => Sum(step.Operation!.Tensors
            .Where(tensor => tensor.IsParameter)
            .Select(tensor => tensor.Shape.Aggregate(Dimension.Of(1), (product, size) => product * size))),
        FlowKind.Block => step.Block!.Body.Parameters,
        FlowKind.Repeat => Sum(step.Repeated.Select(call => call.Body.Parameters)),
        FlowKind.Group => Sum(step.Children.Select(Count)),
        _ => Dimension.Of(0),
    };

    private static Dimension Sum(IEnumerable<Dimension> counts) => counts.Aggregate(Dimension.Of(0), (sum, count) => sum + count);
}
