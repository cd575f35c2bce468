using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Planning;

/// <summary>
/// What is known of a body while its layers are planned. Values are numbered in the order they come up; an unknown one has a number too,
/// so that everything after it stays silent.
/// </summary>
internal sealed class BodyDraft
{
    private readonly PlanState _state;
    private readonly List<PlanValue?> _values;
    private readonly List<SourceRef> _origins;
    private readonly List<string> _names = [""];
    private readonly HashSet<int> _used = [];
    private Dimension _parameters = Dimension.Of(0);
    private long _multiplyAdds;

    /// <param name="state">What the variant shares.</param>
    /// <param name="input">The body's input, its sizes being the body's own.</param>
    /// <param name="at">The place of the body.</param>
    /// <param name="path">The path of the call in the network.</param>
    /// <param name="height">The declared height at the input.</param>
    /// <param name="width">The declared width at the input.</param>
    public BodyDraft(PlanState state, PlanValue? input, SourceRef at, string path, long height, long width)
    {
        _state = state;
        _values = [input];
        _origins = [at];
        Path = path;
        Height = height;
        Width = width;
    }

    /// <summary>The path of the call in the network; empty for the network itself.</summary>
    public string Path { get; }

    /// <summary>The declared height at the input.</summary>
    public long Height { get; }

    /// <summary>The declared width at the input.</summary>
    public long Width { get; }

    /// <summary>What is wrong, with paths inside the body.</summary>
    public FaultTally Faults { get; } = new();

    /// <summary>What the layers demand of the input's size.</summary>
    public ConstraintSet Constraints { get; } = new();

    /// <summary>How many layers there are, those of calls included.</summary>
    public long Layers { get; private set; }

    /// <summary>A value; null when unknown.</summary>
    public PlanValue? this[int value] => _values[value];

    /// <summary>The path in the network of a path in the body.</summary>
    public string PathOf(string local) => FaultTally.Join(Path, local);

    /// <summary>Adds a value and gives its number.</summary>
    public int Add(PlanValue? value, string name, SourceRef at)
    {
        _values.Add(value);
        _origins.Add(at);
        _names.Add(name);
        return _values.Count - 1;
    }

    /// <summary>Says that a value is used.</summary>
    public void Use(int value) => _used.Add(value);

    /// <summary>Counts a group, which has no parameters of its own.</summary>
    public void CountGroup() => Layers++;

    /// <summary>Counts layers; false, and a fault, when they are more than can be counted.</summary>
    public bool Count(Dimension parameters, long multiplyAdds, long layers, string name, SourceRef at, FaultBag faults)
    {
        Layers += layers;
        if (Layers > PlanState.LayerLimit)
        {
            if (!_state.IsAborted)
            {
                faults.Report(Rules.TooManyLayers, at, Path.Length == 0 ? "the network" : $"'{Path}'", "");
            }

            _state.IsAborted = true;
            return false;
        }

        var sum = Dimension.Try(() => _parameters + parameters);
        var total = unchecked(_multiplyAdds + multiplyAdds);
        if (sum?.TryEvaluate(_state.Family.RuntimeDefault) is null || total < 0)
        {
            faults.Report(Rules.ResultTooLarge, at, PathOf(name), "the sum of all parameters or multiply-adds", "the network", "64 bits can count");
            return false;
        }

        _parameters = sum;
        _multiplyAdds = total;
        return true;
    }

    /// <summary>Ends the expansion of a network that is too large, and says so once.</summary>
    public void Abort(LayerNode layer)
    {
        if (!_state.IsAborted)
        {
            _state.IsAborted = true;
            var faults = new FaultBag();
            faults.Report(Rules.TooManyLayers, layer.At, "the network", "; blocks that call each other make it so large");
            Faults.Add(faults, layer.Name);
        }
    }

    /// <summary>The body's plan; null after an error.</summary>
    /// <param name="steps">Its steps.</param>
    /// <param name="result">The value that it gives.</param>
    public BodyPlan? Finish(IReadOnlyList<Step> steps, int result)
    {
        Use(result);
        if (!Faults.HasErrors && !_state.IsAborted && !_state.Architecture.HasErrors && _values.All(value => value is not null))
        {
            ReportUnused();
        }

        return Faults.HasErrors || _state.IsAborted || _values.Any(value => value is null)
            ? null
            : new BodyPlan([.. _values.OfType<PlanValue>()], steps, result, Constraints.Items, _parameters, _multiplyAdds);
    }

    private void ReportUnused()
    {
        for (var i = 1; i < _values.Count; i++)
        {
            if (!_used.Contains(i))
            {
                var faults = new FaultBag();
                faults.Report(Rules.UnusedValue, _origins[i], _names[i], "");
                Faults.Add(faults, _names[i]);
            }
        }
    }
}
