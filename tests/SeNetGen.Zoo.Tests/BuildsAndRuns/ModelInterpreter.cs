using System.Globalization;
using SeNetGen.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.BuildsAndRuns;

/// <summary>Runs a random architecture as written, without the checker: what would happen if its shape rules were bypassed.</summary>
internal sealed class ModelInterpreter(RandomArchitecture model)
{
    /// <summary>Runs the network on an image of zeros of that size.</summary>
    /// <returns>The output's shape.</returns>
    /// <exception cref="Misfit">Two values broadcast that are not alike.</exception>
    public long[] Run(long height, long width)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        return Body([.. model.Stem, .. model.Stages, .. model.Head], TorchOperation.Zeros(1, 3, height, width)).shape;
    }

    private Tensor Body(IReadOnlyList<RandomLayer> layers, Tensor input)
    {
        var values = new Dictionary<string, (Tensor Value, bool IsGate)> { ["input"] = (input, false) };
        var current = (Value: input, IsGate: false);
        foreach (var layer in layers)
        {
            var from = layer.From is null ? current : values[layer.From];
            var isGate = layer.Head.StartsWith("global_", StringComparison.Ordinal) && layer.Head.EndsWith("pool", StringComparison.Ordinal)
                || layer is { Head: "adaptive_avg_pool" or "adaptive_max_pool", Main: "1" }
                || (from.IsGate && (IsElementwise(layer.Head) || layer.Head is "batch_norm" or "group_norm"));
            var value = from.Value;
            for (var i = 0; i < Math.Max(layer.Repeat, 1); i++)
            {
                value = layer.Head switch
                {
                    "add" or "multiply" => Pair(layer, from, values[layer.Main!]),
                    "concat" => Functional.Concat([value, .. layer.Names.Select(name => values[name].Value)]),
                    _ => Layer(layer, value),
                };
            }

            current = (value, isGate);
            values[layer.Name] = current;
        }

        return current.Value;
    }

    private static Tensor Pair(RandomLayer layer, (Tensor Value, bool IsGate) left, (Tensor Value, bool IsGate) right) => layer.Head == "add"
        ? TorchOperation.Add(left.Value, right.Value)
        : TorchOperation.Multiply(left.Value, right.Value, left.IsGate, right.IsGate);

    private Tensor Layer(RandomLayer layer, Tensor x)
    {
        int Main() => int.Parse(layer.Main!, CultureInfo.InvariantCulture);
        switch (layer.Head)
        {
            case "conv":
                var (kernel, dilation) = (layer.Sides("kernel", 1, 1), layer.Sides("dilation", 1, 1));
                var padding = layer.Sides("padding", dilation[0] * (kernel[0] - 1) / 2, dilation[1] * (kernel[1] - 1) / 2);
                return TorchOperation.Conv(x, Main(), kernel, layer.Sides("stride", 1, 1), padding, dilation, layer.Integer("groups", 1), false);
            case "max_pool" when layer.Arguments.Contains(("padding", "same")):
                return Functional.MaxPoolSame(x, Main(), layer.Integer("stride", Main()));
            case "max_pool":
                return Functional.MaxPool(x, Main(), layer.Integer("stride", Main()), layer.Integer("padding", 0), layer.Boolean("ceil", false));
            case "avg_pool":
                return Functional.AvgPool(x, Main(), layer.Integer("stride", Main()), layer.Integer("padding", 0), layer.Boolean("ceil", false));
            case "squeeze_excite":
                return TorchOperation.SqueezeExcite(x, layer.Main is null ? Math.Max(1, x.size(1) / layer.Integer("reduction", 16)) : Main());
            case "eca":
                return TorchAttention.Eca(x, layer.Integer("kernel", 3), layer.Arguments.Contains(("padding", "circular")));
            case "global_context":
                return TorchAttention.GlobalContext(x, 1, layer.Arguments.Contains(("fuse", "add")));
            case "selective_kernel":
                var kernels = layer.Arguments.Contains(("kernels", "[3, 5, 7]")) ? new long[] { 3, 5, 7 } : [3, 5];
                return TorchAttention.SelectiveKernel(x, Main(), 1, kernels, layer.Integer("stride", 1), layer.Integer("dilation", 1),
                    layer.Integer("groups", 1), layer.Boolean("keep_3x3", true), layer.Boolean("split_input", true));
            case "linear":
                return TorchOperation.Linear(x, Inputs(x), Main(), true);
            case "batch_norm":
                return TorchOperation.BatchNorm(x);
            case "group_norm":
                return TorchOperation.GroupNorm(x, Main());
            case "blur_pool":
                return TorchOperation.BlurPool(x, Main(), layer.Integer("stride", 2));
            case "upsample":
                return Functional.Upsample(x, Main());
            case "adaptive_avg_pool":
                return Functional.AdaptiveAvgPool(x, (int)layer.MainSides[0], (int)layer.MainSides[1]);
            case "adaptive_max_pool":
                return Functional.AdaptiveMaxPool(x, (int)layer.MainSides[0], (int)layer.MainSides[1]);
            case "global_avg_pool":
                return Functional.GlobalAvgPool(x);
            case "global_max_pool":
                return Functional.GlobalMaxPool(x);
            case "global_avgmax_pool":
                return Functional.GlobalAvgMaxPool(x);
            case "global_catavgmax_pool":
                return Functional.GlobalCatAvgMaxPool(x);
            case "flatten":
                return Functional.Flatten(x);
            case var head when IsElementwise(head):
                return x;
            default:
                return Block(model.Blocks[layer.Head], x);
        }
    }

    // Whatever the numbers are: only shapes are of interest.
    private static bool IsElementwise(string head) => head is "relu" or "silu" or "sigmoid" or "relu6" or "gelu" or "hard_swish" or "hard_sigmoid"
        or "leaky_relu" or "prelu" or "mish" or "softmax" or "layer_norm" or "identity" or "dropout" or "drop_path" or "drop_block";

    // A linear layer's weight is made for the channels of a vector; of a feature map it would see more numbers.
    private static long Inputs(Tensor x) => x.size(1);

    private Tensor Block(RandomBlock block, Tensor x)
    {
        var residual = Body(block.Residual, x);
        if (block.IsPlain)
        {
            return residual;
        }

        var shortcut = block.Shortcut is null ? x : Body(block.Shortcut, x);
        return Body(block.After, TorchOperation.Add(residual, shortcut));
    }
}
