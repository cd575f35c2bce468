using SeNetGen.Torch;

namespace SeNetGen.Data;

/// <summary>How a loader goes through a data set.</summary>
public sealed record BatchOptions
{
    /// <summary>Images a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Threads that prepare batches. Their number has no influence on what the batches hold.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>A new order each epoch.</summary>
    public bool Shuffle { get; init; }

    /// <summary>How often an image comes in an epoch of a new order, each time with random numbers of its own; an epoch is as long as without, so that fewer images come.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Leave out the last batch when it is not full.</summary>
    public bool DropRemainder { get; init; }

    /// <summary>Decides order and augmentation, together with the epoch.</summary>
    public int Seed { get; init; }

    /// <summary>Changes to the images.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.None;

    /// <summary>
    /// For validation: every image comes exactly once, over all shares, and one that cannot be read is left out of its batch, which may then be
    /// empty. Else each share has equally many batches, and the next image that can be read takes the place of one that cannot.
    /// </summary>
    public bool EachOnce { get; init; }

    /// <summary>The part of an epoch that this process takes.</summary>
    public DataShare Share { get; init; } = DataShare.Whole;

    /// <summary>Takes up images that cannot be read; null: the first ends the epoch.</summary>
    public DataErrors? Errors { get; init; }

    /// <summary>Page-locked memory, from which a GPU copies faster.</summary>
    public bool Pinned { get; init; }
}

/// <summary>Prepares batches ahead of their use, on threads of its own, in a fixed set of buffers.</summary>
public sealed class BatchLoader : IDisposable
{
    private readonly Batch[] _buffers;
    private readonly IImageReader?[] _readers;
    private EpochBatches? _running;

    /// <summary>Allocates the buffers; threads run only between <see cref="Start"/> and the epoch's end.</summary>
    public BatchLoader(IImageDataset dataset, BatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        LibTorch.EnsureLoaded();
        Dataset = dataset;
        Options = options;
        ImagesPerEpoch = options.Share.Count(dataset.Count, options.EachOnce);
        BatchesPerEpoch = options.DropRemainder ? ImagesPerEpoch / options.BatchSize : (int)(((long)ImagesPerEpoch + options.BatchSize - 1) / options.BatchSize);
        _readers = new IImageReader?[options.Workers];
        // One in use, one a worker, one ready: what is ahead is bounded.
        _buffers = new Batch[Math.Clamp(options.Workers + 2, 1, Math.Max(1, BatchesPerEpoch))];
        for (var i = 0; i < _buffers.Length; i++)
        {
            _buffers[i] = new Batch(Math.Clamp(ImagesPerEpoch, 1, options.BatchSize), dataset.Height, dataset.Width, dataset.Channels, options.Pinned);
        }
    }

    /// <summary>The images.</summary>
    public IImageDataset Dataset { get; }

    /// <summary>How it goes through them.</summary>
    public BatchOptions Options { get; }

    /// <summary>Number of images an epoch, in this process.</summary>
    public int ImagesPerEpoch { get; }

    /// <summary>Number of batches an epoch, in this process.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>Starts an epoch at a batch. One epoch runs at a time.</summary>
    /// <param name="epoch">Any number; with the seed it decides order and augmentation.</param>
    /// <param name="firstBatch">The first batch wanted: the rest comes as if those before had been taken.</param>
    public EpochBatches Start(int epoch, int firstBatch = 0)
    {
        _running?.Dispose();
        _running = new EpochBatches(this, _buffers, epoch, firstBatch);
        return _running;
    }

    /// <summary>Ends a running epoch and frees the buffers.</summary>
    public void Dispose()
    {
        _running?.Dispose();
        foreach (var buffer in _buffers)
        {
            buffer.Dispose();
        }

        foreach (var reader in _readers)
        {
            reader?.Dispose();
        }
    }

    /// <summary>The reader of a worker, which keeps it from epoch to epoch. Called by that worker alone.</summary>
    internal IImageReader ReaderOf(int worker) => _readers[worker] ??= Dataset.OpenReader(Options.Augmentation);
}
