using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

// Pools: windows and whole maps.
public static partial class Functional
{
    /// <summary>The greatest value under each window.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="stride">Pixels between windows.</param>
    /// <param name="padding">Rows and columns of minus infinity on each side, at most half the window.</param>
    /// <param name="ceil">Whether the output's size is rounded up.</param>
    public static Tensor MaxPool(Tensor input, int kernel, int stride, int padding = 0, bool ceil = false) =>
        nn.functional.max_pool2d(input, (long)kernel, stride, padding, 1, ceil);

    /// <summary>
    /// The greatest value under each window, with padding so chosen that the output's size is ceil(H / stride); where the padding is odd,
    /// the extra row or column is at the bottom or right.
    /// </summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="stride">Pixels between windows.</param>
    public static Tensor MaxPoolSame(Tensor input, int kernel, int stride)
    {
        var (top, bottom) = SamePadding(input.size(2), kernel, stride);
        var (left, right) = SamePadding(input.size(3), kernel, stride);
        if (top == bottom && left == right)
        {
            return nn.functional.max_pool2d(input, (kernel, kernel), (stride, stride), (top, left), (1, 1));
        }

        // Rounding up reaches one more window, whose missing row or column is left out of the maximum: the same as padding it.
        if (bottom - top <= 1 && right - left <= 1 && HasCeilSize(input.size(2), kernel, stride, top) && HasCeilSize(input.size(3), kernel, stride, left))
        {
            return nn.functional.max_pool2d(input, (kernel, kernel), (stride, stride), (top, left), (1, 1), ceil_mode: true);
        }

        using var padded = nn.functional.pad(input, (left, right, top, bottom), PaddingModes.Constant, double.NegativeInfinity);
        return nn.functional.max_pool2d(padded, (long)kernel, stride, 0, 1);
    }

    /// <summary>The mean under each window.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="stride">Pixels between windows.</param>
    /// <param name="padding">Rows and columns of zeros on each side, at most half the window.</param>
    /// <param name="ceil">Whether the output's size is rounded up.</param>
    /// <param name="countPadding">Whether padded pixels count in the divisor.</param>
    public static Tensor AvgPool(Tensor input, int kernel, int stride, int padding = 0, bool ceil = false, bool countPadding = true) =>
        nn.functional.avg_pool2d(input, (long)kernel, stride, padding, ceil, countPadding);

    /// <summary>The mean under each of as many windows as the output has pixels, which overlap by a pixel where the sizes do not divide.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="height">The output's height.</param>
    /// <param name="width">The output's width.</param>
    public static Tensor AdaptiveAvgPool(Tensor input, int height, int width) => nn.functional.adaptive_avg_pool2d(input, (height, width));

    /// <summary>The greatest value under each of as many windows as the output has pixels.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="height">The output's height.</param>
    /// <param name="width">The output's width.</param>
    public static Tensor AdaptiveMaxPool(Tensor input, int height, int width) => nn.functional.adaptive_max_pool2d(input, [height, width]);

    /// <summary>A larger map: each pixel repeated, or straight lines between the pixels' middles.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="factor">What height and width are multiplied by.</param>
    /// <param name="bilinear">Whether it draws straight lines.</param>
    /// <returns>[N, C, factor H, factor W].</returns>
    public static Tensor Upsample(Tensor input, int factor, bool bilinear = false)
    {
        long[] size = [factor * input.size(2), factor * input.size(3)];
        return bilinear
            ? nn.functional.interpolate(input, size, mode: InterpolationMode.Bilinear, align_corners: false)
            : nn.functional.interpolate(input, size, mode: InterpolationMode.Nearest);
    }

    /// <summary>The mean of each channel, [N, C, 1, 1].</summary>
    /// <param name="input">[N, C, H, W].</param>
    public static Tensor GlobalAvgPool(Tensor input)
    {
        using var mean = Squeeze(input);
        return AsMap(mean);
    }

    /// <summary>The greatest value of each channel, [N, C, 1, 1]; where several are greatest, they share the gradient.</summary>
    /// <param name="input">[N, C, H, W].</param>
    public static Tensor GlobalMaxPool(Tensor input)
    {
        using var greatest = SqueezeMaximum(input);
        return AsMap(greatest);
    }

    /// <summary>Half the sum of each channel's mean and its greatest value, [N, C, 1, 1]; timm's <c>avgmax</c>.</summary>
    /// <param name="input">[N, C, H, W].</param>
    public static Tensor GlobalAvgMaxPool(Tensor input)
    {
        using var middle = Squeeze(input, addMaxpool: true);
        return AsMap(middle);
    }

    /// <summary>Each channel's mean, then each channel's greatest value, [N, 2 C, 1, 1]; timm's <c>catavgmax</c>.</summary>
    /// <param name="input">[N, C, H, W].</param>
    public static Tensor GlobalCatAvgMaxPool(Tensor input)
    {
        using var mean = GlobalAvgPool(input);
        using var greatest = GlobalMaxPool(input);
        return Concat(mean, greatest);
    }

    private static (long Before, long After) SamePadding(long size, int kernel, int stride)
    {
        var output = (size + stride - 1) / stride;
        var total = Math.Max(((output - 1) * stride) + kernel - size, 0);
        return (total / 2, total - (total / 2));
    }

    /// <summary>Whether LibTorch's pool with that padding and rounding up gives ceil(size / stride).</summary>
    private static bool HasCeilSize(long size, int kernel, int stride, long padding)
    {
        var span = size + (2 * padding) - kernel;
        var output = ((span + stride - 1) / stride) + 1;
        if ((output - 1) * stride >= size + padding)
        {
            output--;
        }

        return span >= 0 && padding * 2 <= kernel && output == (size + stride - 1) / stride;
    }
}
