using static SeNetGen.Images.Augmentation.AugmentKind;

namespace SeNetGen.Images.Augmentation;

/// <summary>The policies that were searched for ImageNet: of each, one pair (or single one) of operations is drawn for an image.</summary>
internal static class AutoAugmentPolicies
{
    /// <summary>ImageNet's policy of Cubuk et al. 2018 (arXiv 1805.09501), table 9.</summary>
    public static AugmentStep[][] Original { get; } = Policy(
        [(PosterizeOriginal, 0.4, 8), (Rotate, 0.6, 9)],
        [(Solarize, 0.6, 5), (AutoContrast, 0.6, 5)],
        [(Equalize, 0.8, 8), (Equalize, 0.6, 3)],
        [(PosterizeOriginal, 0.6, 7), (PosterizeOriginal, 0.6, 6)],
        [(Equalize, 0.4, 7), (Solarize, 0.2, 4)],
        [(Equalize, 0.4, 4), (Rotate, 0.8, 8)],
        [(Solarize, 0.6, 3), (Equalize, 0.6, 7)],
        [(PosterizeOriginal, 0.8, 5), (Equalize, 1.0, 2)],
        [(Rotate, 0.2, 3), (Solarize, 0.6, 8)],
        [(Equalize, 0.6, 8), (PosterizeOriginal, 0.4, 6)],
        [(Rotate, 0.8, 8), (Color, 0.4, 0)],
        [(Rotate, 0.4, 9), (Equalize, 0.6, 2)],
        [(Equalize, 0.0, 7), (Equalize, 0.8, 8)],
        [(Invert, 0.6, 4), (Equalize, 1.0, 8)],
        [(Color, 0.6, 4), (Contrast, 1.0, 8)],
        [(Rotate, 0.8, 8), (Color, 1.0, 2)],
        [(Color, 0.8, 8), (Solarize, 0.8, 7)],
        [(Sharpness, 0.4, 7), (Invert, 0.6, 8)],
        [(ShearX, 0.6, 5), (Equalize, 1.0, 9)],
        [(Color, 0.4, 0), (Equalize, 0.6, 3)],
        [(Equalize, 0.4, 7), (Solarize, 0.2, 4)],
        [(Solarize, 0.6, 5), (AutoContrast, 0.6, 5)],
        [(Invert, 0.6, 4), (Equalize, 1.0, 8)],
        [(Color, 0.6, 4), (Contrast, 1.0, 8)],
        [(Equalize, 0.8, 8), (Equalize, 0.6, 3)]);

    /// <summary>The policy of TensorFlow's EfficientNet, timm's <c>v0</c>.</summary>
    public static AugmentStep[][] V0 { get; } = Policy(
        [(Equalize, 0.8, 1), (ShearY, 0.8, 4)],
        [(Color, 0.4, 9), (Equalize, 0.6, 3)],
        [(Color, 0.4, 1), (Rotate, 0.6, 8)],
        [(Solarize, 0.8, 3), (Equalize, 0.4, 7)],
        [(Solarize, 0.4, 2), (Solarize, 0.6, 2)],
        [(Color, 0.2, 0), (Equalize, 0.8, 8)],
        [(Equalize, 0.4, 8), (SolarizeAdd, 0.8, 3)],
        [(ShearX, 0.2, 9), (Rotate, 0.6, 8)],
        [(Color, 0.6, 1), (Equalize, 1.0, 2)],
        [(Invert, 0.4, 9), (Rotate, 0.6, 0)],
        [(Equalize, 1.0, 9), (ShearY, 0.6, 3)],
        [(Color, 0.4, 7), (Equalize, 0.6, 0)],
        [(Posterize, 0.4, 6), (AutoContrast, 0.4, 7)],
        [(Solarize, 0.6, 8), (Color, 0.6, 9)],
        [(Solarize, 0.2, 4), (Rotate, 0.8, 9)],
        [(Rotate, 1.0, 7), (TranslateYRel, 0.8, 9)],
        [(ShearX, 0.0, 0), (Solarize, 0.8, 4)],
        [(ShearY, 0.8, 0), (Color, 0.6, 4)],
        [(Color, 1.0, 0), (Rotate, 0.6, 2)],
        [(Equalize, 0.8, 4), (Equalize, 0.0, 8)],
        [(Equalize, 1.0, 4), (AutoContrast, 0.6, 2)],
        [(ShearY, 0.4, 7), (SolarizeAdd, 0.6, 7)],
        [(Posterize, 0.8, 2), (Solarize, 0.6, 10)],
        [(Solarize, 0.6, 8), (Equalize, 0.6, 1)],
        [(Color, 0.8, 6), (Rotate, 0.4, 5)]);

    /// <summary>3-Augment of DeiT III (Touvron et al. 2022): one of solarize, grey and blur.</summary>
    public static AugmentStep[][] ThreeAugment { get; } = Policy([(Solarize, 1, 5)], [(Desaturate, 1, 10)], [(GaussianBlurRand, 1, 10)]);

    /// <summary>timm's variants <c>originalr</c> and <c>v0r</c>: posterize as in Google's research code, which drops more bits at a higher magnitude.</summary>
    public static AugmentStep[][] WithIncreasingPosterize(AugmentStep[][] policy)
        => [.. policy.Select(steps => steps.Select(step => step.Kind is Posterize or PosterizeOriginal ? step with { Kind = PosterizeIncreasing } : step).ToArray())];

    private static AugmentStep[][] Policy(params (AugmentKind Kind, double Probability, double Magnitude)[][] policy)
        => [.. policy.Select(steps => steps.Select(step => new AugmentStep(step.Kind, step.Probability, step.Magnitude)).ToArray())];
}
