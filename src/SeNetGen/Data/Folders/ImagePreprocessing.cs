using SeNetGen.Images;
using SeNetGen.Images.Augmentation;
using SeNetGen.Images.Operations;
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

    /// <summary>In training: how much brightness, contrast and saturation change, each in a random order (MindCV, timm).</summary>
    public double ColorJitter { get; init; } = 0.4;

    /// <summary>In training: a policy as <see cref="AutoAugmentation"/> reads it; empty for none.</summary>
    public string AutoAugment { get; init; } = "";

    /// <summary>In training: probability of erasing a rectangle.</summary>
    public double ErasingProbability { get; init; }

    /// <summary>The share of the area that is erased, least and largest.</summary>
    public (double Least, double Largest) ErasingScale { get; init; } = (0.02, 0.33);

    /// <summary>Height divided by width of what is erased, least and largest.</summary>
    public (double Least, double Largest) ErasingRatio { get; init; } = (0.3, 3.3);

    /// <summary>With what it is filled.</summary>
    public ErasingMode ErasingMode { get; init; } = ErasingMode.Const;

    /// <summary>What is subtracted from pixels later; one value for all channels or one each.</summary>
    public IReadOnlyList<double> Mean { get; init; } = ImageNetMean;

    /// <summary>What they are divided by, as <see cref="Mean"/>.</summary>
    public IReadOnlyList<double> Std { get; init; } = ImageNetStd;

    /// <summary>One thread's transform for training: part, flips, the policy or else the jitter, erasing (MindCV's and timm's order).</summary>
    /// <exception cref="SenetException">The policy cannot be read, or mean or std have another number of values.</exception>
    public IImageTransform Training()
    {
        var mean = Normalisation.PerChannel("mean", Mean, RgbImage.Channels);
        var std = Normalisation.PerChannel("std", Std, RgbImage.Channels);
        var steps = new List<IImageTransform>();
        if (CropPadding > 0)
        {
            steps.Add(new ResizeCenterCrop(Size, Size, 1) { Filter = Filter, Method = Method });
            steps.Add(new RandomPaddedCrop(Size, Size, CropPadding));
        }
        else
        {
            steps.Add(new RandomResizedCrop(Size, Size) { Scale = Scale, Ratio = Ratio, Filter = Filter, RandomFilter = RandomFilter, Method = Method });
        }

        steps.Add(new RandomFlip(Hflip, Vflip));
        if (AutoAugment.Length > 0)
        {
            steps.Add(AutoAugmentation.Parse(AutoAugment, PolicySettings(mean)));
        }

        if (ColorJitter > 0)
        {
            steps.Add(new ColorJitter(ColorJitter, ColorJitter, ColorJitter));
        }

        if (ErasingProbability > 0)
        {
            steps.Add(new RandomErasing(ErasingProbability) { Mode = ErasingMode, Scale = ErasingScale, Ratio = ErasingRatio, Mean = mean, Std = std });
        }

        return new TransformChain(steps);
    }

    /// <summary>One thread's transform for validation.</summary>
    public IImageTransform Validation() => new ResizeCenterCrop(Size, Size, CropPct) { Filter = Filter, Method = Method };

    // timm's: what moves leaves the mean behind, and takes values between pixels as the resize does where both can.
    private AugmentSettings PolicySettings(IReadOnlyList<double> mean) => new()
    {
        Fill = new Rgb(Level(mean[0]), Level(mean[1]), Level(mean[2])),
        Interpolation = RandomFilter ? null : Filter switch
        {
            ResampleFilter.Nearest => AffineInterpolation.Nearest,
            ResampleFilter.Bicubic => AffineInterpolation.Bicubic,
            _ => AffineInterpolation.Bilinear,
        },
    };

    private static byte Level(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}
