using static SeNetGen.Images.Augmentation.AugmentKind;

namespace SeNetGen.Images.Augmentation;

/// <summary>
/// RandAugment (Cubuk et al. 2019, arXiv 1909.13719) as timm has it: some operations drawn for each image, each run with a probability at a magnitude that may be drawn about a mean.
/// Without weights an operation may be drawn twice, with weights it may not.
/// </summary>
public sealed class RandAugment : IImageTransform
{
    private static readonly AugmentKind[] Kinds =
    [
        AutoContrast, Equalize, Invert, Rotate, Posterize, Solarize, SolarizeAdd, Color, Contrast, Brightness, Sharpness, ShearX, ShearY, TranslateXRel, TranslateYRel,
    ];

    private static readonly AugmentKind[] IncreasingKinds =
    [
        AutoContrast, Equalize, Invert, Rotate, PosterizeIncreasing, SolarizeIncreasing, SolarizeAdd, ColorIncreasing, ContrastIncreasing, BrightnessIncreasing, SharpnessIncreasing, ShearX,
        ShearY, TranslateXRel, TranslateYRel,
    ];

    // timm's weights 0, in the order of the kinds; they sum to 1.
    private static readonly double[] Weights = [0.025, 0.005, 0, 0.3, 0, 0.005, 0.005, 0.025, 0.005, 0.005, 0.025, 0.2, 0.2, 0.1, 0.1];

    private readonly AugmentStep[] _steps;
    private readonly AugmentRunner _runner;
    private readonly double[] _left = new double[Weights.Length];
    private readonly int _layers;
    private readonly bool _weighted;

    /// <summary>Makes the transform.</summary>
    /// <param name="magnitude">How much, 0 to 10 unless the settings allow more.</param>
    /// <param name="layers">Operations an image.</param>
    /// <param name="probability">With which each is run.</param>
    /// <param name="increasing">Use operations that change more at a higher magnitude.</param>
    /// <param name="weighted">Draw operations with timm's weights, which prefer moving the image.</param>
    /// <param name="settings">What the operations share.</param>
    public RandAugment(double magnitude, int layers, double probability, bool increasing, bool weighted, AugmentSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(magnitude);
        ArgumentOutOfRangeException.ThrowIfNegative(layers);
        _steps = [.. (increasing ? IncreasingKinds : Kinds).Select(kind => new AugmentStep(kind, probability, magnitude))];
        _runner = new AugmentRunner(settings);
        _weighted = weighted;
        // Those with a weight, when none is drawn twice.
        _layers = weighted ? Math.Min(layers, Weights.Count(weight => weight > 0)) : layers;
    }

    /// <inheritdoc/>
    public void Apply(RgbImage source, RgbImage target, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        Weights.CopyTo(_left, 0);
        var image = source;
        for (var layer = 0; layer < _layers; layer++)
        {
            var step = _steps[_weighted ? DrawWeighted(ref random) : random.Below(_steps.Length)];
            image = _runner.Run(step, image, image == source ? target : source, ref random);
        }

        if (image != target)
        {
            target.CopyFrom(image);
        }
    }

    private int DrawWeighted(ref RandomStream random)
    {
        var place = random.Uniform() * _left.Sum();
        var last = 0;
        for (var i = 0; i < _left.Length; i++)
        {
            if (_left[i] == 0)
            {
                continue;
            }

            last = i;
            place -= _left[i];
            if (place < 0)
            {
                break;
            }
        }

        _left[last] = 0;
        return last;
    }
}
