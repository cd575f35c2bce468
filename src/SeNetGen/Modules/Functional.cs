using SeNetGen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Operations without state over [N, C, H, W] feature maps. Names that end in an underscore write into their first argument; the
/// others return a handle of their own and leave their arguments alone.
/// </summary>
public static partial class Functional
{
    /// <summary>The axes of [N, C, H, W] in the order N, H, W, C.</summary>
    internal static readonly long[] ChannelsLast = [0, 2, 3, 1];

    /// <summary>The axes of [N, H, W, C] in the order N, C, H, W.</summary>
    internal static readonly long[] ChannelsFirst = [0, 3, 1, 2];

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

    /// <summary>The values one behind the other along the channels, in the first one's number format.</summary>
    /// <param name="inputs">[N, C1, H, W], [N, C2, H, W], ...; or [N, C1], [N, C2], ...</param>
    /// <returns>[N, C1 + C2 + ..., H, W].</returns>
    public static Tensor Concat(params Tensor[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs[0].dim() == 2)
        {
            var rows = Array.ConvertAll(inputs, input => Cast(input, inputs[0].dtype));
            return Joined(rows);
        }

        // Over the channels-last views: of maps with one channel or one pixel LibTorch cannot tell the strides, and gives contiguous ones.
        var views = Array.ConvertAll(inputs, input =>
        {
            using var cast = Cast(input, inputs[0].dtype);
            return cast.permute(ChannelsLast);
        });
        using var joined = Joined(views);
        return joined.permute(ChannelsFirst);

        static Tensor Joined(Tensor[] parts)
        {
            var result = cat(parts, parts[0].dim() - 1);
            Array.ForEach(parts, part => part.Dispose());
            return result;
        }
    }

    /// <summary>exp(x) over the sum of exp(x), along the channels of each pixel or along the pixels of each channel.</summary>
    /// <param name="input">[N, C, H, W], or [N, C] along channels.</param>
    /// <param name="pixels">Whether it goes along the pixels.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Softmax(Tensor input, bool pixels = false)
    {
        if (input.dim() == 2)
        {
            return input.softmax(1);
        }

        using var pixelsLast = input.permute(ChannelsLast);
        if (!pixels)
        {
            using var shares = pixelsLast.softmax(3);
            return shares.permute(ChannelsFirst);
        }

        using var flat = pixelsLast.flatten(1, 2);
        using var weights = flat.softmax(1);
        using var map = weights.view(input.size(0), input.size(2), input.size(3), input.size(1));
        return map.permute(ChannelsFirst);
    }

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
        using var map = AsMap(gate);
        return Multiply(input, map);
    }

    /// <summary>[N, C] as the feature map [N, C, 1, 1].</summary>
    internal static Tensor AsMap(Tensor vector)
    {
        using var column = vector.unsqueeze(2);
        return column.unsqueeze(3);
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

    /// <summary>The input in a number format, as a handle of its own.</summary>
    internal static Tensor Cast(Tensor input, ScalarType type) => input.dtype == type ? input.alias() : input.to_type(type);

    /// <summary>
    /// What a norm makes of an input in another number format than its parameters: LibTorch's CPU kernels take both, with statistics in
    /// the parameters' format; on other devices the input is cast and the result cast back.
    /// </summary>
    internal static Tensor InFormatOf(Tensor parameter, Tensor input, Func<Tensor, Tensor> norm)
    {
        if (input.dtype == parameter.dtype || (input.device_type == DeviceType.CPU && parameter.dtype != ScalarType.Float64))
        {
            return norm(input);
        }

        using var cast = input.to_type(parameter.dtype);
        using var result = norm(cast);
        return result.to_type(input.dtype);
    }

    /// <summary>The input in channels-last strides: itself when it has them.</summary>
    internal static Tensor ToChannelsLast(Tensor input)
    {
        using var permuted = input.permute(ChannelsLast);
        using var dense = permuted.contiguous();
        return dense.permute(ChannelsFirst);
    }
}
