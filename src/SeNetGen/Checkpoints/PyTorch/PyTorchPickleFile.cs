using System.Buffers.Binary;
using System.Numerics;

namespace SeNetGen.Checkpoints.PyTorch;

/// <summary>
/// A file of PyTorch before its zip archives (before 1.6, or <c>_use_new_zipfile_serialization=False</c>): five pickles (magic number, version, system, content,
/// keys of the storages), then each storage with its number of values.
/// </summary>
public sealed class PyTorchPickleFile : WeightsFile
{
    private static readonly BigInteger Magic = BigInteger.Parse("119547037146038801333356", System.Globalization.CultureInfo.InvariantCulture);

    internal PyTorchPickleFile(FileBytes bytes)
        : base(bytes)
    {
        // The pickles of weights take some hundred bytes a tensor; storages follow them.
        var head = bytes.Read(new ByteRange(0, Math.Min(bytes.Length, PyTorchZipFile.LargestPickle)));
        var position = 0;
        if (Next("magic number") is not BigInteger magic || magic != Magic)
        {
            throw new SenetException($"'{bytes.Path}' is a pickle, but not one of torch.save");
        }

        if (Next("version") is not 1001L)
        {
            throw new SenetException($"'{bytes.Path}' is of a version of PyTorch's format that is not known");
        }

        if (Next("system") is not PickleDict system || system.Find("little_endian") is false)
        {
            throw new SenetException($"'{bytes.Path}' was written on a big-endian machine: load and save it in PyTorch");
        }

        var root = Next("content");
        var keys = Next("keys of the storages") as PickleList ?? throw new SenetException($"'{bytes.Path}' is damaged: its storages have no keys");
        var storages = Places(keys, position, root);
        SetEntries(TorchState.Entries(root, bytes.Path, (storage, name) =>
        {
            var size = SafeTensorsHeader.Describe(storage.Global.Type ?? TorchSharp.torch.ScalarType.Byte).Size;
            return storages.TryGetValue(storage.Key, out var place) && place.Count == storage.Count && (UInt128)place.Count * (uint)size <= (UInt128)(bytes.Length - place.Start)
                ? new ByteRange(place.Start, place.Count * size)
                : throw new SenetException($"'{bytes.Path}' is damaged or cut off: storage '{TorchState.Shown(storage.Key)}' of tensor '{TorchState.Shown(name)}' is not there whole");
        }));

        object? Next(string what)
        {
            (var value, position) = Unpickler.Read(head, position, $"'{bytes.Path}': its {what}");
            return value;
        }
    }

    /// <inheritdoc/>
    public override string Format => WeightsKind.PyTorchPickle;

    // Storages say how many values they hold, not of which type: that stands in the content.
    private Dictionary<string, (long Start, long Count)> Places(PickleList keys, long position, object? root)
    {
        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        Collect(root, sizes);
        var places = new Dictionary<string, (long Start, long Count)>(StringComparer.Ordinal);
        Span<byte> number = stackalloc byte[8];
        foreach (var item in keys.Items)
        {
            var key = item as string ?? throw new SenetException($"'{Path}' is damaged: a storage has no name");
            if (Bytes.Length - position < 8 || !sizes.TryGetValue(key, out var size))
            {
                throw new SenetException($"'{Path}' is damaged or cut off: storage '{TorchState.Shown(key)}' is not there");
            }

            Bytes.Read(position, number);
            var count = BinaryPrimitives.ReadInt64LittleEndian(number);
            position += 8;
            if (count < 0 || (UInt128)count * (uint)size > (UInt128)(Bytes.Length - position) || !places.TryAdd(key, (position, count)))
            {
                throw new SenetException($"'{Path}' is damaged or cut off: storage '{TorchState.Shown(key)}' of {count} values is not there whole, or comes twice");
            }

            position += count * size;
        }

        return places;
    }

    // Each value once, without recursion: values may be shared by many, or hold themselves.
    private static void Collect(object? root, Dictionary<string, int> sizes)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object?>([root]);
        while (open.TryPop(out var value))
        {
            if (value is PickleStorage storage)
            {
                sizes[storage.Key] = SafeTensorsHeader.Describe(storage.Global.Type ?? TorchSharp.torch.ScalarType.Byte).Size;
                continue;
            }

            IEnumerable<object?> inner = value switch
            {
                PickleList list => list.Items,
                PickleTuple tuple => tuple.Items,
                PickleTensor tensor => tensor.Arguments,
                PickleDict dict => dict.Items.Select(item => item.Value),
                _ => [],
            };
            if (value is PickleContainer && seen.Add(value))
            {
                foreach (var item in inner)
                {
                    open.Push(item);
                }
            }
        }
    }
}
