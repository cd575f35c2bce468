using SeNetGen.Images.Resampling;

namespace SeNetGen.Data;

/// <summary>How the images of one batch are mixed with the same images in reverse order.</summary>
/// <param name="Share">The share of an image's own label, 0 to 1; 1 leaves the batch as it is.</param>
/// <param name="Box">The part that comes from the other image (cutmix); null where all pixels are mixed (mixup).</param>
public readonly record struct BatchMix(double Share, CropRectangle? Box)
{
    /// <summary>Leaves the batch as it is.</summary>
    public static BatchMix None { get; } = new(1, null);
}
