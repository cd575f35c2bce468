using SeNetGen.Images.Decoding;

namespace SeNetGen.Images;

/// <summary>
/// From a file's bytes to what a network sees: decodes and transforms. Of a JPEG only as much is decoded as the transform looks at, with the same result. One object serves one thread, and keeps
/// its buffers.
/// </summary>
/// <param name="transform">The thread's transform.</param>
/// <param name="exifTranspose">Turns images as their EXIF orientation says.</param>
public sealed class ImagePipeline(IImageTransform transform, bool exifTranspose = false) : IDisposable
{
    private readonly RgbImage _decoded = new();

    /// <summary>What decodes; it is disposed with this.</summary>
    public ImageDecoder Decoder { private get; init; } = new();

    /// <summary>Decodes and transforms one image.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="target">Takes the result, and its size.</param>
    /// <param name="random">The image's random numbers.</param>
    /// <exception cref="CorruptImageException">As <see cref="ImageDecoder.Decode"/> throws it.</exception>
    public void Run(ReadOnlySpan<byte> data, RgbImage target, ref RandomStream random)
    {
        if (!exifTranspose && transform is IPartTransform cropping && ImageDecoder.TryReadSize(data, out var width, out var height))
        {
            var part = cropping.Choose(width, height, ref random);
            cropping.ApplyToPart(_decoded, Decoder.DecodePart(data, part, _decoded), target, ref random);
            return;
        }

        Decoder.Decode(data, _decoded, exifTranspose);
        transform.Apply(_decoded, target, ref random);
    }

    /// <inheritdoc/>
    public void Dispose() => Decoder.Dispose();
}
