namespace SeNetGen.Modules;

// The operations without state.
public sealed partial class NetworkDescriber
{
    /// <summary>A ReLU.</summary>
    public Shape Relu(string name, Shape input) => Row(PathOf(name, "relu"), "relu", input);

    /// <summary>A SiLU.</summary>
    public Shape Silu(string name, Shape input) => Row(PathOf(name, "silu"), "silu", input);

    /// <summary>A sigmoid.</summary>
    public Shape Sigmoid(string name, Shape input) => Row(PathOf(name, "sigmoid"), "sigmoid", input);

    /// <summary>A ReLU cut off at 6.</summary>
    public Shape Relu6(string name, Shape input) => Row(PathOf(name, "relu6"), "relu6", input);

    /// <summary>A GELU.</summary>
    public Shape Gelu(string name, Shape input, bool tanh = false)
    {
        _ = tanh;
        return Row(PathOf(name, "gelu"), "gelu", input);
    }

    /// <summary>A hard swish.</summary>
    public Shape HardSwish(string name, Shape input) => Row(PathOf(name, "hard_swish"), "hard_swish", input);

    /// <summary>A hard sigmoid.</summary>
    public Shape HardSigmoid(string name, Shape input) => Row(PathOf(name, "hard_sigmoid"), "hard_sigmoid", input);

    /// <summary>A leaky ReLU.</summary>
    public Shape LeakyRelu(string name, Shape input, double slope = 0.01)
    {
        _ = slope;
        return Row(PathOf(name, "leaky_relu"), "leaky_relu", input);
    }

    /// <summary>A Mish.</summary>
    public Shape Mish(string name, Shape input) => Row(PathOf(name, "mish"), "mish", input);

    /// <summary>A softmax.</summary>
    public Shape Softmax(string name, Shape input, bool pixels = false)
    {
        _ = pixels;
        return Row(PathOf(name, "softmax"), "softmax", input);
    }

    /// <summary>A maximum under windows.</summary>
    public Shape MaxPool(string name, Shape input, int kernel, int stride, int padding = 0, bool ceil = false) =>
        Row(PathOf(name, "max_pool"), "max_pool", Pooled(input, kernel, stride, padding, ceil));

    /// <summary>A maximum under windows, to ceil(H / stride).</summary>
    public Shape MaxPoolSame(string name, Shape input, int kernel, int stride)
    {
        _ = kernel;
        return Row(PathOf(name, "max_pool"), "max_pool", input with { Height = (input.Height + stride - 1) / stride, Width = (input.Width + stride - 1) / stride });
    }

    /// <summary>A mean under windows.</summary>
    public Shape AvgPool(string name, Shape input, int kernel, int stride, int padding = 0, bool ceil = false, bool countPadding = true)
    {
        _ = countPadding;
        return Row(PathOf(name, "avg_pool"), "avg_pool", Pooled(input, kernel, stride, padding, ceil));
    }

    /// <summary>A mean under as many windows as the output has pixels.</summary>
    public Shape AdaptiveAvgPool(string name, Shape input, int height, int width) =>
        Row(PathOf(name, "adaptive_avg_pool"), "adaptive_avg_pool", input with { Height = height, Width = width });

    /// <summary>A maximum under as many windows as the output has pixels.</summary>
    public Shape AdaptiveMaxPool(string name, Shape input, int height, int width) =>
        Row(PathOf(name, "adaptive_max_pool"), "adaptive_max_pool", input with { Height = height, Width = width });

    /// <summary>A larger map.</summary>
    public Shape Upsample(string name, Shape input, int factor, bool bilinear = false)
    {
        _ = bilinear;
        return Row(PathOf(name, "upsample"), "upsample", input with { Height = checked(input.Height * factor), Width = checked(input.Width * factor) });
    }

    /// <summary>A mean over the whole map.</summary>
    public Shape GlobalAvgPool(string name, Shape input) => Row(PathOf(name, "global_avg_pool"), "global_avg_pool", new Shape(input.Channels, 1, 1));

    /// <summary>A maximum over the whole map.</summary>
    public Shape GlobalMaxPool(string name, Shape input) => Row(PathOf(name, "global_max_pool"), "global_max_pool", new Shape(input.Channels, 1, 1));

    /// <summary>Half the sum of mean and maximum over the whole map.</summary>
    public Shape GlobalAvgMaxPool(string name, Shape input) => Row(PathOf(name, "global_avgmax_pool"), "global_avgmax_pool", new Shape(input.Channels, 1, 1));

    /// <summary>Mean and maximum over the whole map, one behind the other.</summary>
    public Shape GlobalCatAvgMaxPool(string name, Shape input) =>
        Row(PathOf(name, "global_catavgmax_pool"), "global_catavgmax_pool", new Shape(checked(input.Channels * 2), 1, 1));

    /// <summary>A map as a vector.</summary>
    public Shape Flatten(string name, Shape input) => Row(PathOf(name, "flatten"), "flatten", new Shape(checked((int)input.Count), 1, 1));

    /// <summary>A sum.</summary>
    public Shape Add(string name, Shape left, Shape right) => Row(PathOf(name, "add"), "add", Joined(name, "add", left, right));

    /// <summary>A product; either side may be a gate of one pixel.</summary>
    public Shape Multiply(string name, Shape left, Shape right) => Row(PathOf(name, "multiply"), "multiply",
        left is { Height: 1, Width: 1 } ? Joined(name, "multiply", right, left) : Joined(name, "multiply", left, right));

    /// <summary>Values one behind the other along the channels.</summary>
    public Shape Concat(string name, params Shape[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var first = inputs[0];
        var channels = 0;
        foreach (var input in inputs)
        {
            if (input.Height != first.Height || input.Width != first.Width)
            {
                throw Mismatch(name, "concat", $"needs equal sizes, gets {first} and {input}");
            }

            channels = checked(channels + input.Channels);
        }

        return Row(PathOf(name, "concat"), "concat", first with { Channels = channels });
    }
}
