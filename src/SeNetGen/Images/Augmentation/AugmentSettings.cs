using SeNetGen.Images.Operations;

namespace SeNetGen.Images.Augmentation;

/// <summary>What the operations of AutoAugment and its kin share; the defaults are timm's.</summary>
public sealed record AugmentSettings
{
    /// <summary>The colour of what an image that was moved leaves free; timm takes the data set's mean.</summary>
    public Rgb Fill { get; init; } = Rgb.MiddleGrey;

    /// <summary>How moved images take values between pixels; null draws bilinear or bicubic for each operation.</summary>
    public AffineInterpolation? Interpolation { get; init; }

    /// <summary>Standard deviation of each operation's magnitude; above 100 the magnitude is drawn uniformly from 0 to itself.</summary>
    public double MagnitudeStd { get; init; }

    /// <summary>Magnitudes are cut off here.</summary>
    public double MagnitudeMax { get; init; } = 10;

    /// <summary>The share of its side that an image moves by at magnitude 10.</summary>
    public double TranslateShare { get; init; } = 0.45;
}
