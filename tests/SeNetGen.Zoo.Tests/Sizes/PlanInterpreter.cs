using SeNetGen.Language.Planning;
using SeNetGen.Modules;
using SeNetGen.Zoo.Tests.RandomNetworks;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.Sizes;

/// <summary>
/// Runs a planned network on LibTorch, layer by layer and without any check of the input's size, and holds every value to the shape that
/// was planned for it. Weights are zeros: only shapes are of interest. In float64, for which LibTorch compiles no kernel a shape. It knows
/// the operations of the networks whose sizes are tried.
/// </summary>
internal static class PlanInterpreter
{
    /// <summary>Runs the network on an image of zeros of that size.</summary>
    /// <exception cref="Misfit">A value has another shape than planned.</exception>
    public static void Run(NetworkPlan plan, long height, long width)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        Body(plan.Body, Zeros(1, plan.InputChannels.Constant!.Value, height, width));
    }

    private static Tensor Body(BodyPlan body, Tensor input)
    {
        var values = new Tensor[body.Values.Count];
        values[0] = input;
        var (height, width) = input.dim() > 2 ? (input.size(2), input.size(3)) : (1, 1);
        Steps(body, body.Steps, values, height, width);
        return values[body.Result];
    }

    private static void Steps(BodyPlan body, IReadOnlyList<Step> steps, Tensor[] values, long height, long width)
    {
        foreach (var step in steps)
        {
            if (step is GroupStep group)
            {
                Steps(body, group.Steps, values, height, width);
            }
            else
            {
                values[step.Output] = Run(step, [.. step.Inputs.Select(value => values[value])]);
            }

            Hold(values[step.Output], body.Values[step.Output], height, width);
        }
    }

    private static Tensor Run(Step step, Tensor[] inputs) => step switch
    {
        OperationStep operation => Operation(operation.Call, inputs),
        BlockStep block => Body(block.Call.Body, inputs[0]),
        RepeatStep repeat => repeat.Children.Aggregate(inputs[0], (value, child) => Run(child, [value])),
        AbsentStep => inputs[0],
        _ => throw new InvalidOperationException("A group is run in place."),
    };

    private static Tensor Operation(OperationCall call, Tensor[] inputs)
    {
        var x = inputs[0];
        int Integer(string name) => (int)((IntegerCode)Value(name)).Value.Constant!.Value;
        bool Boolean(string name) => ((BooleanCode)Value(name)).Value;
        CodeValue Value(string name) => call.Arguments.First(argument => argument.Name == name).Value;
        Tensor Conv()
        {
            var (kernel, stride, padding, dilation) = (Integer("kernel"), Integer("stride"), Integer("padding"), Integer("dilation"));
            var weight = Zeros(Integer("outputChannels"), Integer("inputChannels") / Integer("groups"), kernel, kernel);
            return nn.functional.conv2d(x, weight, null, [stride, stride], [padding, padding], [dilation, dilation], Integer("groups"));
        }

        return call.Code switch
        {
            "Conv" => Conv(),
            "MaxPool" => Functional.MaxPool(x, Integer("kernel"), Integer("stride"), Integer("padding"), Boolean("ceil")),
            "MaxPoolSame" => Functional.MaxPoolSame(x, Integer("kernel"), Integer("stride")),
            "AvgPool" => Functional.AvgPool(x, Integer("kernel"), Integer("stride"), Integer("padding"), Boolean("ceil"), Boolean("countPadding")),
            "GlobalAvgPool" => Functional.GlobalAvgPool(x),
            "Linear" => nn.functional.linear(x.flatten(1), Zeros(Integer("outputs"), Integer("inputs"))),
            "Flatten" => Functional.Flatten(x),
            "Add" => inputs[1].shape.SequenceEqual(x.shape) ? x : throw new Misfit($"[{string.Join(", ", x.shape)}] and [{string.Join(", ", inputs[1].shape)}]"),
            // What gives the shape it takes, whatever the size.
            "BatchNorm" or "Relu" or "Silu" or "SqueezeExcite" or "Dropout" => x,
            _ => throw new InvalidOperationException($"No such operation: {call.Code}."),
        };
    }

    private static Tensor Zeros(params long[] shape) => zeros(shape, ScalarType.Float64);

    private static void Hold(Tensor value, PlanValue planned, long height, long width)
    {
        long[] shape = planned.IsFlat
            ? [1, planned.Channels.Constant!.Value]
            : [1, planned.Channels.Constant!.Value, planned.Height.At(height), planned.Width.At(width)];
        if (!value.shape.SequenceEqual(shape))
        {
            throw new Misfit($"'{planned.Name}' is planned as [{string.Join(", ", shape)}] and is [{string.Join(", ", value.shape)}]");
        }
    }
}
