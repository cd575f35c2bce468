using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Planning;

/// <summary>What planning one variant shares: its values, the calls already planned, the calls being planned.</summary>
internal sealed class PlanState
{
    /// <summary>The most layers that a network may have.</summary>
    public const long LayerLimit = 100_000;

    // How deep calls of blocks may nest, and how many layers may be looked at: more is a recursion that would not end in time.
    private const int DepthLimit = 48;
    private const long WorkLimit = 400_000;

    private readonly Dictionary<string, BlockDeclaration> _blocks;
    private readonly Dictionary<BlockKey, PlannedBlock> _planned = [];
    private readonly List<BlockKey> _active = [];
    private readonly CancellationToken _cancellation;
    private long _work;

    public PlanState(Architecture architecture, VariantDeclaration variant, CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        Architecture = architecture;
        _blocks = architecture.Blocks.ToDictionary(block => block.Name, StringComparer.Ordinal);
        Evaluator = new ValueEvaluator([.. architecture.Unusable], _blocks.ContainsKey);
        Family = new FamilyScope(architecture, variant, _blocks.ContainsKey, Evaluator);
        Defaults = architecture.Defaults.ToLookup(value => value.Operation, StringComparer.Ordinal);
    }

    public Architecture Architecture { get; }

    public ValueEvaluator Evaluator { get; }

    public FamilyScope Family { get; }

    /// <summary>The family's defaults of operations' arguments, by operation.</summary>
    public ILookup<string, OperationDefault> Defaults { get; }

    /// <summary>Set when a network is too large or endless: nothing more is expanded, and nothing more is said.</summary>
    public bool IsAborted { get; set; }

    public BlockDeclaration? FindBlock(string name) => _blocks.TryGetValue(name, out var block) ? block : null;

    /// <summary>Whether another layer may be looked at.</summary>
    public bool TakeStep()
    {
        _cancellation.ThrowIfCancellationRequested();
        return !IsAborted && ++_work <= WorkLimit;
    }

    /// <summary>The call as planned before, or as <paramref name="plan"/> plans it now.</summary>
    /// <returns>Null, and a fault, when the call is endless.</returns>
    public PlannedBlock? Plan(BlockKey key, SourceRef at, FaultBag faults, Func<PlannedBlock> plan)
    {
        if (_planned.TryGetValue(key, out var planned))
        {
            return planned;
        }

        if (_active.Contains(key) || _active.Count >= DepthLimit)
        {
            IsAborted = true;
            faults.Report(Rules.Recursion, at, key.Block, Chain(key));
            return null;
        }

        _active.Add(key);
        planned = plan();
        _active.RemoveAt(_active.Count - 1);
        _planned[key] = planned;
        return planned;
    }

    // The shortest way from the last call of the block to this one.
    private string Chain(BlockKey key)
    {
        var start = Math.Max(0, _active.FindLastIndex(call => call.Block == key.Block));
        var names = _active.Skip(start).Select(call => call.Block).Append(key.Block).ToArray();
        return names.Length <= 8 ? string.Join(" calls ", names) : string.Join(" calls ", names.Take(8)) + " ...";
    }
}

/// <summary>What makes two calls of a block equal.</summary>
/// <param name="Block">The block.</param>
/// <param name="Arguments">The values of its parameters, in order.</param>
/// <param name="InputChannels">The channels of its input.</param>
/// <param name="IsFlat">Whether its input is flat.</param>
/// <param name="Height">The height of its input at the declared size.</param>
/// <param name="Width">The width of its input at the declared size.</param>
internal sealed record BlockKey(string Block, EquatableArray<Value> Arguments, Dimension InputChannels, bool IsFlat, long Height, long Width);

/// <summary>A block's call, planned.</summary>
/// <param name="Call">The call; null after an error in it.</param>
/// <param name="Output">What it gives, as functions of its input; null when unknown.</param>
/// <param name="Faults">What is wrong inside.</param>
/// <param name="Layers">How many layers it has.</param>
internal sealed record PlannedBlock(BlockCall? Call, PlanValue? Output, FaultTally Faults, long Layers);
