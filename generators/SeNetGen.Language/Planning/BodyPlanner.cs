using SeNetGen.Language.Binding;
using SeNetGen.Language.CSharp;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Operations;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Planning;

/// <summary>
/// Plans the layers of one class: the network itself or a block, with its layers in place. Values are numbered in the order they
/// come up; an unknown one has a number too, so that everything after it stays silent.
/// </summary>
internal sealed class BodyPlanner
{
    private readonly PlanState _state;
    private readonly IExpressionScope _scope;
    private readonly string _path;
    private readonly long _height;
    private readonly long _width;
    private readonly OperationPlanner _operations;
    private readonly BlockPlanner _blocks;
    private readonly List<PlanValue?> _values;
    private readonly List<SourceRef> _origins;
    private readonly List<string> _originNames = [""];
    private readonly HashSet<int> _used = [];
    private readonly ConstraintSet _constraints = new();
    private Dimension _parameters = Dimension.Of(0);
    private long _multiplyAdds;

    /// <param name="state">What the variant shares.</param>
    /// <param name="scope">What expressions see.</param>
    /// <param name="input">The body's input, its sizes being the body's own.</param>
    /// <param name="at">The place of the body.</param>
    /// <param name="path">The path of the call in the network.</param>
    /// <param name="height">The declared height at the input.</param>
    /// <param name="width">The declared width at the input.</param>
    public BodyPlanner(PlanState state, IExpressionScope scope, PlanValue? input, SourceRef at, string path, long height, long width)
    {
        _state = state;
        _scope = scope;
        _path = path;
        _height = height;
        _width = width;
        _operations = new OperationPlanner(state);
        _blocks = new BlockPlanner(state);
        _values = [input];
        _origins = [at];
    }

    /// <summary>What is wrong, with paths inside the body.</summary>
    public FaultTally Faults { get; } = new();

    /// <summary>How many layers there are, those of calls included.</summary>
    public long Layers { get; private set; }

    /// <summary>The values of repeated layers, by path, in order.</summary>
    public List<(string Path, int Value)> Repeats { get; } = [];

    /// <summary>A value; null when unknown.</summary>
    public PlanValue? this[int value] => _values[value];

    /// <summary>Plans layers, one after the other.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="start">The value they start from, which they call <c>input</c>.</param>
    /// <param name="steps">Takes the steps.</param>
    /// <returns>The value of the last one.</returns>
    public int Walk(EquatableArray<LayerNode> layers, int start, List<Step> steps) => Walk(layers, start, steps, "", null);

    /// <summary>Joins two values by an operation that the language adds.</summary>
    public int Join(Operation operation, int left, int right, SourceRef at, List<Step> steps)
    {
        _used.Add(left);
        _used.Add(right);
        if (_values[left] is not { } first || _values[right] is not { } second)
        {
            return AddValue(null, "", at);
        }

        var faults = new FaultBag();
        var site = new OperationPlanner.Site("", _path, "", at, first, _height, _width, faults, _constraints);
        var result = _operations.Plan(operation, new Dictionary<string, ArgumentResult>(), [second], site);
        Faults.Add(faults, "");
        var output = AddValue(result?.Output, "", at);
        if (result is not null)
        {
            Count(result.Parameters, result.MultiplyAdds, 0, "", at, faults);
            steps.Add(new OperationStep("", null, result.Call, [left, right], output, "", at));
        }

        return output;
    }

    /// <summary>The body's plan; null after an error.</summary>
    /// <param name="steps">Its steps.</param>
    /// <param name="result">The value that it gives.</param>
    public BodyPlan? Finish(IReadOnlyList<Step> steps, int result)
    {
        _used.Add(result);
        if (!Faults.HasErrors && !_state.IsAborted && !_state.Architecture.HasErrors && _values.All(value => value is not null))
        {
            ReportUnused();
        }

        return Faults.HasErrors || _state.IsAborted || _values.Any(value => value is null)
            ? null
            : new BodyPlan([.. _values.OfType<PlanValue>()], steps, result, _constraints.Items, _parameters, _multiplyAdds);
    }

