using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Lowering;

/// <summary>Gathers the block calls of a network into classes, callees first.</summary>
internal sealed class DraftCollector
{
    private readonly Dictionary<BlockCall, TemplateDraft> _classes = [];
    private readonly List<TemplateDraft> _drafts = [];

    /// <summary>The network's own body with the classes it reaches.</summary>
    public static TemplateDraft Collect(NetworkPlan plan)
    {
        var collector = new DraftCollector();
        var flow = Flow.Of(plan.Body);
        collector.AssignAll(flow.Steps);
        var root = new TemplateDraft("") { KeyPath = plan.KeyPath };
        Unifier.TryAdd(root, plan.Body, flow, call => collector._classes[call]);
        return root;
    }

    private void AssignAll(IReadOnlyList<FlowStep> steps)
    {
        foreach (var call in Flow.Calls(steps))
        {
            Assign(call);
        }
    }

    private void Assign(BlockCall call)
    {
        if (_classes.ContainsKey(call))
        {
            return;
        }

        var flow = Flow.Of(call.Body);
        AssignAll(flow.Steps);
        var draft = _drafts.FirstOrDefault(candidate => Joins(candidate, call, flow));
        if (draft is null)
        {
            draft = new TemplateDraft(call.Block) { KeyPath = $"blocks.{call.Block}" };
            Unifier.TryAdd(draft, call.Body, flow, nested => _classes[nested]);
            _drafts.Add(draft);
        }

        draft.Calls.Add(call);
        _classes.Add(call, draft);
    }

    // A block that calls itself with other arguments must not become a class that holds itself.
    private bool Joins(TemplateDraft draft, BlockCall call, Flow flow) =>
        draft.Block == call.Block
        && !Flow.Calls(flow.Steps).Any(nested => _classes[nested].Reaches(draft))
        && Unifier.TryAdd(draft, call.Body, flow, nested => _classes[nested]);
}
