namespace SeNetGen.Data;

/// <summary>Small images of one size that lie in memory as bytes, whatever file format they came in.</summary>
public abstract class MemoryDataset : IImageDataset
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;
    private readonly int _imageBytes;

    /// <summary>Keeps the images.</summary>
    /// <param name="name">What recipes call them.</param>
    /// <param name="pixels">[images, height, width, channels].</param>
    /// <param name="labels">One label an image.</param>
    /// <param name="channels">Values a pixel.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="classNames">One name a class.</param>
    private protected MemoryDataset(string name, byte[] pixels, byte[] labels, int channels, int height, int width, IReadOnlyList<string> classNames)
    {
        Name = name;
        _pixels = pixels;
        _labels = labels;
        Channels = channels;
        Height = height;
        Width = width;
        _imageBytes = height * width * channels;
        ClassNames = classNames;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => _labels.Length;

    /// <inheritdoc/>
    public int Classes => ClassNames.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    public int Channels { get; }

    /// <inheritdoc/>
    public int Height { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public void Read(int index, Span<byte> pixels) => _pixels.AsSpan(checked(index * _imageBytes), _imageBytes).CopyTo(pixels);

    /// <inheritdoc/>
    public int Label(int index) => _labels[index];
}
