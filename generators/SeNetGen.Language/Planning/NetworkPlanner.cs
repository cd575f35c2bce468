using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Planning;

/// <summary>Plans one variant: its input, its three sections, its sizes and its facts.</summary>
internal sealed class NetworkPlanner
{
    private readonly Architecture _architecture;
    private readonly VariantDeclaration _variant;
    private readonly PlanState _state;
    private readonly FaultBag _faults = new();

    public NetworkPlanner(Architecture architecture, VariantDeclaration variant, CancellationToken cancellation)
    {
        _architecture = architecture;
        _variant = variant;
        _state = new PlanState(architecture, variant, cancellation);
    }

    public PlannedNetwork Plan()
    {
        var input = _architecture.Input;
        var height = Size(input.Height, "height");
        var width = Size(input.Width, "width");
        var channels = (_state.Evaluator.Evaluate(input.Channels, Kind.Integer, _state.Family, "the input's channels", _faults) as IntegerResult)?.Dimension;
        if (channels is not null && (channels.TryEvaluate(_state.Family.RuntimeDefault) ?? 0) is < 1 or > int.MaxValue)
        {
            _faults.Report(Rules.WrongInput, input.Channels.At, "channels", "from 1 to 2147483647", channels.ToString());
            channels = null;
        }

        var tally = new FaultTally();
        var plan = channels is not null && height is not null && width is not null ? PlanBody(channels, height.Value, width.Value, tally) : null;
        UnusedSettings.Check(_state, _variant);
        tally.Add(_faults, "");
        tally.Add(_state.Family.Faults, "");
        var isWhole = !tally.HasErrors && !_architecture.HasErrors && !_variant.HasErrors;
        return new PlannedNetwork(isWhole ? plan : null, new(tally.Entries.Select(Trace)));
    }

    private Fault Trace(FaultTally.Entry entry) =>
        entry.Fault with { Trace = new FaultTrace(_architecture.File, _architecture.Family, _variant.ClassName, entry.Path, entry.Count) };

    private long? Size(ScalarValue value, string axis)
    {
        var size = _state.Evaluator.Constant(value, _state.Family, $"the input's {axis}", _faults);
        if (size is < 1 or > int.MaxValue)
        {
            _faults.Report(Rules.WrongInput, value.At, axis, "from 1 to 2147483647", size.Value);
            return null;
        }

        return size;
    }

    private NetworkPlan? PlanBody(Dimension channels, long height, long width, FaultTally tally)
    {
        var scope = new BlockScope(_state.Family, channels);
        var input = new PlanValue("input", channels, SizeFunction.Identity, SizeFunction.Identity, false);
        var body = new BodyPlanner(_state, scope, input, _architecture.Input.At, "", height, width);
        var steps = new List<Step>();
        var stem = body.Walk(_architecture.Stem, 0, steps);
        CheckImage(body[stem], "stem", _architecture.Stem);
        var repeats = body.Repeats.Count;
        var stages = body.Walk(_architecture.Stages, stem, steps);
        CheckImage(body[stages], "stages", _architecture.Stages);
        var stageRepeats = body.Repeats.Skip(repeats).ToArray();
        var result = body.Walk(_architecture.Head, stages, steps);
        var plan = body.Finish(steps, result);
        tally.Add(body.Faults, "");
        if (plan is null || _faults.HasErrors)
        {
            return null;
        }

        var heights = LegalSizes.Solve(plan.Constraints, true, height, _faults);
        var widths = LegalSizes.Solve(plan.Constraints, false, width, _faults);
        if (heights is null || widths is null)
        {
            return null;
        }

        var network = new NetworkPlan(
            _architecture.File,
            $"variants.{_variant.ClassName}",
            _architecture.Family,
            _variant.ClassName,
            _variant.Name,
            _variant.Summary ?? _architecture.Summary,
            channels,
            (int)height,
            (int)width,
            new(_state.Family.RuntimeParameters),
            plan,
            stages,
            FeatureTaps.Find(plan, stageRepeats, stages, _architecture.Stages),
            plan.Parameters,
            plan.MultiplyAdds,
            heights,
            widths,
            _architecture.Initialise);
        FactChecker.Check(network, _variant, _state, _faults);
        return network;
    }

    private void CheckImage(PlanValue? value, string section, EquatableArray<LayerNode> layers)
    {
        if (value is { IsFlat: true } && layers.Count > 0)
        {
            _faults.Report(Rules.SectionNotAnImage, layers[layers.Count - 1].At, section, $"[N, {value.Channels}]");
        }
    }
}
