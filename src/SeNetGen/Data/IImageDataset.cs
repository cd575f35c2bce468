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
}
