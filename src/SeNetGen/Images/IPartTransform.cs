using SeNetGen.Images.Resampling;

namespace SeNetGen.Images;

/// <summary>A change that looks at a part of its image alone, which it chooses by the image's size: nothing else need be decoded.</summary>
public interface IPartTransform : IImageTransform
{
    /// <summary>Chooses the part. With <see cref="ApplyToPart"/> after it, and the same random numbers, the result is that of <see cref="IImageTransform.Apply"/>.</summary>
    /// <param name="width">Columns of the whole image.</param>
    /// <param name="height">Rows of the whole image.</param>
    /// <param name="random">The image's random numbers.</param>
    CropRectangle Choose(int width, int height, ref RandomStream random);

    /// <summary>Writes the changed image.</summary>
    /// <param name="source">What was decoded of the image, all of the part at least; may be used as scratch space.</param>
    /// <param name="part">The part that was chosen, in <paramref name="source"/>'s columns and rows.</param>
    /// <param name="target">Takes the changed image, and its size. Never the same object as <paramref name="source"/>.</param>
    /// <param name="random">The image's random numbers, where <see cref="Choose"/> left them.</param>
    void ApplyToPart(RgbImage source, CropRectangle part, RgbImage target, ref RandomStream random);
}
