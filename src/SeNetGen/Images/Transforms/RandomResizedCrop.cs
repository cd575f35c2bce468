using SeNetGen.Images.Resampling;

namespace SeNetGen.Images.Transforms;

/// <summary>
/// Takes a part of random size, shape and place and resizes it: Inception's crop (Szegedy et al. 2014) by the rule of torchvision's and timm's
/// <c>RandomResizedCrop</c>: ten tries, then the largest part in the middle whose shape is allowed. MindCV draws the same but for the height, which it
/// rounds from the rounded width.
/// </summary>
/// <param name="width">Columns of the result.</param>
/// <param name="height">Rows of the result.</param>
public sealed class RandomResizedCrop(int width, int height) : IPartTransform
{
    private const int Tries = 10;

    private readonly SizeChanger _resizer = new();

    /// <summary>Least and largest share of the image's area.</summary>
    public (double Least, double Largest) Scale { get; init; } = (0.08, 1);

    /// <summary>Least and largest width divided by height; its logarithm is drawn uniformly.</summary>
    public (double Least, double Largest) Ratio { get; init; } = (3.0 / 4, 4.0 / 3);

    /// <summary>How pixels are weighed; timm's <c>random</c> is <see cref="RandomFilter"/>.</summary>
    public ResampleFilter Filter { get; init; } = ResampleFilter.Bilinear;

    /// <summary>Draw bilinear or bicubic for each image instead of <see cref="Filter"/>.</summary>
    public bool RandomFilter { get; init; }

    /// <summary>Whose resize.</summary>
    public ResizeMethod Method { get; init; } = ResizeMethod.Pillow;

    /// <inheritdoc/>
    public void Apply(RgbImage source, RgbImage target, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(source);
        var part = Choose(source.Width, source.Height, ref random);
        ApplyToPart(source, part, target, ref random);
    }

    /// <inheritdoc/>
    public CropRectangle Choose(int width, int height, ref RandomStream random)
    {
        var area = (double)width * height;
        var (low, high) = (Math.Log(Ratio.Least), Math.Log(Ratio.Largest));
        for (var i = 0; i < Tries; i++)
        {
            var partArea = area * random.Uniform(Scale.Least, Scale.Largest);
            var ratio = Math.Exp(random.Uniform(low, high));
            // Halves go to the even number, as Python rounds.
            var partWidth = (int)Math.Round(Math.Sqrt(partArea * ratio));
            var partHeight = (int)Math.Round(Math.Sqrt(partArea / ratio));
            if (partWidth > 0 && partWidth <= width && partHeight > 0 && partHeight <= height)
            {
                var top = random.Below(height - partHeight + 1);
                var left = random.Below(width - partWidth + 1);
                return new CropRectangle(left, top, partWidth, partHeight);
            }
        }

        return Middle(width, height);
    }

    /// <inheritdoc/>
    public void ApplyToPart(RgbImage source, CropRectangle part, RgbImage target, ref RandomStream random)
    {
        var filter = RandomFilter ? (random.Chance(0.5) ? ResampleFilter.Bilinear : ResampleFilter.Bicubic) : Filter;
        _resizer.Resize(source, part, target, width, height, filter, Method);
    }

    private CropRectangle Middle(int sourceWidth, int sourceHeight)
    {
        var shape = (double)sourceWidth / sourceHeight;
        var partWidth = shape > Ratio.Largest ? (int)Math.Round(sourceHeight * Ratio.Largest) : sourceWidth;
        var partHeight = shape < Ratio.Least ? (int)Math.Round(sourceWidth / Ratio.Least) : sourceHeight;
        // An image of one pixel's width may leave nothing after rounding.
        (partWidth, partHeight) = (Math.Clamp(partWidth, 1, sourceWidth), Math.Clamp(partHeight, 1, sourceHeight));
        return new CropRectangle((sourceWidth - partWidth) / 2, (sourceHeight - partHeight) / 2, partWidth, partHeight);
    }
}
