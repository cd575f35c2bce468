using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;
using SeNetGen.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.BuildsAndRuns;

/// <summary>Runs a planned network on LibTorch, layer by layer, and holds every value to the shape that was planned for it.</summary>
internal static class PlanInterpreter
{
    /// <summary>Runs the network on an image of zeros of that size.</summary>
    /// <exception cref="Misfit">A value has another shape than planned.</exception>
    public static long[] Run(NetworkPlan plan, long height, long width)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        return Body(plan.Body, TorchOperation.Zeros(1, plan.InputChannels.Constant!.Value, height, width)).shape;
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
            var inputs = step.Inputs.Select(value => values[value]).ToArray();
            if (step is GroupStep group)
            {
                Steps(body, group.Steps, values, height, width);
            }
            else
            {
                values[step.Output] = Run(step, inputs, step.Inputs.Select(value => body.Values[value]).ToArray());
            }

            Hold(values[step.Output], body.Values[step.Output], height, width);
        }
    }

    private static Tensor Run(Step step, Tensor[] inputs, PlanValue[] planned) => step switch
    {
        OperationStep operation => Operation(operation.Call, inputs, planned),
        BlockStep block => Body(block.Call.Body, inputs[0]),
        RepeatStep repeat => repeat.Children.Aggregate(inputs[0], (value, child) => Run(child, [value], planned)),
        AbsentStep => inputs[0],
        _ => throw new InvalidOperationException("A group is run in place."),
    };

    private static Tensor Operation(OperationCall call, Tensor[] inputs, PlanValue[] planned)
    {
        var x = inputs[0];
        int Integer(string name) => (int)((IntegerCode)Value(name)).Value.Constant!.Value;
        long[] Sides(string name) => Value(name) is PairCode pair ? [pair.Height, pair.Width] : [Integer(name), Integer(name)];
        bool Boolean(string name) => ((BooleanCode)Value(name)).Value;
        long[] Integers(string name) => [.. ((IntegersCode)Value(name)).Values];
        CodeValue Value(string name) => call.Arguments.First(argument => argument.Name == name).Value;
        return call.Code switch
        {
            "Conv" => TorchOperation.Conv(x, Integer("outputChannels"), Sides("kernel"), Sides("stride"), Sides("padding"), Sides("dilation"), Integer("groups"), Boolean("bias")),
            "BatchNorm" => TorchOperation.BatchNorm(x),
            "Relu" => Functional.Relu(x),
            "Silu" => Functional.Silu(x),
            "Sigmoid" => Functional.Sigmoid(x),
            "Relu6" or "Gelu" or "HardSwish" or "HardSigmoid" or "LeakyRelu" or "Mish" or "Softmax" or "PRelu" or "LayerNorm" => x,
            "GroupNorm" => TorchOperation.GroupNorm(x, Integer("groups")),
            "BlurPool" => TorchOperation.BlurPool(x, Integer("kernel"), Integer("stride")),
            "AdaptiveAvgPool" => Functional.AdaptiveAvgPool(x, Integer("height"), Integer("width")),
            "AdaptiveMaxPool" => Functional.AdaptiveMaxPool(x, Integer("height"), Integer("width")),
            "Upsample" => Functional.Upsample(x, Integer("factor"), Boolean("bilinear")),
            "MaxPool" => Functional.MaxPool(x, Integer("kernel"), Integer("stride"), Integer("padding"), Boolean("ceil")),
            "MaxPoolSame" => Functional.MaxPoolSame(x, Integer("kernel"), Integer("stride")),
            "AvgPool" => Functional.AvgPool(x, Integer("kernel"), Integer("stride"), Integer("padding"), Boolean("ceil"), Boolean("countPadding")),
            "GlobalAvgPool" => Functional.GlobalAvgPool(x),
            "GlobalMaxPool" => Functional.GlobalMaxPool(x),
            "GlobalAvgMaxPool" => Functional.GlobalAvgMaxPool(x),
            "GlobalCatAvgMaxPool" => Functional.GlobalCatAvgMaxPool(x),
            "SqueezeExcite" => TorchOperation.SqueezeExcite(x, Integer("reducedChannels")),
            "Eca" => TorchAttention.Eca(x, Integer("kernel"), Boolean("circular")),
            "GlobalContext" => TorchAttention.GlobalContext(x, Integer("reducedChannels"), Boolean("add")),
            "SelectiveKernel" => TorchAttention.SelectiveKernel(x, Integer("outputChannels"), Integer("reducedChannels"), Integers("kernels"),
                Integer("stride"), Integer("dilation"), Integer("groups"), Boolean("keep3X3"), Boolean("splitInput")),
            "Linear" => TorchOperation.Linear(x, Integer("inputs"), Integer("outputs"), Boolean("bias")),
            "Dropout" or "DropPath" or "DropBlock" or "Identity" => x,
            "Flatten" => Functional.Flatten(x),
            "Concat" => Functional.Concat(inputs),
            "Add" => TorchOperation.Add(x, inputs[1]),
            "Multiply" => TorchOperation.Multiply(x, inputs[1], IsGate(planned[0]), IsGate(planned[1])),
            _ => throw new InvalidOperationException($"No such operation: {call.Code}."),
        };
    }

    private static bool IsGate(PlanValue value) => !value.IsFlat && value.Height.Equals(SizeFunction.One) && value.Width.Equals(SizeFunction.One);

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
