using System.Buffers.Binary;

namespace SeNetGen.Checkpoints;

/// <summary>
/// A safetensors file, open for reading: eight bytes with the header's length, the header in JSON, then the values of all tensors,
/// little-endian and row-major, without gaps. The header is checked whole before anything is read.
/// </summary>
public sealed class SafeTensorsFile : WeightsFile
{
    // The format's own limit on headers.
    private const long LargestHeader = 100_000_000;

    internal SafeTensorsFile(FileBytes bytes)
        : base(bytes)
    {
        var header = ReadHeader();
        (var entries, Metadata) = SafeTensorsHeader.Parse(header, Path, new ByteRange(8 + header.Length, bytes.Length - 8 - header.Length));
        SetEntries(entries);
    }

    /// <summary>The header's free texts.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <inheritdoc/>
    public override string Format => WeightsKind.SafeTensors;

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="SenetException">No such file, no safetensors file, or a damaged one.</exception>
    public static new SafeTensorsFile Open(string path)
    {
        var bytes = FileBytes.Open(path);
        try
        {
            return new SafeTensorsFile(bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    internal override bool IsExtra(string name) => CheckpointFile.IsTrainingState(this, name);

    private byte[] ReadHeader()
    {
        var size = Bytes.Length;
        if (size < 9)
        {
            throw NotSafeTensors($"it has only {size} bytes");
        }

        Span<byte> start = stackalloc byte[9];
        Bytes.Read(0, start);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (start[8] != (byte)'{' || length > LargestHeader)
        {
            throw NotSafeTensors(length > LargestHeader ? $"its header would have {length} bytes" : "its header is no JSON object");
        }

        return (long)length <= size - 8
            ? Bytes.Read(new ByteRange(8, (long)length))
            : throw new SenetException($"'{Path}' is cut off: its header has {length} bytes, the file {size}; copy it again or use an earlier checkpoint");
    }

    private SenetException NotSafeTensors(string why) => new($"'{Path}' is not a safetensors file: {why}");
}
