using SeNetGen.Images.Operations;

namespace SeNetGen.Images.Transforms;

/// <summary>Takes the colour from an image with a probability: torchvision's <c>RandomGrayscale</c>, timm's <c>grayscale_prob</c>.</summary>
/// <param name="probability">Share of the images that become grey.</param>
public sealed class RandomGreyscale(double probability) : IImageTransform
{
    /// <inheritdoc/>
    public void Apply(RgbImage source, RgbImage target, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.CopyFrom(source);
        if (random.Chance(probability))
        {
            Greyscale.Apply(target);
        }
    }
}
