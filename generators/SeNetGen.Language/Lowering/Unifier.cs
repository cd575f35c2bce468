using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Lowering;

/// <summary>
/// Adds a planned body to a class when both have one structure: the same layers with the same operations and words, where an absent
/// layer fits every layer of its name, and the same wires between them. An absent layer makes two values one, so one call alone may not
/// tell which of them a wire means; what all calls allow together does.
/// </summary>
internal sealed class Unifier
{
    private readonly TemplateDraft _draft;
    private readonly Flow _flow;
    private readonly Func<BlockCall, TemplateDraft> _classOf;

    // The body's value for each value of the class that stands before the present layer.
    private readonly Dictionary<int, int> _values = new() { [0] = 0 };
    private readonly List<Action> _commit = [];

    private Unifier(TemplateDraft draft, Flow flow, Func<BlockCall, TemplateDraft> classOf)
    {
        _draft = draft;
        _flow = flow;
        _classOf = classOf;
        _values[0] = flow.Resolve(0);
    }

    /// <summary>Adds the body to the class; false, and nothing changed, when its structure differs.</summary>
    public static bool TryAdd(TemplateDraft draft, BodyPlan plan, Flow flow, Func<BlockCall, TemplateDraft> classOf)
    {
        var unifier = new Unifier(draft, flow, classOf);
        if (draft.Flows.Count == 0)
        {
            unifier.Start(flow.Steps, draft.Nodes, absentBefore: 0);
        }
        else if (!unifier.Match(draft.Nodes, flow.Steps))
        {
            return false;
        }

        var result = unifier.Candidates(flow.Result);
        if (draft.Flows.Count > 0)
        {
            result.IntersectWith(draft.Result);
        }

        if (result.Count == 0)
        {
            return false;
        }

        foreach (var action in unifier._commit)
        {
            action();
        }

        draft.Result = result;
        draft.Plans.Add(plan);
        draft.Flows.Add(flow);
        return true;
    }

    // Makes layers out of the first call that has them; calls before it lacked the whole group they stand in.
    private void Start(IReadOnlyList<FlowStep> steps, List<DraftNode> nodes, int absentBefore)
    {
        foreach (var step in steps)
        {
            var node = new DraftNode();
            for (var i = 0; i < absentBefore; i++)
            {
                node.Steps.Add(Missing(step));
            }

            Fill(node, step, absentBefore);
            node.Output = _draft.NewValue();
            node.Steps.Add(step);
            _values[node.Output] = _flow.Resolve(step.Output);
            nodes.Add(node);
        }
    }

    private void Fill(DraftNode node, FlowStep step, int absentBefore)
    {
        node.Kind = step.Kind;
        node.Inputs = Candidates(step);
        node.Block = step.Block is null ? null : _classOf(step.Block);
        node.Repeated = step.Repeated.Select(_classOf).ToArray();
        if (step.Kind == FlowKind.Group)
        {
            Start(step.Children, node.Children, absentBefore);
        }
    }

    private bool Match(List<DraftNode> nodes, IReadOnlyList<FlowStep> steps) =>
        nodes.Count == steps.Count && nodes.Zip(steps, Match).All(matches => matches);

    private bool Match(DraftNode node, FlowStep step)
    {
        var sample = node.Sample;
        if (sample.Name != step.Name || sample.Member != step.Member)
        {
            return false;
        }

        var matches = step.Kind == FlowKind.Absent ? MatchAbsent(node, step)
            : node.Kind == FlowKind.Absent ? MatchNew(node, step)
            : node.Kind == step.Kind && MatchPresent(node, sample, step);
        _values[node.Output] = _flow.Resolve(step.Output);
        _commit.Add(() => node.Steps.Add(step));
        return matches;
    }

