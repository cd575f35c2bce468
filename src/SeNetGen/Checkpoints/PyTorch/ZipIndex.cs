using System.Buffers.Binary;
using System.Text;

namespace SeNetGen.Checkpoints.PyTorch;

/// <summary>
/// The entries of a zip archive that are stored as they are, by name. PyTorch compresses nothing, so a compressed entry is refused: nothing can then
/// unpack to more than the file has.
/// </summary>
internal sealed class ZipIndex
{
    private const int EndLength = 22;
    private const int MostEntries = 1_000_000;
    private const long LargestDirectory = 256 << 20;

    private readonly FileBytes _file;
    private readonly Dictionary<string, ByteRange> _entries = new(StringComparer.Ordinal);

    public ZipIndex(FileBytes file)
    {
        _file = file;
        var (start, length, count) = FindDirectory();
        if (start < 0 || length < 0 || length > LargestDirectory || count is < 0 or > MostEntries || start > file.Length - length)
        {
            throw Damaged("its directory is not within it");
        }

        ReadDirectory(file.Read(new ByteRange(start, length)), count, start);
        CheckOverlaps();
    }

    public IEnumerable<string> Names => _entries.Keys;

    public ByteRange? Find(string name) => _entries.TryGetValue(name, out var range) ? range : null;

    private (long Start, long Length, long Count) FindDirectory()
    {
        // The end may be followed by a comment of up to 64 KiB.
        var tail = _file.Read(new ByteRange(Math.Max(0, _file.Length - EndLength - 65535), Math.Min(_file.Length, EndLength + 65535)));
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < EndLength)
        {
            throw new SenetException($"'{_file.Path}' is cut off or damaged: it begins as a zip archive and has no directory; copy it again");
        }

        var end = tail.AsSpan(at);
        long count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if (count != 0xFFFF && length != 0xFFFFFFFF && start != 0xFFFFFFFF)
        {
            return (start, length, count);
        }

        // Zip64: the real numbers stand before, found by a pointer of 20 bytes.
        if (at < 20 || !tail.AsSpan(at - 20).StartsWith("PK\u0006\u0007"u8))
        {
            return (start, length, count);
        }

        var record = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(at - 12));
        if (record < 0 || record > _file.Length - 56)
        {
            throw Damaged("its directory is not within it");
        }

        var large = _file.Read(new ByteRange(record, 56)).AsSpan();
        return large.StartsWith("PK\u0006\u0006"u8)
            ? (BinaryPrimitives.ReadInt64LittleEndian(large[48..]), BinaryPrimitives.ReadInt64LittleEndian(large[40..]), BinaryPrimitives.ReadInt64LittleEndian(large[32..]))
            : throw Damaged("its directory is not where it says");
    }

    private void ReadDirectory(byte[] directory, long count, long end)
    {
        var rest = directory.AsSpan();
        for (var i = 0L; i < count; i++)
        {
            if (rest.Length < 46 || !rest.StartsWith("PK\u0001\u0002"u8))
            {
                throw Damaged($"its directory announces {count} entries and has {i}");
            }

            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(rest[28..]);
            var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(rest[30..]);
            var total = 46 + nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(rest[32..]);
            if (total > rest.Length)
            {
                throw Damaged($"entry {i} of its directory is cut off");
            }

            Add(rest[..total], nameLength, extraLength, end);
            rest = rest[total..];
        }
    }

    private void Add(ReadOnlySpan<byte> record, int nameLength, int extraLength, long end)
    {
        var name = Encoding.UTF8.GetString(record.Slice(46, nameLength));
        var shown = TorchState.Shown(name);
        if (name.Length == 0 || name[0] == '/' || name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) || name.Split('/').Contains(".."))
        {
            throw Damaged($"entry '{shown}' is a path to somewhere else");
        }

        if ((BinaryPrimitives.ReadUInt16LittleEndian(record[8..]) & 1) != 0 || BinaryPrimitives.ReadUInt16LittleEndian(record[10..]) != 0)
        {
            throw new SenetException($"'{_file.Path}': entry '{shown}' is compressed or encrypted, which PyTorch's files never are: load and save it in PyTorch");
        }

        long packed = BinaryPrimitives.ReadUInt32LittleEndian(record[20..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record[24..]);
        long local = BinaryPrimitives.ReadUInt32LittleEndian(record[42..]);
        Widen(record.Slice(46 + nameLength, extraLength), ref size, ref packed, ref local);
        if (size < 0 || packed != size || local < 0 || local > end - 30)
        {
            throw Damaged($"entry '{shown}' has sizes or a place that cannot be");
        }

        var head = _file.Read(new ByteRange(local, 30)).AsSpan();
        var start = local + 30 + BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
        if (!head.StartsWith("PK\u0003\u0004"u8) || start > end || size > end - start)
        {
            throw Damaged($"entry '{shown}' of {size} bytes is not within it");
        }

        if (!_entries.TryAdd(name, new ByteRange(start, size)))
        {
            throw Damaged($"entry '{shown}' comes twice");
        }
    }

    // Sizes that 32 bits cannot hold stand in field 1 of the extras, each only where its place holds all ones.
    private static void Widen(ReadOnlySpan<byte> extra, ref long size, ref long packed, ref long local)
    {
        while (extra.Length >= 4)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
            {
                var field = extra.Slice(4, length);
                Take(ref field, ref size);
                Take(ref field, ref packed);
                Take(ref field, ref local);
                return;
            }

            extra = extra[(4 + length)..];
        }

        static void Take(ref ReadOnlySpan<byte> field, ref long value)
        {
            if (value == 0xFFFFFFFF && field.Length >= 8)
            {
                value = BinaryPrimitives.ReadInt64LittleEndian(field);
                field = field[8..];
            }
        }
    }

    private void CheckOverlaps()
    {
        var end = 0L;
        foreach (var (name, range) in _entries.OrderBy(entry => entry.Value.Start).ThenBy(entry => entry.Value.Length))
        {
            if (range.Start < end)
            {
                throw Damaged($"entry '{TorchState.Shown(name)}' overlaps another");
            }

            end = range.Start + range.Length;
        }
    }

    private SenetException Damaged(string what) => new($"'{_file.Path}' is damaged: {what}; copy it again");
}
