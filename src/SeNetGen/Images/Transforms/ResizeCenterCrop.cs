using SeNetGen.Images.Resampling;

namespace SeNetGen.Images.Transforms;

/// <summary>
/// What validation sees: the image resized so that its shorter side is <c>size / crop_pct</c>, and the middle of it (timm, torchvision, MindCV).
/// Only the middle is computed. Where the resized image is smaller than the middle, black surrounds it.
/// </summary>
public sealed class ResizeCenterCrop : IImageTransform
{
    private readonly SizeChanger _resizer = new();
    private readonly RgbImage _inner = new();
    private readonly int _width;
    private readonly int _height;
    private readonly double _cropPct;

    /// <summary>Makes the transform.</summary>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="cropPct">The share of the resized image's shorter side that remains; above 1 there is a black frame.</param>
    public ResizeCenterCrop(int width, int height, double cropPct = 0.875)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cropPct);
        (_width, _height, _cropPct) = (width, height, cropPct);
    }

    /// <summary>How pixels are weighed.</summary>
    public ResampleFilter Filter { get; init; } = ResampleFilter.Bilinear;

    /// <summary>Whose resize, and with it whose rounding of the longer side and of the middle.</summary>
    public ResizeMethod Method { get; init; } = ResizeMethod.Pillow;

    /// <inheritdoc/>
    public void Apply(RgbImage source, RgbImage target, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var (width, height) = Resized(source.Width, source.Height);
        var wanted = new CropRectangle(Start(width, _width), Start(height, _height), Math.Min(width, _width), Math.Min(height, _height));
        if (wanted.Width == _width && wanted.Height == _height)
        {
            _resizer.ResizeAndCrop(source, width, height, wanted, target, Filter, Method);
            return;
        }

        _resizer.ResizeAndCrop(source, width, height, wanted, _inner, Filter, Method);
        target.Resize(_width, _height);
        target.Span.Clear();
        var (left, top) = ((_width - wanted.Width) / 2, (_height - wanted.Height) / 2);
        for (var y = 0; y < wanted.Height; y++)
        {
            _inner.Row(y).CopyTo(target.Row(top + y)[(left * RgbImage.Channels)..]);
        }
    }

    /// <summary>The size of the whole image after the resize.</summary>
    internal (int Width, int Height) Resized(int width, int height)
    {
        var (scaledWidth, scaledHeight) = ((int)Math.Floor(_width / _cropPct), (int)Math.Floor(_height / _cropPct));
        if (_width != _height)
        {
            // timm's ResizeKeepRatio, which covers the wanted size.
            var factor = Math.Min((double)height / scaledHeight, (double)width / scaledWidth);
            return (AtLeastOne(Math.Round(width / factor)), AtLeastOne(Math.Round(height / factor)));
        }

        var shorter = AtLeastOne(scaledWidth);
        return width <= height ? (shorter, Longer(shorter, height, width)) : (Longer(shorter, width, height), shorter);
    }

    // torchvision cuts off the fraction of the longer side, MindSpore rounds it.
    private int Longer(int shorter, int longSide, int shortSide)
        => Method == ResizeMethod.Pillow ? (int)((double)shorter * longSide / shortSide)
            : (int)Math.Round((double)shorter * longSide / shortSide, MidpointRounding.AwayFromZero);

    // torchvision rounds a half to the even pixel, MindSpore down.
    private int Start(int resized, int wanted)
        => resized <= wanted ? 0 : Method == ResizeMethod.Pillow ? (int)Math.Round((resized - wanted) / 2.0) : (resized - wanted) / 2;

    private static int AtLeastOne(double size) => Math.Max(1, (int)size);
}
