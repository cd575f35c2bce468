using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Lowering;

/// <summary>A layer of a class in the making: the same layer over all calls of the class.</summary>
internal sealed class DraftNode
{
    /// <summary>The layer in each call; absent ones included.</summary>
    public List<FlowStep> Steps { get; } = [];

    /// <summary>What it is, as soon as one call has it.</summary>
    public FlowKind Kind { get; set; } = FlowKind.Absent;

    /// <summary>The value it gives, numbered within the class.</summary>
    public int Output { get; set; }

    /// <summary>For each input the values of the class that it may be, judged by the calls so far.</summary>
    public List<HashSet<int>> Inputs { get; set; } = [];

    /// <summary>The class of the block it calls.</summary>
    public TemplateDraft? Block { get; set; }

    /// <summary>The classes of the blocks it repeats.</summary>
    public IReadOnlyList<TemplateDraft> Repeated { get; set; } = [];

    /// <summary>The layers in place.</summary>
    public List<DraftNode> Children { get; set; } = [];

    /// <summary>A call that has it.</summary>
    public FlowStep Sample => Steps.FirstOrDefault(step => step.Kind != FlowKind.Absent) ?? Steps[0];
}

/// <summary>A class in the making: the calls of one block that share a structure.</summary>
internal sealed class TemplateDraft(string block)
{
    private int _nextValue = 1;

    /// <summary>The block; empty for the network itself.</summary>
    public string Block { get; } = block;

    /// <summary>The calls, in the order met; empty for the network itself.</summary>
    public List<BlockCall> Calls { get; } = [];

    /// <summary>The plans, one a call.</summary>
    public List<BodyPlan> Plans { get; } = [];

    /// <summary>Their uniform form.</summary>
    public List<Flow> Flows { get; } = [];

    /// <summary>The layers.</summary>
    public List<DraftNode> Nodes { get; } = [];

    /// <summary>The values that the result may be, judged by the calls so far.</summary>
    public HashSet<int> Result { get; set; } = [];

    /// <summary>The key path of the block.</summary>
    public string KeyPath { get; set; } = "";

    /// <summary>The layers at any depth, groups before what they hold.</summary>
    public IEnumerable<DraftNode> All => Walk(Nodes);

    /// <summary>A value number not used yet.</summary>
    public int NewValue() => _nextValue++;

    /// <summary>The classes it calls.</summary>
    public IEnumerable<TemplateDraft> Callees => All.SelectMany(node => node.Block is null ? node.Repeated : [node.Block]);

    /// <summary>Whether <paramref name="other"/> is this class or called by it at any depth.</summary>
    public bool Reaches(TemplateDraft other) => this == other || Callees.Any(callee => callee.Reaches(other));

    private static IEnumerable<DraftNode> Walk(IEnumerable<DraftNode> nodes) =>
        nodes.SelectMany(node => new[] { node }.Concat(Walk(node.Children)));
}
