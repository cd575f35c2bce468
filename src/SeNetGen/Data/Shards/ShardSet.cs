namespace SeNetGen.Data.Shards;

/// <summary>The shards of one split, looked through; samples are numbered through all of them, in their order.</summary>
public sealed class ShardSet
{
    private readonly Shard[] _shards;
    private readonly int[] _starts;

    private ShardSet(Shard[] shards)
    {
        _shards = shards;
        _starts = new int[shards.Length + 1];
        for (var s = 0; s < shards.Length; s++)
        {
            _starts[s + 1] = checked(_starts[s] + shards[s].Samples.Length);
        }
    }

    /// <summary>Number of samples.</summary>
    public int Count => _starts[^1];

    /// <summary>As many classes as the labels need.</summary>
    public int Classes => _shards.SelectMany(shard => shard.Samples).Max(sample => sample.Label) + 1;

    /// <summary>The first sample of each shard, and at the end the number of all.</summary>
    internal ReadOnlySpan<int> Starts => _starts;

    /// <summary>Looks through shards.</summary>
    /// <param name="files">The tar files, in order.</param>
    /// <exception cref="SenetException">There is none, one cannot be read, or holds no whole samples: of several such, the first is named.</exception>
    public static ShardSet Open(IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var shards = new Shard[files.Count];
        var errors = new SenetException?[files.Count];
        Parallel.For(0, files.Count, (s, loop) =>
        {
            try
            {
                shards[s] = ShardScan.Run(files[s]);
            }
            catch (SenetException error)
            {
                errors[s] = error;
                loop.Break();
            }
        });
        if (Array.Find(errors, error => error is not null) is SenetException first)
        {
            throw first;
        }

        var set = new ShardSet(shards);
        return set.Count > 0 ? set : throw new SenetException(files.Count == 0 ? "no shard is named" : $"shard '{files[0]}'{(files.Count > 1 ? FormattableString.Invariant($" and the {files.Count - 1} after it hold") : " holds")} no image");
    }

    /// <summary>Label of a sample.</summary>
    public int Label(int index) => Find(index).Sample.Label;

    /// <summary>Where a sample lies, for messages: the shard and the image in it.</summary>
    public string PlaceOf(int index)
    {
        var (shard, sample) = Find(index);
        return $"{shard.Path}: {sample.Name}";
    }

    /// <summary>Whether no shard has been written or removed since.</summary>
    internal bool IsUnchanged() => Array.TrueForAll(_shards, shard => shard.IsUnchanged());

    /// <summary>The number of the shard that holds a sample.</summary>
    internal int ShardOf(int index)
    {
        var at = Array.BinarySearch(_starts, index);
        if (at < 0)
        {
            return ~at - 1;
        }

        // Of shards that begin at the same sample all but the last are empty.
        while (_starts[at + 1] == index)
        {
            at++;
        }

        return at;
    }

    /// <summary>A sample and its shard.</summary>
    internal (Shard Shard, ShardSample Sample) Find(int index)
    {
        var shard = ShardOf(index);
        return (_shards[shard], _shards[shard].Samples[index - _starts[shard]]);
    }
}