    private string PathOf(string local) => FaultTally.Join(_path, local);

    private int Walk(EquatableArray<LayerNode> layers, int start, List<Step> steps, string prefix, NameTable? outer)
    {
        var names = new NameTable(start, outer);
        var current = start;
        foreach (var layer in layers)
        {
            if (!_state.TakeStep())
            {
                Abort(layer);
                return AddValue(null, layer.Name, layer.At);
            }

            current = PlanLayer(layer, current, steps, prefix, names);
            names.Add(layer.Name, current);
        }

        return current;
    }

    private void Abort(LayerNode layer)
    {
        if (!_state.IsAborted)
        {
            _state.IsAborted = true;
            var faults = new FaultBag();
            faults.Report(Rules.TooManyLayers, layer.At, "the network", "; blocks that call each other make it so large");
            Faults.Add(faults, layer.Name);
        }
    }

    private int PlanLayer(LayerNode layer, int current, List<Step> steps, string prefix, NameTable names)
    {
        var local = FaultTally.Join(prefix, layer.Name);
        var faults = new FaultBag();
        var input = FindInput(layer, current, names);
        var scope = new LayerScope(_scope, input is { } index ? _values[index]?.Channels : null);
        var output = IsPresent(layer, scope, faults) switch
        {
            null => AddUnknown(layer, input),
            false when input is { } value => AddAbsent(layer, value, steps),
            true when layer.Body is { } body && input is { } value => PlanGroup(layer, body, value, steps, local, names),
            true when input is { } value && _values[value] is { } known => PlanCall(layer, value, known, steps, local, names, scope, faults),
            _ => AddUnknown(layer, input),
        };
        Faults.Add(faults, local);
        return output;
    }

    // The value that a layer starts from; null when its name is unknown.
    private int? FindInput(LayerNode layer, int current, NameTable names) =>
        layer.From is not { } from ? current : _state.Evaluator.IsUnusable(from.At) ? null : names.Find(from.Text);

    private bool? IsPresent(LayerNode layer, LayerScope scope, FaultBag faults)
    {
        if (LayerReader.IsMalformed(layer))
        {
            return null;
        }

        return layer.When is not { } when ? true
            : (_state.Evaluator.Evaluate(when, Kind.Boolean, scope, "'when'", faults) as BooleanResult)?.IsTrue;
    }

    private int AddUnknown(LayerNode layer, int? input)
    {
        if (input is { } value)
        {
            _used.Add(value);
        }

        return AddValue(null, layer.Name, layer.At);
    }

    private static int AddAbsent(LayerNode layer, int input, List<Step> steps)
    {
        steps.Add(new AbsentStep(layer.Name, MemberOf(layer), [input], input, layer.KeyPath, layer.At));
        return input;
    }

    private int PlanGroup(LayerNode layer, EquatableArray<LayerNode> body, int input, List<Step> steps, string local, NameTable names)
    {
        Layers++;
        var inner = new List<Step>();
        var output = Walk(body, input, inner, local, names);
        steps.Add(new GroupStep(layer.Name, MemberOf(layer), inner, [input], output, layer.KeyPath, layer.At));
        return output;
    }

    private int PlanCall(
        LayerNode layer, int input, PlanValue known, List<Step> steps, string local, NameTable names, LayerScope scope, FaultBag faults)
    {
        // What the binder has found wrong with the call itself is said already.
        if (_state.Evaluator.IsUnusable(layer.At) || _state.Evaluator.FindHead(layer.Head!, layer.HeadAt, scope, faults) is not { } callee)
        {
            return AddUnknown(layer, input);
        }

        if (callee.Head == "none")
        {
            return AddAbsent(layer, input, steps);
        }

        _used.Add(input);
        if (layer.Repeat is not null)
        {
            return PlanRepeat(layer, input, known, callee, steps, local, scope, faults);
        }

        var operands = new List<int>();
        var site = new CallSite(layer, layer.Name, local, null, known, scope, faults, (name, bag) => FindValue(name, names, bag), operands);
        var call = Call(callee, site);
        var output = AddValue(call?.Output, layer.Name, layer.At);
        _used.UnionWith(operands);
        if (call?.MakeStep is { } make)
        {
            steps.Add(make([input, .. operands], output));
        }

        return output;
    }

