using System.Collections.Concurrent;
using SeNetGen.Images;
using SeNetGen.Images.Decoding;

namespace SeNetGen.Data.Folders;

/// <summary>Image files of a folder as a network sees them: decoded and transformed when they are read, in the thread that reads them.</summary>
public sealed class ImageFolderDataset : IImageDataset, IDisposable
{
    private readonly ImageFolder _folder;
    private readonly Func<IImageTransform> _transform;
    private readonly bool _exifTranspose;
    private readonly ConcurrentBag<IImageReader> _idle = [];

    /// <summary>Makes a data set of a folder.</summary>
    /// <param name="name">What recipes call it.</param>
    /// <param name="folder">The files.</param>
    /// <param name="height">Rows that the transform gives.</param>
    /// <param name="width">Columns that the transform gives.</param>
    /// <param name="transform">Makes one thread's transform.</param>
    /// <param name="exifTranspose">Turns images as their EXIF orientation says.</param>
    /// <exception cref="SenetException">The program has no native library to decode images with.</exception>
    public ImageFolderDataset(string name, ImageFolder folder, int height, int width, Func<IImageTransform> transform, bool exifTranspose = false)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(transform);
        SkiaDecoder.RequireLibrary();
        Name = name;
        Height = height;
        Width = width;
        _folder = folder;
        _transform = transform;
        _exifTranspose = exifTranspose;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => _folder.Count;

    /// <inheritdoc/>
    public int Classes => _folder.ClassNames.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => _folder.ClassNames;

    /// <inheritdoc/>
    public int Channels => RgbImage.Channels;

    /// <inheritdoc/>
    public int Height { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public bool IsUnchanged => _folder.IsUnchanged();

    /// <inheritdoc/>
    /// <remarks>A transform that draws random numbers draws the same for an image each time.</remarks>
    public void Read(int index, Span<byte> pixels)
    {
        var reader = _idle.TryTake(out var idle) ? idle : OpenReader(Augmentation.None);
        try
        {
            var random = new RandomStream(0, 0, index);
            reader.Read(index, ref random, pixels);
        }
        finally
        {
            _idle.Add(reader);
        }
    }

    /// <inheritdoc/>
    public int Label(int index) => _folder.Label(index);

    /// <inheritdoc/>
    public string PlaceOf(int index) => _folder.PathOf(index);

    /// <inheritdoc/>
    public IImageReader OpenReader(Augmentation augmentation) => new Reader(this);

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private sealed class Reader(ImageFolderDataset dataset) : IImageReader
    {
        private readonly ImagePipeline _pipeline = new(dataset._transform(), dataset._exifTranspose);
        private readonly RgbImage _transformed = new();
        private readonly FileBytes _file = new();

        public void Read(int index, ref RandomStream random, Span<byte> pixels)
        {
            _pipeline.Run(dataset._folder.ReadFile(index, _file), _transformed, ref random);
            _transformed.Span.CopyTo(pixels);
        }

        public void Dispose() => _pipeline.Dispose();
    }
}
