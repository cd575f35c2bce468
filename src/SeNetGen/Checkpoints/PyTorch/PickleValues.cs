using static TorchSharp.torch;

namespace SeNetGen.Checkpoints.PyTorch;

// What a pickle of weights may hold besides null, bool, long, BigInteger, double, string and byte[]. Nothing compares or hashes these by
// content and nothing walks them by recursion, so that a file cannot make that costly.

/// <summary>A value that holds others.</summary>
internal abstract class PickleContainer
{
    /// <summary>How deep it is nested below itself.</summary>
    public int Depth { get; private set; } = 1;

    /// <summary>Counts what is put into it; false where it becomes deeper than <paramref name="limit"/>.</summary>
    public bool Covers(object? item, int limit)
    {
        Depth = Math.Max(Depth, item is PickleContainer inner ? inner.Depth + 1 : 1);
        return Depth <= limit;
    }
}

/// <summary>A list or a set.</summary>
internal sealed class PickleList : PickleContainer
{
    public List<object?> Items { get; } = [];
}

/// <summary>A tuple, complete when made.</summary>
internal sealed class PickleTuple(object?[] items) : PickleContainer
{
    public object?[] Items => items;
}

/// <summary>A dict, an OrderedDict or a Namespace: entries in their order.</summary>
internal sealed class PickleDict : PickleContainer
{
    public List<KeyValuePair<object?, object?>> Items { get; } = [];

    /// <summary>The last value of a text key, as Python has it; null when there is none.</summary>
    public object? Find(string key) => Items.LastOrDefault(item => item.Key is string text && text == key).Value;
}

/// <summary>What a name of the allow-list stands for.</summary>
internal enum PickleCallable
{
    /// <summary>An empty dict, or one of pairs.</summary>
    OrderedDict,

    /// <summary>argparse's: the settings of a training script.</summary>
    Namespace,

    /// <summary>A set of a list.</summary>
    Set,

    /// <summary>torch.Size: a tuple of sizes.</summary>
    Size,

    /// <summary>torch.device: where a tensor was; nothing here needs it.</summary>
    Device,

    /// <summary>A tensor of storage, offset, sizes and strides.</summary>
    Tensor,

    /// <summary>A parameter: a tensor and a flag.</summary>
    Parameter,

    /// <summary>A kind of storage; cannot be called.</summary>
    Storage,

    /// <summary>A type of values; cannot be called.</summary>
    Type,
}

/// <summary>A name of the allow-list.</summary>
/// <param name="Name">As the file has it.</param>
/// <param name="Callable">What it stands for.</param>
/// <param name="Type">Of storages and types.</param>
internal sealed record PickleGlobal(string Name, PickleCallable Callable, ScalarType? Type = null);

/// <summary>Values that lie elsewhere in the file.</summary>
/// <param name="Global">Its kind.</param>
/// <param name="Key">What it is called.</param>
/// <param name="Count">Its values, or bytes where it has no type.</param>
/// <param name="Offset">Where a view of an old file begins, in values.</param>
internal sealed record PickleStorage(PickleGlobal Global, string Key, long Count, long Offset);

/// <summary>A tensor, as its arguments say; checked when it is asked for by name.</summary>
internal sealed class PickleTensor(PickleTuple arguments) : PickleContainer
{
    public object?[] Arguments => arguments.Items;
}
