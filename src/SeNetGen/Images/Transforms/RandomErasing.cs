namespace SeNetGen.Images.Transforms;

/// <summary>
/// Erases rectangles of random size, shape and place (Zhong et al. 2017, arXiv 1708.04896) by timm's rule: ten tries for each. timm and MindCV erase what is normalised, this erases bytes,
/// as the last transform: noise has the mean and deviation by which images are normalised, and what a byte cannot hold, beyond about two deviations, is cut off.
/// </summary>
public sealed class RandomErasing : IImageTransform
{
    private const int Tries = 10;

    private readonly double _probability;

    /// <summary>Makes the transform.</summary>
    /// <param name="probability">Share of the images of which something is erased.</param>
    public RandomErasing(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        _probability = probability;
    }

    /// <summary>With what rectangles are filled.</summary>
    public ErasingMode Mode { get; init; } = ErasingMode.Const;

    /// <summary>Least and largest share of the image's area, of all rectangles together.</summary>
    public (double Least, double Largest) Scale { get; init; } = (0.02, 1.0 / 3);

    /// <summary>Least and largest height divided by width; its logarithm is drawn uniformly.</summary>
    public (double Least, double Largest) Ratio { get; init; } = (0.3, 1 / 0.3);

    /// <summary>Most rectangles; their number is drawn from 1 to this.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The mean of each channel, 0 to 255; ImageNet's by default.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0.485 * 255, 0.456 * 255, 0.406 * 255];

    /// <summary>The standard deviation of each channel.</summary>
    public IReadOnlyList<double> Std { get; init; } = [0.229 * 255, 0.224 * 255, 0.225 * 255];

    /// <inheritdoc/>
    public void Apply(RgbImage source, RgbImage target, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.CopyFrom(source);
        if (!random.Chance(_probability))
        {
            return;
        }

        var count = Count > 1 ? 1 + random.Below(Count) : 1;
        for (var i = 0; i < count; i++)
        {
            EraseOne(target, count, ref random);
        }
    }

    private void EraseOne(RgbImage image, int count, ref RandomStream random)
    {
        var (low, high) = (Math.Log(Ratio.Least), Math.Log(Ratio.Largest));
        for (var i = 0; i < Tries; i++)
        {
            var area = (double)image.Width * image.Height * random.Uniform(Scale.Least, Scale.Largest) / count;
            var ratio = Math.Exp(random.Uniform(low, high));
            var height = (int)Math.Round(Math.Sqrt(area * ratio));
            var width = (int)Math.Round(Math.Sqrt(area / ratio));
            if (width < image.Width && height < image.Height)
            {
                var top = random.Below(image.Height - height + 1);
                var left = random.Below(image.Width - width + 1);
                Fill(image, left, top, width, height, ref random);
                return;
            }
        }
    }

    private void Fill(RgbImage image, int left, int top, int width, int height, ref RandomStream random)
    {
        Span<byte> colour = stackalloc byte[RgbImage.Channels];
        Draw(colour, ref random);
        for (var y = top; y < top + height; y++)
        {
            var row = image.Row(y).Slice(left * RgbImage.Channels, width * RgbImage.Channels);
            for (var i = 0; i < row.Length; i += RgbImage.Channels)
            {
                if (Mode == ErasingMode.Pixel)
                {
                    Draw(colour, ref random);
                }

                colour.CopyTo(row[i..]);
            }
        }
    }

    private void Draw(Span<byte> colour, ref RandomStream random)
    {
        for (var channel = 0; channel < colour.Length; channel++)
        {
            var noise = Mode == ErasingMode.Const ? 0 : random.Normal();
            colour[channel] = (byte)Math.Clamp(Math.Round(Mean[channel] + (Std[channel] * noise)), 0, 255);
        }
    }
}
