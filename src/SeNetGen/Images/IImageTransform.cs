namespace SeNetGen.Images;

/// <summary>A change to an image. One object serves one thread: it may keep buffers from one image to the next.</summary>
public interface IImageTransform
{
    /// <summary>Writes the changed image.</summary>
    /// <param name="source">The image; it may be used as scratch space, so that its pixels mean nothing afterwards.</param>
    /// <param name="target">Takes the changed image, and its size. Never the same object as <paramref name="source"/>.</param>
    /// <param name="random">The image's random numbers. How many are drawn depends on settings and earlier draws alone, never on the thread.</param>
    void Apply(RgbImage source, RgbImage target, ref RandomStream random);
}
