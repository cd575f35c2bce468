using SeNetGen.Images.Operations;

namespace SeNetGen.Images.Transforms;

/// <summary>
/// Blurs an image with a probability: Pillow's <c>GaussianBlur</c> with a random radius, as SimCLR's followers and DeiT III do. timm's <c>gaussian_blur_prob</c> draws the same
/// radius and convolves with the Gaussian itself, which differs in a few last places.
/// </summary>
/// <param name="probability">Share of the images that are blurred.</param>
/// <param name="least">Least standard deviation in pixels.</param>
/// <param name="largest">Largest standard deviation in pixels.</param>
public sealed class RandomGaussianBlur(double probability, double least = 0.1, double largest = 2) : IImageTransform
{
    private readonly GaussianBlur _blur = new();

    /// <inheritdoc/>
    public void Apply(RgbImage source, RgbImage target, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.CopyFrom(source);
        if (random.Chance(probability))
        {
            _blur.Apply(target, random.Uniform(least, largest));
        }
    }
}
