using System.Globalization;
using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;

namespace SeNetGen.Language.Planning;

/// <summary>Plans repeated layers: children 0..n-1, one after the other.</summary>
internal sealed class RepeatPlanner(PlanState state, BodyDraft body, LayerCaller caller)
{
    /// <summary>The values of repeated layers, by path, in order.</summary>
    public List<(string Path, int Value)> Values { get; } = [];

    /// <summary>Plans a repeated layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The value it follows.</param>
    /// <param name="callee">What it calls.</param>
    /// <param name="steps">Takes its step.</param>
    /// <param name="local">Its path in the body.</param>
    /// <param name="scope">What its arguments see.</param>
    /// <param name="faults">Takes what is wrong with it.</param>
    /// <returns>The value of the last repetition.</returns>
    public int Plan(LayerNode layer, int input, LayerResult callee, List<Step> steps, string local, LayerScope scope, FaultBag faults)
    {
        var value = body[input]!;
        var children = new List<Step>();
        if (CountRepeats(layer, scope, faults) is not { } count)
        {
            return body.Add(null, layer.Name, layer.At);
        }

        var isWhole = true;
        for (var i = 0; i < count; i++)
        {
            if (!state.TakeStep())
            {
                body.Abort(layer);
                return body.Add(null, layer.Name, layer.At);
            }

            var bag = new FaultBag();
            var name = i.ToString(CultureInfo.InvariantCulture);
            var site = new LayerCall(layer, name, local + "." + name, i, value, new LayerScope(scope.Outer, value.Channels), bag, RefuseOperand(layer), []);
            var call = caller.Plan(callee, site);
            body.Faults.Add(bag, site.Local);
            if (call?.Output is not { } output)
            {
                return body.Add(null, layer.Name, layer.At);
            }

            isWhole &= call.MakeStep is not null;
            if (call.MakeStep is { } make)
            {
                children.Add(make([0], 0));
            }

            value = output;
        }

        var result = body.Add(value with { Name = layer.Name }, layer.Name, layer.At);
        if (isWhole)
        {
            steps.Add(new RepeatStep(layer.Name, LayerCall.MemberOf(layer), children, [input], result, layer.KeyPath, layer.At));
        }

        Values.Add((local, result));
        return result;
    }

    // How often; every list beside it must be as long.
    private int? CountRepeats(LayerNode layer, LayerScope scope, FaultBag faults)
    {
        if (state.Evaluator.Constant(layer.Repeat!, scope, "'repeat'", faults) is not { } count)
        {
            return null;
        }

        if (count < 1)
        {
            faults.Report(Rules.RepeatTooSmall, layer.Repeat!.At, count);
            return null;
        }

        if (count > PlanState.LayerLimit || body.Layers + count > PlanState.LayerLimit)
        {
            state.IsAborted = true;
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
}
