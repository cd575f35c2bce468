using System.Collections.Concurrent;
using SeNetGen.Images;
using SeNetGen.Images.Decoding;

namespace SeNetGen.Data.Shards;

/// <summary>Images of shards as a network sees them. An epoch is read in sequence; a single image is read from its place.</summary>
public sealed class ShardDataset : IImageDataset, IDisposable
{
    private readonly ShardSet _shards;
    private readonly Func<IImageTransform> _transform;
    private readonly bool _exifTranspose;
    private readonly int _buffer;
    private readonly ConcurrentBag<IImageReader> _idle = [];
    private volatile ShardReadAhead? _ahead;

    /// <summary>Makes a data set of shards.</summary>
    /// <param name="name">What recipes call it.</param>
    /// <param name="shards">The samples.</param>
    /// <param name="classNames">One name a class, in the order of the labels.</param>
    /// <param name="size">Rows and columns that the transform gives.</param>
    /// <param name="transform">Makes one thread's transform.</param>
    /// <param name="buffer">Samples that an epoch's order shuffles at a time.</param>
    /// <param name="exifTranspose">Turns images as their EXIF orientation says.</param>
    /// <exception cref="SenetException">A label has no class, or the program has no native library to decode images with.</exception>
    public ShardDataset(string name, ShardSet shards, IReadOnlyList<string> classNames, int size, Func<IImageTransform> transform, int buffer, bool exifTranspose = false)
    {
        ArgumentNullException.ThrowIfNull(shards);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentOutOfRangeException.ThrowIfLessThan(buffer, 1);
        SkiaDecoder.RequireLibrary();
        for (var index = 0; index < shards.Count; index++)
        {
            if (shards.Label(index) >= classNames.Count)
            {
                throw new SenetException($"{shards.PlaceOf(index)} has the label {shards.Label(index)}, but there are {classNames.Count} classes, 0 to {classNames.Count - 1}: mend it, or give num_classes or a class_map with all");
            }
        }

        Name = name;
        ClassNames = classNames;
        Height = Width = size;
        _shards = shards;
        _transform = transform;
        _buffer = buffer;
        _exifTranspose = exifTranspose;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => _shards.Count;

    /// <inheritdoc/>
    public int Classes => ClassNames.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    public int Channels => RgbImage.Channels;

    /// <inheritdoc/>
    public int Height { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public bool IsUnchanged => _shards.IsUnchanged();

    /// <inheritdoc/>
    public bool IsSequential => true;

    /// <summary>Most samples that waited undecoded in memory at a time in the latest epoch.</summary>
    internal int MostHeld => _ahead?.MostHeld ?? 0;

    /// <inheritdoc/>
    public int[] Shuffled(int seed, int epoch) => ShardOrder.Of(_shards.Starts, _buffer, seed, epoch);

    /// <inheritdoc/>
    public IDisposable ReadAhead(ReadOnlySpan<int> indices) => _ahead = new ShardReadAhead(_shards, indices, _buffer);

    /// <inheritdoc/>
    /// <remarks>A transform that draws random numbers draws the same for an image each time.</remarks>
    public void Read(int index, Span<byte> pixels)
    {
        var reader = _idle.TryTake(out var idle) ? idle : new Reader(this, takesAhead: false);
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
    public int Label(int index) => _shards.Label(index);

    /// <inheritdoc/>
    public string PlaceOf(int index) => _shards.PlaceOf(index);

    /// <inheritdoc/>
    public IImageReader OpenReader(Augmentation augmentation) => new Reader(this, takesAhead: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    /// <summary>Makes room; half as much again, so that a row of ever larger images does not allocate for each.</summary>
    internal static void Reserve(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new byte[Math.Min(length + (length / 2L), Array.MaxLength)];
        }
    }

    private sealed class Reader(ShardDataset dataset, bool takesAhead) : IImageReader
    {
        private readonly ImagePipeline _pipeline = new(dataset._transform(), dataset._exifTranspose);
        private readonly RgbImage _transformed = new();
        private byte[] _file = [];

        public void Read(int index, ref RandomStream random, Span<byte> pixels)
        {
            var (shard, sample) = dataset._shards.Find(index);
            if (!takesAhead || dataset._ahead?.TryTake(index, ref _file) is not true)
            {
                ReadFromPlace(shard, sample);
            }

            _pipeline.Run(_file.AsSpan(0, sample.Length), _transformed, ref random);
            _transformed.Span.CopyTo(pixels);
        }

        public void Dispose() => _pipeline.Dispose();

        private void ReadFromPlace(Shard shard, ShardSample sample)
        {
            Reserve(ref _file, sample.Length);
            using var handle = File.OpenHandle(shard.Path);
            var read = 0;
            while (read < sample.Length)
            {
                var count = RandomAccess.Read(handle, _file.AsSpan(read, sample.Length - read), sample.Offset + read);
                if (count == 0)
                {
                    throw new SenetException($"{shard.Path}: {sample.Name} is gone, the shard ends at byte {sample.Offset + read}: the data set was changed under the run; put it back, or start again with what there is");
                }

                read += count;
            }
        }
    }
}
