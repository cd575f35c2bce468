using static TorchSharp.torch;

namespace SeNetGen.Checkpoints;

/// <summary>One tensor of a file of weights.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Shape">Its sizes; empty for a scalar.</param>
public sealed record WeightsEntry(string Name, ScalarType Type, IReadOnlyList<long> Shape)
{
    /// <summary>Where its values, or the part of the storage that holds them, lie in the file.</summary>
    internal IReadOnlyList<ByteRange> Bytes { get; init; } = [];

    /// <summary>Steps between neighbours along each axis, in values; null when they lie row by row.</summary>
    internal IReadOnlyList<long>? Strides { get; init; }

    /// <summary>Number of values.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Bytes that have to be read for it.</summary>
    internal long Length => Bytes.Sum(range => range.Length);

    /// <summary>Bytes of a tensor; null when a size is negative or the product leaves 63 bits.</summary>
    internal static long? SizeOf(ScalarType type, IReadOnlyList<long> shape)
    {
        UInt128 length = (uint)SafeTensorsHeader.Describe(type).Size;
        foreach (var size in shape)
        {
            if (size < 0)
            {
                return null;
            }

            length *= (ulong)size;
            if (length > long.MaxValue)
            {
                // A zero may follow, but sizes of more than 63 bits beside it are no one's tensor.
                return null;
            }
        }

        return (long)length;
    }
}
