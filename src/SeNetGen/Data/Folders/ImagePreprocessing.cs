using SeNetGen.Images;
using SeNetGen.Images.Resampling;
using SeNetGen.Images.Transforms;

namespace SeNetGen.Data.Folders;

/// <summary>How the images of a folder are brought to the size that a network takes.</summary>
public sealed record ImagePreprocessing
{
    /// <summary>Mean of ImageNet's pixels, 0 to 255, red first (torchvision, timm, MindCV).</summary>
    public static IReadOnlyList<double> ImageNetMean { get; } = [123.675, 116.28, 103.53];

    /// <summary>Standard deviation of ImageNet's pixels, as <see cref="ImageNetMean"/>.</summary>
    public static IReadOnlyList<double> ImageNetStd { get; } = [58.395, 57.12, 57.375];

    /// <summary>Rows and columns of the result.</summary>
    public int Size { get; init; } = 224;

    /// <summary>In training: the share of an image's area that is cut out, least and largest.</summary>
    public (double Least, double Largest) Scale { get; init; } = (0.08, 1);

    /// <summary>In training: width divided by height of what is cut out, least and largest.</summary>
    public (double Least, double Largest) Ratio { get; init; } = (3.0 / 4, 4.0 / 3);

    /// <summary>In training: probability of mirroring left and right.</summary>
    public double Hflip { get; init; } = 0.5;

    /// <summary>In training: probability of mirroring top and bottom.</summary>
    public double Vflip { get; init; }

    /// <summary>In training, when greater than 0: instead of a part of random size, the whole image is resized, gets so many black pixels at each side, and is cut at a random place.</summary>
    public int CropPadding { get; init; }

    /// <summary>In validation: the share of the resized image's side that the middle keeps.</summary>
    public double CropPct { get; init; } = 0.875;

    /// <summary>How pixels are weighed.</summary>
    public ResampleFilter Filter { get; init; } = ResampleFilter.Bilinear;

    /// <summary>In training: bilinear or bicubic by chance, instead of <see cref="Filter"/>.</summary>
    public bool RandomFilter { get; init; }

    /// <summary>Whose resize.</summary>
    public ResizeMethod Method { get; init; } = ResizeMethod.Pillow;

    /// <summary>Turn images as their EXIF orientation says.</summary>
    public bool ExifTranspose { get; init; }

    /// <summary>One thread's transform for training.</summary>
    public IImageTransform Training() => CropPadding > 0
        ? new TransformChain(new ResizeCenterCrop(Size, Size, 1) { Filter = Filter, Method = Method }, new RandomPaddedCrop(Size, Size, CropPadding), new RandomFlip(Hflip, Vflip))
        : new TransformChain(new RandomResizedCrop(Size, Size) { Scale = Scale, Ratio = Ratio, Filter = Filter, RandomFilter = RandomFilter, Method = Method }, new RandomFlip(Hflip, Vflip));

    /// <summary>One thread's transform for validation.</summary>
    public IImageTransform Validation() => new ResizeCenterCrop(Size, Size, CropPct) { Filter = Filter, Method = Method };
}
