using SeNetGen.Images.Operations;
using static SeNetGen.Images.Augmentation.AugmentKind;

namespace SeNetGen.Images.Augmentation;

/// <summary>
/// AugMix (Hendrycks et al. 2020, arXiv 1912.02781) as timm has it: chains of operations, their results mixed by Dirichlet weights, and that mixed with the image by a Beta weight.
/// </summary>
public sealed class AugMix : IImageTransform
{
    private const int DeepestChain = 3;

    private static readonly AugmentKind[] Kinds =
    [
        AutoContrast, ColorIncreasing, ContrastIncreasing, BrightnessIncreasing, SharpnessIncreasing, Equalize, Rotate, PosterizeIncreasing, SolarizeIncreasing, ShearX, ShearY, TranslateXRel,
        TranslateYRel,
    ];

    private readonly AugmentRunner _runner;
    private readonly RgbImage _first = new();
    private readonly RgbImage _second = new();
    private readonly double[] _weights;
    private readonly double _magnitude;
    private readonly int _depth;
    private readonly double _alpha;
    private float[] _sum = [];

    /// <summary>Makes the transform.</summary>
    /// <param name="magnitude">How much each operation changes, 0 to 10.</param>
    /// <param name="width">Number of chains.</param>
    /// <param name="depth">Operations a chain; 0 draws 1 to 3 for each.</param>
    /// <param name="alpha">Parameter of the Dirichlet and Beta distributions.</param>
    /// <param name="settings">What the operations share.</param>
    public AugMix(double magnitude, int width, int depth, double alpha, AugmentSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        _runner = new AugmentRunner(settings);
        _weights = new double[width];
        (_magnitude, _depth, _alpha) = (magnitude, depth, alpha);
    }

    /// <inheritdoc/>
    public void Apply(RgbImage source, RgbImage target, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        random.Dirichlet(_alpha, _weights);
        var share = (float)random.Beta(_alpha);
        if (_sum.Length < source.Length)
        {
            _sum = new float[source.Length];
        }

        var sum = _sum.AsSpan(0, source.Length);
        sum.Clear();
        foreach (var weight in _weights)
        {
            AddTo(sum, Chain(source, ref random), (float)weight);
        }

        Finish(sum, source, target, share);
    }

    private RgbImage Chain(RgbImage source, ref RandomStream random)
    {
        _first.CopyFrom(source);
        var image = _first;
        var depth = _depth > 0 ? _depth : 1 + random.Below(DeepestChain);
        for (var i = 0; i < depth; i++)
        {
            image = _runner.Run(new AugmentStep(Kinds[random.Below(Kinds.Length)], 1, _magnitude), image, image == _first ? _second : _first, ref random);
        }

        return image;
    }

    /// <summary>Adds a chain's result.</summary>
    internal static void AddTo(Span<float> sum, RgbImage image, float weight)
    {
        var pixels = image.Span;
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += weight * pixels[i];
        }
    }

    /// <summary>Mixes the sum of the chains with the image.</summary>
    internal static void Finish(ReadOnlySpan<float> sum, RgbImage source, RgbImage target, float share)
    {
        target.Resize(source.Width, source.Height);
        var mixed = target.Span;
        for (var i = 0; i < sum.Length; i++)
        {
            mixed[i] = (byte)Math.Clamp(sum[i], 0, 255);
        }

        Blending.Blend(source, target, share);
    }
}
