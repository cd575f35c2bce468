using SeNetGen.Images.Operations;

namespace SeNetGen.Images.Augmentation;

/// <summary>
/// Runs the operations of AutoAugment and its kin: draws whether and how much, turns the magnitude into the operation's argument as timm does, and calls the operation. One object
/// serves one thread.
/// </summary>
/// <param name="settings">What the operations share.</param>
internal sealed class AugmentRunner(AugmentSettings settings)
{
    // The magnitude at which an operation reaches the end of its range.
    private const double Full = 10;

    // From this deviation on timm draws the magnitude uniformly.
    private const double Uniform = 100;

    private readonly GaussianBlur _blur = new();

    /// <summary>Runs an operation with its probability.</summary>
    /// <param name="step">The operation.</param>
    /// <param name="image">The image; may be changed.</param>
    /// <param name="spare">Another buffer.</param>
    /// <param name="random">The image's random numbers.</param>
    /// <returns>The one of the two buffers in which the result lies.</returns>
    public RgbImage Run(AugmentStep step, RgbImage image, RgbImage spare, ref RandomStream random)
    {
        if (step.Probability < 1 && !random.Chance(step.Probability))
        {
            return image;
        }

        var level = Magnitude(step.Magnitude, ref random) / Full;
        switch (step.Kind)
        {
            case AugmentKind.AutoContrast:
                PointTable.AutoContrast(image);
                return image;
            case AugmentKind.Equalize:
                PointTable.Equalize(image);
                return image;
            case AugmentKind.Invert:
                PointTable.Invert(image);
                return image;
            case AugmentKind.Posterize:
                return Posterize(image, (int)(level * 4));
            case AugmentKind.PosterizeIncreasing:
                return Posterize(image, 4 - (int)(level * 4));
            case AugmentKind.PosterizeOriginal:
                return Posterize(image, (int)(level * 4) + 4);
            case AugmentKind.Solarize:
                PointTable.Solarize(image, Math.Min(256, (int)(level * 256)));
                return image;
            case AugmentKind.SolarizeIncreasing:
                PointTable.Solarize(image, 256 - Math.Min(256, (int)(level * 256)));
                return image;
            case AugmentKind.SolarizeAdd:
                PointTable.SolarizeAdd(image, Math.Min(128, (int)(level * 110)));
                return image;
            case AugmentKind.Color:
                Enhancement.Saturation(image, Enhance(level));
                return image;
            case AugmentKind.ColorIncreasing:
                Enhancement.Saturation(image, EnhanceIncreasing(level, ref random));
                return image;
            case AugmentKind.Contrast:
                Enhancement.Contrast(image, Enhance(level));
                return image;
            case AugmentKind.ContrastIncreasing:
                Enhancement.Contrast(image, EnhanceIncreasing(level, ref random));
                return image;
            case AugmentKind.Brightness:
                Enhancement.Brightness(image, Enhance(level));
                return image;
            case AugmentKind.BrightnessIncreasing:
                Enhancement.Brightness(image, EnhanceIncreasing(level, ref random));
                return image;
            case AugmentKind.Sharpness:
                Enhancement.Sharpness(image, spare, Enhance(level));
                return spare;
            case AugmentKind.SharpnessIncreasing:
                Enhancement.Sharpness(image, spare, EnhanceIncreasing(level, ref random));
                return spare;
            case AugmentKind.Desaturate:
                // From half of the colour to none.
                Enhancement.Saturation(image, Math.Clamp(1 - Math.Clamp(0.5 + (0.5 * level), 0.5, 1), 0, 1));
                return image;
            case AugmentKind.GaussianBlurRand:
                _blur.Apply(image, random.Uniform(0.1, 2.0 * Math.Clamp(level, 0, 1)));
                return image;
            default:
                Move(step.Kind, image, spare, level, ref random);
                return spare;
        }
    }

    private void Move(AugmentKind kind, RgbImage image, RgbImage spare, double level, ref RandomStream random)
    {
        var sign = random.Chance(0.5) ? -1 : 1;
        var interpolation = settings.Interpolation ?? (random.Chance(0.5) ? AffineInterpolation.Bilinear : AffineInterpolation.Bicubic);
        switch (kind)
        {
            case AugmentKind.Rotate:
                AffineTransform.Rotate(image, spare, sign * (level * 30), interpolation, settings.Fill);
                break;
            case AugmentKind.ShearX:
                AffineTransform.ShearX(image, spare, sign * (level * 0.3), interpolation, settings.Fill);
                break;
            case AugmentKind.ShearY:
                AffineTransform.ShearY(image, spare, sign * (level * 0.3), interpolation, settings.Fill);
                break;
            case AugmentKind.TranslateXRel:
                AffineTransform.Translate(image, spare, sign * (level * settings.TranslateShare) * image.Width, 0, interpolation, settings.Fill);
                break;
            default:
                AffineTransform.Translate(image, spare, 0, sign * (level * settings.TranslateShare) * image.Height, interpolation, settings.Fill);
                break;
        }
    }

    private double Magnitude(double magnitude, ref RandomStream random)
    {
        if (settings.MagnitudeStd > Uniform)
        {
            magnitude = random.Uniform(0, magnitude);
        }
        else if (settings.MagnitudeStd > 0)
        {
            magnitude += settings.MagnitudeStd * random.Normal();
        }

        return Math.Clamp(magnitude, 0, settings.MagnitudeMax);
    }

    private static RgbImage Posterize(RgbImage image, int bits)
    {
        // A magnitude above 10 asks for less than no bit.
        if (bits < 8)
        {
            PointTable.Posterize(image, Math.Max(0, bits));
        }

        return image;
    }

    private static double Enhance(double level) => (level * 1.8) + 0.1;

    private static double EnhanceIncreasing(double level, ref RandomStream random)
    {
        var amount = level * 0.9;
        return Math.Max(0.1, 1 + (random.Chance(0.5) ? -amount : amount));
    }
}
