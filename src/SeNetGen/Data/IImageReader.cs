using SeNetGen.Images;

namespace SeNetGen.Data;

/// <summary>One thread's way to the images of a data set: it keeps what it needs from one image to the next.</summary>
public interface IImageReader : IDisposable
{
    /// <summary>Writes an image as the network is to see it.</summary>
    /// <param name="index">Which image, from 0 to the data set's count less one.</param>
    /// <param name="random">The image's random numbers.</param>
    /// <param name="pixels">Takes <c>Height * Width * Channels</c> bytes; they mean nothing after an error.</param>
    /// <exception cref="Images.Decoding.CorruptImageException">The file is no whole image.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    void Read(int index, ref RandomStream random, Span<byte> pixels);
}

/// <summary>Reads images that lie in memory as they are, and augments them.</summary>
internal sealed class MemoryReader(IImageDataset dataset, Augmentation augmentation) : IImageReader
{
    private readonly byte[] _scratch = augmentation.IsNone ? [] : new byte[dataset.Height * dataset.Width * dataset.Channels];

    public void Read(int index, ref RandomStream random, Span<byte> pixels)
    {
        if (augmentation.IsNone)
        {
            dataset.Read(index, pixels);
            return;
        }

        dataset.Read(index, _scratch);
        augmentation.Apply(_scratch, pixels, dataset.Height, dataset.Width, dataset.Channels, random);
    }

    public void Dispose()
    {
    }
}