    private (int Index, PlanValue Value)? FindValue(ScalarValue name, NameTable names, FaultBag faults)
    {
        if (names.Find(name.Text) is not { } index)
        {
            faults.Report(Rules.UnknownValue, name.At, name.Text, Suggestions.DidYouMean(name.Text, names.Names));
            return null;
        }

        _used.Add(index);
        return _values[index] is { } value ? (index, value) : null;
    }

    private int PlanRepeat(
        LayerNode layer, int input, PlanValue known, LayerResult callee, List<Step> steps, string local, LayerScope scope, FaultBag faults)
    {
        var value = known;
        var children = new List<Step>();
        if (CountRepeats(layer, scope, faults) is not { } count)
        {
            return AddValue(null, layer.Name, layer.At);
        }

        var isWhole = true;
        for (var i = 0; i < count; i++)
        {
            if (!_state.TakeStep())
            {
                Abort(layer);
                return AddValue(null, layer.Name, layer.At);
            }

            var bag = new FaultBag();
            var name = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var site = new CallSite(layer, name, local + "." + name, i, value, new LayerScope(_scope, value.Channels), bag, RefuseOperand(layer), []);
            var call = Call(callee, site);
            Faults.Add(bag, site.Local);
            if (call?.Output is not { } output)
            {
                return AddValue(null, layer.Name, layer.At);
            }

            isWhole &= call.MakeStep is not null;
            if (call.MakeStep is { } make)
            {
                children.Add(make([0], 0));
            }

            value = output;
        }

        var result = AddValue(value with { Name = layer.Name }, layer.Name, layer.At);
        if (isWhole)
        {
            steps.Add(new RepeatStep(layer.Name, MemberOf(layer), children, [input], result, layer.KeyPath, layer.At));
        }

        Repeats.Add((local, result));
        return result;
    }

    // How often; every list beside it must be as long.
    private int? CountRepeats(LayerNode layer, LayerScope scope, FaultBag faults)
    {
        if (_state.Evaluator.Constant(layer.Repeat!, scope, "'repeat'", faults) is not { } count)
        {
            return null;
        }

        if (count < 1)
        {
            faults.Report(Rules.RepeatTooSmall, layer.Repeat!.At, count);
            return null;
        }

        if (count > PlanState.LayerLimit || Layers + count > PlanState.LayerLimit)
        {
            _state.IsAborted = true;
            faults.Report(Rules.TooManyLayers, layer.Repeat!.At, $"'{layer.Name}'", $"; 'repeat' is {count}");
            return null;
        }

        foreach (var each in layer.Arguments.Select(argument => argument.Value).Append(layer.Main).OfType<EachValue>())
        {
            if (each.Items.Count != count)
            {
                faults.Report(Rules.WrongRepetitions, each.At, count, each.Items.Count);
                return null;
            }
        }

        return (int)count;
    }

    private static Func<ScalarValue, FaultBag, (int, PlanValue)?> RefuseOperand(LayerNode layer) => (name, faults) =>
    {
        faults.Report(Rules.CannotRepeat, name.At, $"'{layer.Name}' cannot be repeated, since it names the value '{name.Text}'; make the layers a block");
        return null;
    };

    /// <summary>A call as it stands in the body.</summary>
    private sealed record CallSite(
        LayerNode Layer, string Name, string Local, int? Repetition, PlanValue Input, LayerScope Scope, FaultBag Faults,
        Func<ScalarValue, FaultBag, (int, PlanValue)?> FindValue, List<int> Operands);

