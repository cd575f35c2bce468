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

    /// <summary>Whether images that follow each other are read faster than others: processes that share an epoch then take runs of it, else turns.</summary>
    bool IsSequential => false;

    /// <summary>The order of an epoch that is shuffled: all indices, each once, as seed and epoch decide.</summary>
    int[] Shuffled(int seed, int epoch) => EpochOrder.Shuffled(Count, seed, epoch);

    /// <summary>Told of the reads to come, in their order, before an epoch's first: a data set that is read in sequence begins to. One epoch at a time.</summary>
    /// <param name="indices">The images; one may come several times. Others can be read meanwhile too.</param>
    /// <returns>Ends the reading, null where there is none.</returns>
    IDisposable? ReadAhead(ReadOnlySpan<int> indices) => null;

    /// <summary>Opens a reader for one thread.</summary>
    /// <param name="augmentation">Changes to images that all have the size wanted; a data set that brings them to that size has transforms of its own.</param>
    IImageReader OpenReader(Augmentation augmentation) => new MemoryReader(this, augmentation);
}
