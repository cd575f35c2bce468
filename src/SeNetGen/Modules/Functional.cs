using SeNetGen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Operations without state over [N, C, H, W] feature maps. Names that end in an underscore write into their first argument; the
/// others return a handle of their own and leave their arguments alone.
/// </summary>
public static class Functional
{
    private static readonly long[] ChannelsLast = [0, 2, 3, 1];
    private static readonly long[] PixelAxis = [1];

    /// <summary>The number 1 as LibTorch holds it; made once, as every conversion allocates.</summary>
    internal static readonly Scalar One;

    /// <summary>The number 0 as LibTorch holds it.</summary>
    internal static readonly Scalar Zero;

    private static readonly Scalar Half;
    private static readonly Scalar Three;
    private static readonly Scalar Six;

    static Functional()
    {
        LibTorch.EnsureLoaded();
        One = 1;
        Zero = 0;
        Half = 0.5;
        Three = 3;
        Six = 6;
    }

    /// <summary>max(x, 0).</summary>
    public static Tensor Relu(Tensor input) => input.relu();

    /// <summary>max(x, 0), in place.</summary>
    public static void Relu_(Tensor input) => input.relu_();

    /// <summary>x sigmoid(x).</summary>
    public static Tensor Silu(Tensor input) => input.silu();

    /// <summary>x sigmoid(x), in place.</summary>
    public static void Silu_(Tensor input) => input.silu_();

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static Tensor Sigmoid(Tensor input) => input.sigmoid();

    /// <summary>1 / (1 + exp(-x)), in place.</summary>
    public static void Sigmoid_(Tensor input) => input.sigmoid_();

    /// <summary>min(max(x, 0), 6).</summary>
    public static Tensor Relu6(Tensor input) => input.relu6();

    /// <summary>x Phi(x), Phi the normal distribution function: exact, by erf. Hendrycks and Gimpel, 2016.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="tanh">Whether Phi is approximated by tanh.</param>
    public static Tensor Gelu(Tensor input, bool tanh = false) => input.gelu(tanh ? TorchSharp.Modules.GELU.Approximate.tanh : TorchSharp.Modules.GELU.Approximate.none);

    /// <summary>x relu6(x + 3) / 6. Howard et al., "Searching for MobileNetV3", 2019.</summary>
    public static Tensor HardSwish(Tensor input) => input.hardswish();

    /// <summary>relu6(x + 3) / 6.</summary>
    public static Tensor HardSigmoid(Tensor input)
    {
        if (input.dtype != ScalarType.Float64)
        {
            return input.hardsigmoid();
        }

        // LibTorch 2.10's gradient multiplies by 1/6 in float32, also in float64.
        using var shifted = input.add(Three, One);
        using var clipped = shifted.relu6();
        return clipped.div(Six);
    }

    /// <summary>x where it is positive, else slope times x.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="slope">The slope of the negative side.</param>
    public static Tensor LeakyRelu(Tensor input, double slope = 0.01)
    {
        using Scalar factor = slope;
        return input.leaky_relu(factor);
    }

    /// <summary>x tanh(log(1 + exp(x))). Misra, 2019.</summary>
    public static Tensor Mish(Tensor input) => nn.functional.mish(input);

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

    /// <summary>The mean of each channel, [N, C, 1, 1].</summary>
    /// <param name="input">[N, C, H, W].</param>
    public static Tensor GlobalAvgPool(Tensor input)
    {
        using var squeezed = Squeeze(input);
        using var column = squeezed.unsqueeze(2);
        return column.unsqueeze(3);
    }

    /// <summary>[N, C, H, W] as [N, C H W], in that order.</summary>
    public static Tensor Flatten(Tensor input) => input.flatten(1);

    /// <summary>The sum, in the left operand's number format.</summary>
    public static Tensor Add(Tensor left, Tensor right)
    {
        if (left.dtype == right.dtype)
        {
            return left.add(right, One);
        }

        using var cast = right.to_type(left.dtype);
        return left.add(cast, One);
    }

    /// <summary>Adds the right operand to the left one, in place.</summary>
    public static void Add_(Tensor left, Tensor right) => left.add_(right, One);

    /// <summary>The product, in the left operand's number format; a right operand [N, C, 1, 1] scales channels.</summary>
    public static Tensor Multiply(Tensor left, Tensor right)
    {
        if (left.dtype == right.dtype)
        {
            return left.mul(right);
        }

        using var cast = right.to_type(left.dtype);
        return left.mul(cast);
    }

    /// <summary>Multiplies the left operand by the right one, in place.</summary>
    public static void Multiply_(Tensor left, Tensor right) => left.mul_(right);

    /// <summary>The channels of [N, C, H, W] scaled by a gate [N, C], in the map's number format.</summary>
    internal static Tensor ScaleChannels(Tensor input, Tensor gate)
    {
        using var column = gate.unsqueeze(2);
        using var map = column.unsqueeze(3);
        return Multiply(input, map);
    }

    /// <summary>The pixels of [N, C, H, W] as [N, H W, C]: a view where strides are channels-last.</summary>
    internal static Tensor Pixels(Tensor input)
    {
        using var pixelsLast = input.permute(ChannelsLast);
        return pixelsLast.flatten(1, 2);
    }

    /// <summary>
    /// The mean of each channel, [N, C]. It goes over the channels-last view: a mean over axes 2 and 3 has a gradient with contiguous
    /// strides, which costs a slow addition to every channels-last gradient that it meets.
    /// </summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="addMaxpool">Whether it is half the mean plus half the greatest value instead.</param>
    internal static Tensor Squeeze(Tensor input, bool addMaxpool = false)
    {
        using var pixels = Pixels(input);
        if (!addMaxpool)
        {
            return pixels.mean(PixelAxis);
        }

        using var mean = pixels.mean(PixelAxis);
        using var maximum = pixels.amax(PixelAxis);
        return Middle(mean, maximum);
    }

    /// <summary>The greatest value of each channel, [N, C]; values that share it share its gradient.</summary>
    internal static Tensor SqueezeMaximum(Tensor input)
    {
        using var pixels = Pixels(input);
        return pixels.amax(PixelAxis);
    }

    /// <summary>Half of each.</summary>
    internal static Tensor Middle(Tensor left, Tensor right)
    {
        using var sum = left.add(right, One);
        return sum.mul(Half);
    }

    /// <summary>The input in channels-last strides: itself when it has them.</summary>
    internal static Tensor ToChannelsLast(Tensor input)
    {
        using var permuted = input.permute(ChannelsLast);
        using var dense = permuted.contiguous();
        return dense.permute(ChannelsFirst);
    }

    private static readonly long[] ChannelsFirst = [0, 3, 1, 2];

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
