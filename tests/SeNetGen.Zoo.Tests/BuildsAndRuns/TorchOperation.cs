using SeNetGen.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.BuildsAndRuns;

/// <summary>
/// Operations on tensors with zero weights: only shapes are of interest. Whatever LibTorch refuses it refuses here. In float64,
/// for which LibTorch compiles no kernel a shape.
/// </summary>
internal static class TorchOperation
{
    /// <summary>A tensor of zeros.</summary>
    public static Tensor Zeros(params long[] shape) => zeros(shape, ScalarType.Float64);

    public static Tensor Conv(Tensor input, long outputs, long kernel, long stride, long padding, long dilation, long groups, bool bias) =>
        Conv(input, outputs, [kernel, kernel], [stride, stride], [padding, padding], [dilation, dilation], groups, bias);

    /// <summary>A convolution whose kernel, stride, padding and dilation are [height, width].</summary>
    public static Tensor Conv(Tensor input, long outputs, long[] kernel, long[] stride, long[] padding, long[] dilation, long groups, bool bias)
    {
        // As torch.nn.Conv2d: the weight is made for the input's channels, which the groups must divide.
        var channels = input.size(1);
        if (channels % groups != 0 || outputs % groups != 0)
        {
            throw new Misfit($"groups {groups} of {channels} to {outputs}");
        }

        var weight = Zeros(outputs, channels / groups, kernel[0], kernel[1]);
        return nn.functional.conv2d(input, weight, bias ? Zeros(outputs) : null, stride, padding, dilation, groups);
    }

    public static Tensor BatchNorm(Tensor input)
    {
        using var norm = nn.BatchNorm2d(input.size(1), dtype: ScalarType.Float64);
        norm.eval();
        return norm.forward(input);
    }

    public static Tensor SqueezeExcite(Tensor input, long reduced)
    {
        var channels = input.size(1);
        var squeezed = Functional.GlobalAvgPool(input);
        var between = nn.functional.conv2d(squeezed, Zeros(reduced, channels, 1, 1));
        var gate = nn.functional.conv2d(between, Zeros(channels, reduced, 1, 1)).sigmoid();
        return input.mul(gate);
    }

    public static Tensor GroupNorm(Tensor input, long groups)
    {
        // As torch.nn.GroupNorm: the groups must divide the channels.
        if (input.size(1) % groups != 0)
        {
            throw new Misfit($"{groups} groups of {input.size(1)}");
        }

        return nn.functional.group_norm(input, groups, Zeros(input.size(1)), Zeros(input.size(1)));
    }

    public static Tensor BlurPool(Tensor input, long kernel, long stride)
    {
        var channels = input.size(1);
        var border = (stride - 1 + kernel - 1) / 2;
        var padded = nn.functional.pad(input, [border, border, border, border], PaddingModes.Reflect);
        return nn.functional.conv2d(padded, Zeros(channels, 1, kernel, kernel), null, [stride, stride], null, null, channels);
    }

    public static Tensor Linear(Tensor input, long inputs, long outputs, bool bias)
    {
        var flat = input.dim() > 2 ? input.flatten(1) : input;
        return nn.functional.linear(flat, Zeros(outputs, inputs), bias ? Zeros(outputs) : null);
    }

    public static Tensor Add(Tensor left, Tensor right)
    {
        RequireEqual(left, right);
        return left.add(right);
    }

    /// <summary>A product; a side that is a gate at every size may broadcast, anything else must be equal.</summary>
    public static Tensor Multiply(Tensor left, Tensor right, bool leftIsGate, bool rightIsGate)
    {
        if (!leftIsGate && !rightIsGate)
        {
            RequireEqual(left, right);
        }

        var product = left.mul(right);
        RequireEqual(product, leftIsGate ? right : left);
        return product;
    }

    private static void RequireEqual(Tensor left, Tensor right)
    {
        if (!left.shape.SequenceEqual(right.shape))
        {
            throw new Misfit($"[{string.Join(", ", left.shape)}] and [{string.Join(", ", right.shape)}]");
        }
    }
}
