using SeNetGen.Images;

namespace SeNetGen.Data;

/// <summary>Some images of a data set, in a given order.</summary>
public sealed class ImageSubset : IImageDataset
{
    private readonly IImageDataset _whole;
    private readonly int[] _indices;

    /// <summary>Takes the images of these indices.</summary>
    public ImageSubset(IImageDataset whole, IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(indices);
        _whole = whole;
        _indices = [.. indices];
    }

    /// <inheritdoc/>
    public string Name => _whole.Name;

    /// <inheritdoc/>
    public int Count => _indices.Length;

    /// <inheritdoc/>
    public int Classes => _whole.Classes;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => _whole.ClassNames;

    /// <inheritdoc/>
    public int Channels => _whole.Channels;

    /// <inheritdoc/>
    public int Height => _whole.Height;

    /// <inheritdoc/>
    public int Width => _whole.Width;

    /// <inheritdoc/>
    public void Read(int index, Span<byte> pixels) => _whole.Read(_indices[index], pixels);

    /// <inheritdoc/>
    public int Label(int index) => _whole.Label(_indices[index]);

    /// <inheritdoc/>
    public string PlaceOf(int index) => _whole.PlaceOf(_indices[index]);

    /// <inheritdoc/>
    public bool IsUnchanged => _whole.IsUnchanged;

    /// <inheritdoc/>
    public bool IsSequential => _whole.IsSequential;

    /// <inheritdoc/>
    public int[] Shuffled(int seed, int epoch)
    {
        if (!IsSequential)
        {
            return EpochOrder.Shuffled(Count, seed, epoch);
        }

        // The order of the whole, without the images that are not of this part.
        var numbers = new int[_whole.Count];
        Array.Fill(numbers, -1);
        for (var i = 0; i < _indices.Length; i++)
        {
            numbers[_indices[i]] = i;
        }

        return [.. _whole.Shuffled(seed, epoch).Select(index => numbers[index]).Where(number => number >= 0)];
    }

    /// <inheritdoc/>
    public IDisposable? ReadAhead(ReadOnlySpan<int> indices)
    {
        var inWhole = new int[indices.Length];
        for (var i = 0; i < inWhole.Length; i++)
        {
            inWhole[i] = _indices[indices[i]];
        }

        return _whole.ReadAhead(inWhole);
    }

    /// <inheritdoc/>
    public IImageReader OpenReader(Augmentation augmentation) => new Reader(_whole.OpenReader(augmentation), _indices);

    /// <summary>The index in the whole data set.</summary>
    public int IndexInWhole(int index) => _indices[index];

    /// <summary>
    /// Sets images aside, so that recipes can be chosen without looking at the test images. As many of each class as can be, chosen by
    /// chance but always the same ones, whatever the seed of a run.
    /// </summary>
    /// <param name="whole">The training images.</param>
    /// <param name="count">How many to set aside.</param>
    /// <returns>The images that remain, and those set aside, each in the order of the whole.</returns>
    /// <exception cref="SenetException">No image would remain.</exception>
    public static (ImageSubset Remaining, ImageSubset HeldOut) HoldOut(IImageDataset whole, int count)
    {
        ArgumentNullException.ThrowIfNull(whole);
        if (count < 1 || count >= whole.Count)
        {
            throw new SenetException($"val_split holdout:{count} cannot be: dataset '{whole.Name}' has {whole.Count} training images, so N is from 1 to {whole.Count - 1}");
        }

        var byClass = new List<int>[whole.Classes];
        for (var c = 0; c < byClass.Length; c++)
        {
            byClass[c] = [];
        }

        foreach (var index in EpochOrder.Shuffled(whole.Count, 0, 0))
        {
            byClass[whole.Label(index)].Add(index);
        }

        // One of each class in turn, until enough are chosen; a class that runs out is passed over.
        var held = new HashSet<int>();
        for (var turn = 0; held.Count < count; turn++)
        {
            for (var c = 0; c < byClass.Length && held.Count < count; c++)
            {
                if (turn < byClass[c].Count)
                {
                    held.Add(byClass[c][turn]);
                }
            }
        }

        var all = Enumerable.Range(0, whole.Count);
        return (new ImageSubset(whole, [.. all.Where(i => !held.Contains(i))]), new ImageSubset(whole, [.. all.Where(held.Contains)]));
    }

    private sealed class Reader(IImageReader whole, int[] indices) : IImageReader
    {
        public void Read(int index, ref RandomStream random, Span<byte> pixels) => whole.Read(indices[index], ref random, pixels);

        public void Dispose() => whole.Dispose();
    }
}
