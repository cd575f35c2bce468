namespace SeNetGen.Data;

/// <summary>Images of one size with one label each, in a fixed order. Reading is safe from many threads at once.</summary>
public interface IImageDataset
{
    /// <summary>What the data set is called in recipes and checkpoints, e.g. <c>fashion_mnist</c>.</summary>
    string Name { get; }

    /// <summary>Number of images.</summary>
    int Count { get; }

    /// <summary>Number of classes; labels run from 0 to this number less one.</summary>
    int Classes { get; }

    /// <summary>One name a class, in the order of the labels.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>Values a pixel: 1 for grey, 3 for red, green and blue.</summary>
    int Channels { get; }

    /// <summary>Rows of every image.</summary>
    int Height { get; }

    /// <summary>Columns of every image.</summary>
    int Width { get; }

    /// <summary>Copies an image into <paramref name="pixels"/>: [height, width, channels], one byte a value.</summary>
    /// <param name="index">Which image, from 0 to <see cref="Count"/> less one.</param>
    /// <param name="pixels">Takes <c>Height * Width * Channels</c> bytes.</param>
    void Read(int index, Span<byte> pixels);

    /// <summary>The label of an image.</summary>
    int Label(int index);

    /// <summary>Where an image comes from, for messages: its file.</summary>
    string PlaceOf(int index) => FormattableString.Invariant($"image {index} of {Name}");

    /// <summary>Whether what is on disk is still what the data set found when it was opened, as far as that can be told at once.</summary>
    bool IsUnchanged => true;

    /// <summary>Opens a reader for one thread.</summary>
    /// <param name="augmentation">Changes to images that all have the size wanted; a data set that brings them to that size has transforms of its own.</param>
    IImageReader OpenReader(Augmentation augmentation) => new MemoryReader(this, augmentation);
}