    // An absent layer gives what it would read: the value that passes is one that the class reads there.
    private bool MatchAbsent(DraftNode node, FlowStep step)
    {
        var matches = true;
        if (node.Inputs.Count > 0)
        {
            var passed = Candidates(step.Inputs[0]);
            passed.IntersectWith(node.Inputs[0]);
            matches = passed.Count > 0;
            _commit.Add(() => node.Inputs = [passed, .. node.Inputs.Skip(1)]);
        }

        foreach (var child in node.Children)
        {
            var missing = Missing(child.Sample);
            matches &= MatchAbsent(child, missing with { Inputs = step.Inputs, Output = step.Output });
            _values[child.Output] = _flow.Resolve(step.Output);
            _commit.Add(() => child.Steps.Add(missing));
        }

        return matches;
    }

    private bool MatchNew(DraftNode node, FlowStep step)
    {
        // Values numbered here are lost if the match fails, which does no harm.
        var fresh = new DraftNode();
        Fill(fresh, step, node.Steps.Count);
        var matches = node.Inputs.Count == 0 || Narrow(fresh, [.. node.Inputs[0]]);
        _commit.Add(() =>
        {
            node.Kind = fresh.Kind;
            node.Inputs = fresh.Inputs;
            node.Block = fresh.Block;
            node.Repeated = fresh.Repeated;
            node.Children = fresh.Children;
        });
        return matches && (step.Kind == FlowKind.Group || fresh.Inputs.All(inputs => inputs.Count > 0));
    }

    // In the calls before, the layer, or all layers of the group, gave what they would read: it is one of the values that passed then.
    private static bool Narrow(DraftNode node, HashSet<int> passed)
    {
        var matches = true;
        if (node.Inputs.Count > 0)
        {
            node.Inputs[0].IntersectWith(passed);
            matches = node.Inputs[0].Count > 0;
        }

        foreach (var child in node.Children)
        {
            matches &= Narrow(child, passed);
            passed.Add(child.Output);
        }

        return matches;
    }

    private bool MatchPresent(DraftNode node, FlowStep sample, FlowStep step)
    {
        if (step.Kind == FlowKind.Group)
        {
            return Match(node.Children, step.Children);
        }

        var callees = step.Kind switch
        {
            FlowKind.Operation => Fits(sample.Operation!, step.Operation!),
            FlowKind.Block => node.Block == _classOf(step.Block!),
            _ => node.Repeated.SequenceEqual(step.Repeated.Select(_classOf)),
        };
        if (!callees || node.Inputs.Count != step.Inputs.Count)
        {
            return false;
        }

        var inputs = Candidates(step);
        for (var i = 0; i < inputs.Count; i++)
        {
            inputs[i].IntersectWith(node.Inputs[i]);
        }

        _commit.Add(() => node.Inputs = inputs);
        return inputs.All(candidates => candidates.Count > 0);
    }

    private List<HashSet<int>> Candidates(FlowStep step) => step.Inputs.Select(Candidates).ToList();

    private HashSet<int> Candidates(int value)
    {
        var wanted = _flow.Resolve(value);
        return new(_values.Where(pair => pair.Value == wanted).Select(pair => pair.Key));
    }

    private static FlowStep Missing(FlowStep step) =>
        step with { Kind = FlowKind.Absent, Operation = null, Block = null, Repeated = [], Children = [] };

    private static bool Fits(OperationCall left, OperationCall right) =>
        left.Code == right.Code
        && left.IsStateful == right.IsStateful
        && left.SavesInputs == right.SavesInputs
        && left.SavesOutput == right.SavesOutput
        && left.CanRunInPlace == right.CanRunInPlace
        && left.IsAlias == right.IsAlias
        && left.Arguments.Count == right.Arguments.Count
        && left.Arguments.Zip(right.Arguments, Fits).All(fits => fits);

    private static bool Fits(CodeArgument left, CodeArgument right) =>
        left.Name == right.Name
        && left.IsPositional == right.IsPositional
        && left.IsOfModule == right.IsOfModule
        && (left.Value is IntegerCode && right.Value is IntegerCode || left.Value == right.Value);
}
