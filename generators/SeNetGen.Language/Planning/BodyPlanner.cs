using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Planning;

/// <summary>Plans the layers of one class: the network itself or a block, with its layers in place.</summary>
internal sealed class BodyPlanner
{
    private readonly PlanState _state;
    private readonly IExpressionScope _scope;
    private readonly BodyDraft _body;
    private readonly OperationPlanner _operations;
    private readonly LayerCaller _caller;
    private readonly RepeatPlanner _repeats;

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
        _body = new BodyDraft(state, input, at, path, height, width);
        _operations = new OperationPlanner(state);
        _caller = new LayerCaller(state, _body);
        _repeats = new RepeatPlanner(state, _body, _caller);
    }

    /// <summary>What is wrong, with paths inside the body.</summary>
    public FaultTally Faults => _body.Faults;

    /// <summary>How many layers there are, those of calls included.</summary>
    public long Layers => _body.Layers;

    /// <summary>The values of repeated layers, by path, in order.</summary>
    public IReadOnlyList<(string Path, int Value)> Repeats => _repeats.Values;

    /// <summary>A value; null when unknown.</summary>
    public PlanValue? this[int value] => _body[value];

    /// <summary>Plans layers, one after the other.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="start">The value they start from, which they call <c>input</c>.</param>
    /// <param name="steps">Takes the steps.</param>
    /// <returns>The value of the last one.</returns>
    public int Walk(EquatableArray<LayerNode> layers, int start, List<Step> steps) => Walk(layers, start, steps, "", null);

    /// <summary>Joins two values by an operation that the language adds.</summary>
    public int Join(Operation operation, int left, int right, SourceRef at, List<Step> steps)
    {
        _body.Use(left);
        _body.Use(right);
        if (_body[left] is not { } first || _body[right] is not { } second)
        {
            return _body.Add(null, "", at);
        }

        var faults = new FaultBag();
        var site = new OperationPlanner.Site("", _body.Path, "", at, first, _body.Height, _body.Width, faults, _body.Constraints);
        var result = _operations.Plan(operation, new Dictionary<string, ArgumentResult>(), [second], site);
        var output = _body.Add(result?.Output, "", at);
        if (result is not null)
        {
            _body.Count(result.Parameters, result.MultiplyAdds, 0, "", at, faults);
            steps.Add(new OperationStep("", null, result.Call, [left, right], output, "", at));
        }

        Faults.Add(faults, "");
        return output;
    }

    /// <summary>The body's plan; null after an error.</summary>
    /// <param name="steps">Its steps.</param>
    /// <param name="result">The value that it gives.</param>
    public BodyPlan? Finish(IReadOnlyList<Step> steps, int result) => _body.Finish(steps, result);

    private int Walk(EquatableArray<LayerNode> layers, int start, List<Step> steps, string prefix, NameTable? outer)
    {
        var names = new NameTable(start, outer);
        var current = start;
        foreach (var layer in layers)
        {
            if (!_state.TakeStep())
            {
                _body.Abort(layer);
                return _body.Add(null, layer.Name, layer.At);
            }

            current = PlanLayer(layer, current, steps, prefix, names);
            names.Add(layer.Name, current);
        }

        return current;
    }

    private int PlanLayer(LayerNode layer, int current, List<Step> steps, string prefix, NameTable names)
    {
        var local = FaultTally.Join(prefix, layer.Name);
        var faults = new FaultBag();
        var input = FindInput(layer, current, names);
        var scope = new LayerScope(_scope, input is { } index ? _body[index]?.Channels : null);
        var output = IsPresent(layer, scope, faults) switch
        {
            null => AddUnknown(layer, input),
            false when input is { } value => AddAbsent(layer, value, steps),
            true when layer.Body is { } body && input is { } value => PlanGroup(layer, body, value, steps, local, names),
            true when input is { } value && _body[value] is { } known => PlanCall(layer, value, known, steps, local, names, scope, faults),
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
            _body.Use(value);
        }

        return _body.Add(null, layer.Name, layer.At);
    }

    private static int AddAbsent(LayerNode layer, int input, List<Step> steps)
    {
        steps.Add(new AbsentStep(layer.Name, LayerCall.MemberOf(layer), [input], input, layer.KeyPath, layer.At));
        return input;
    }

    private int PlanGroup(LayerNode layer, EquatableArray<LayerNode> body, int input, List<Step> steps, string local, NameTable names)
    {
        _body.CountGroup();
        var inner = new List<Step>();
        var output = Walk(body, input, inner, local, names);
        steps.Add(new GroupStep(layer.Name, LayerCall.MemberOf(layer), inner, [input], output, layer.KeyPath, layer.At));
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

        _body.Use(input);
        if (layer.Repeat is not null)
        {
            return _repeats.Plan(layer, input, callee, steps, local, scope, faults);
        }

        var operands = new List<int>();
        var site = new LayerCall(layer, layer.Name, local, null, known, scope, faults, (name, bag) => FindValue(name, names, bag), operands);
        var call = _caller.Plan(callee, site);
        var output = _body.Add(call?.Output, layer.Name, layer.At);
        foreach (var operand in operands)
        {
            _body.Use(operand);
        }

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

        _body.Use(index);
        return _body[index] is { } value ? (index, value) : null;
    }
}
