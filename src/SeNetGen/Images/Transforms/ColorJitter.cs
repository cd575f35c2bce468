using SeNetGen.Images.Operations;

namespace SeNetGen.Images.Transforms;

/// <summary>
/// Changes brightness, contrast, saturation and hue by random amounts in a random order: torchvision's <c>ColorJitter</c>, timm's <c>color_jitter</c>, MindCV's. The
/// arithmetic is Pillow's, which cuts fractions off between the steps.
/// </summary>
public sealed class ColorJitter : IImageTransform
{
    private readonly double _brightness;
    private readonly double _contrast;
    private readonly double _saturation;
    private readonly double _hue;

    /// <summary>Makes the transform; an amount of 0 leaves out its step.</summary>
    /// <param name="brightness">The factor is drawn from 1 less this (but no less than 0) to 1 and this.</param>
    /// <param name="contrast">The same for the contrast.</param>
    /// <param name="saturation">The same for the saturation.</param>
    /// <param name="hue">The shift is drawn from less this to this, in turns; at most 0.5.</param>
    public ColorJitter(double brightness, double contrast, double saturation, double hue = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(brightness);
        ArgumentOutOfRangeException.ThrowIfNegative(contrast);
        ArgumentOutOfRangeException.ThrowIfNegative(saturation);
        ArgumentOutOfRangeException.ThrowIfNegative(hue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hue, 0.5);
        (_brightness, _contrast, _saturation, _hue) = (brightness, contrast, saturation, hue);
    }

    /// <summary>Share of the images that are changed.</summary>
    public double Probability { get; init; } = 1;

    /// <inheritdoc/>
    public void Apply(RgbImage source, RgbImage target, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.CopyFrom(source);
        if (!random.Chance(Probability))
        {
            return;
        }

        Span<int> order = [0, 1, 2, 3];
        random.Shuffle(order);
        // All four are drawn whatever the settings, so that one setting does not change what another draws.
        var brightness = Factor(_brightness, ref random);
        var contrast = Factor(_contrast, ref random);
        var saturation = Factor(_saturation, ref random);
        var hue = random.Uniform(-_hue, _hue);
        foreach (var step in order)
        {
            switch (step)
            {
                case 0 when _brightness > 0:
                    Enhancement.Brightness(target, brightness);
                    break;
                case 1 when _contrast > 0:
                    Enhancement.Contrast(target, contrast);
                    break;
                case 2 when _saturation > 0:
                    Enhancement.Saturation(target, saturation);
                    break;
                case 3 when _hue > 0:
                    Hue.Shift(target, hue);
                    break;
            }
        }
    }

    private static double Factor(double amount, ref RandomStream random) => random.Uniform(Math.Max(0, 1 - amount), 1 + amount);
}
