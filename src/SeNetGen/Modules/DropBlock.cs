using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// DropBlock (Ghiasi et al., 2018), as timm's DropBlock2d: in training mode, zeroes squares of pixels, the same in every channel of an image,
/// and scales the others up so that the mask's mean is 1; does nothing otherwise. Draws from LibTorch's default generator, as
/// <see cref="Dropout"/> does. No state.
/// </summary>
public sealed class DropBlock : Layer
{
    private readonly int _size;
    private readonly double _scale;

    /// <summary>Makes the layer.</summary>
    /// <param name="rate">About the share of pixels that is zeroed at scale 1, at least 0 and less than 1.</param>
    /// <param name="size">Height and width of a square; of smaller maps, the map's own.</param>
    /// <param name="scale">What the probability of a square is multiplied by.</param>
    public DropBlock(double rate, int size = 7, double scale = 1)
    {
        if (rate is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "a rate is at least 0 and less than 1");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        Rate = rate;
        _size = size;
        _scale = scale;
    }

    /// <summary>About the share of pixels that is zeroed at scale 1.</summary>
    public double Rate { get; }

    /// <summary>The probability that a pixel is the middle of a square, for a map of that size.</summary>
    public double SeedProbability(long height, long width)
    {
        var (high, wide) = (Math.Min(_size, height), Math.Min(_size, width));
        var area = (double)(high * wide) * ((height - high + 1) * (width - wide + 1));
        return Math.Min(1, _scale * Rate * height * width / area);
    }

    /// <summary>Drops.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <returns>The same shape; the input's own values when nothing is dropped.</returns>
    public override Tensor forward(Tensor input)
    {
        if (!training || Rate == 0 || _scale == 0)
        {
            return input.alias();
        }

        var (height, width) = (input.size(2), input.size(3));
        var type = input.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        using var seeds = empty([input.size(0), 1, height, width], type, input.device);
        seeds.bernoulli_(SeedProbability(height, width));
        return Apply(input, seeds, _size);
    }

    /// <summary>The input times the mask that squares around seeds leave, scaled to the mean 1.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="seeds">[N, 1, H, W]: 1 for the middle of each square, 0 elsewhere; float32 or float64.</param>
    /// <param name="size">Height and width of a square.</param>
    internal static Tensor Apply(Tensor input, Tensor seeds, int size)
    {
        var (high, wide) = (Math.Min(size, seeds.size(2)), Math.Min(size, seeds.size(3)));
        using var grown = nn.functional.max_pool2d(seeds, (high, wide), (1, 1), (high / 2, wide / 2), (1, 1));

        // A square of even size has no middle: its pool is a row too high, the first of which is left out.
        using var rows = grown.slice(2, 1 - (high % 2), long.MaxValue, 1);
        using var squares = rows.slice(3, 1 - (wide % 2), long.MaxValue, 1);
        using var kept = Functional.One - squares;
        using var count = kept.sum();
        using Scalar least = 1e-7;
        using Scalar all = kept.numel();
        using var atLeast = count.add(least, Functional.One);
        using var share = atLeast.div(all);
        using var scaled = kept.div(share);
        using var mask = Functional.Cast(scaled, input.dtype);
        return input.mul(mask);
    }
}