    /// <summary>A call, planned: its value, and its step when there is no error in it.</summary>
    private sealed record PlannedCall(PlanValue? Output, Func<IReadOnlyList<int>, int, Step>? MakeStep);

    private PlannedCall? Call(LayerResult callee, CallSite site)
    {
        var (layer, name) = (site.Layer, site.Name);
        var member = site.Repetition is null ? MemberOf(layer) : null;
        if (OperationTable.Find(callee.Head) is { } operation)
        {
            var place = new OperationPlanner.Site(name, PathOf(site.Local), site.Local, layer.At, site.Input, _height, _width, site.Faults, _constraints);
            var result = CallArguments.Gather(callee, operation.Signature.Main?.Name, layer, site.Repetition, site.Scope, site.Faults) is { } given
                ? _operations.Plan(operation, given, place, site.FindValue, site.Operands)
                : null;
            if (result is null || !Count(result.Parameters, result.MultiplyAdds, 1, name, layer.At, site.Faults))
            {
                return null;
            }

            return new PlannedCall(result.Output, (inputs, output) => new OperationStep(name, member, result.Call, inputs, output, layer.KeyPath, layer.At));
        }

        if (_state.FindBlock(callee.Head) is not { } block)
        {
            return null;
        }

        var (height, width) = (site.Input.Height.At(_height), site.Input.Width.At(_width));
        var planned = CallArguments.Gather(callee, block.Parameters.Count > 0 ? block.Parameters[0].Name : null, layer, site.Repetition, site.Scope, site.Faults) is { } arguments
            ? _blocks.Plan(block, arguments, site.Input, height, width, PathOf(site.Local), layer.At, layer.HeadAt, site.Faults)
            : null;
        if (planned is null)
        {
            return null;
        }

        Faults.Add(planned.Faults, site.Local);
        var value = planned.Output is null ? null : Outside(planned, site);
        if (planned.Call is { } call && value is not null && Count(call.Body.Parameters, call.Body.MultiplyAdds, planned.Layers + 1, name, layer.At, site.Faults))
        {
            return new PlannedCall(value, (inputs, output) => new BlockStep(name, member, call, inputs, output, layer.KeyPath, layer.At));
        }

        return new PlannedCall(value, null);
    }

    // A block's value and demands, as functions of this body's input.
    private PlanValue? Outside(PlannedBlock planned, CallSite site)
    {
        var (input, output) = (site.Input, planned.Output!);
        var height = input.Height.Then(output.Height);
        var width = input.Width.Then(output.Width);
        if (height is null || width is null || !_constraints.AddCall(planned.Call, input, site.Local))
        {
            site.Faults.Report(Rules.SizesTooIntricate, site.Layer.At, PathOf(site.Local), "its output");
            return null;
        }

        return new PlanValue(site.Layer.Name, output.Channels, height, width, output.IsFlat);
    }

    private bool Count(Dimension parameters, long multiplyAdds, long layers, string name, SourceRef at, FaultBag faults)
    {
        Layers += layers;
        if (Layers > PlanState.LayerLimit)
        {
            if (!_state.IsAborted)
            {
                faults.Report(Rules.TooManyLayers, at, _path.Length == 0 ? "the network" : $"'{_path}'", "");
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

    private int AddValue(PlanValue? value, string name, SourceRef at)
    {
        _values.Add(value);
        _origins.Add(at);
        _originNames.Add(name);
        return _values.Count - 1;
    }

    private void ReportUnused()
    {
        for (var i = 1; i < _values.Count; i++)
        {
            if (!_used.Contains(i))
            {
                var faults = new FaultBag();
                faults.Report(Rules.UnusedValue, _origins[i], _originNames[i], "");
                Faults.Add(faults, _originNames[i]);
            }
        }
    }

    private static string MemberOf(LayerNode layer) => Naming.Member(layer.Name, layer.Head, layer.Member);
}
