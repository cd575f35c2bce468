using System.Buffers.Binary;
using System.Text;

namespace SeNetGen.Checkpoints.PyTorch;

/// <summary>Writes a zip archive of stored entries whose content starts at multiples of 64 bytes, as PyTorch's does.</summary>
/// <param name="stream">The file, at its beginning.</param>
internal sealed class StoredZipWriter(Stream stream)
{
    private const int Alignment = 64;
    private const ushort PaddingField = 0x4246;

    // The first of January 1980, the format's beginning: equal weights give equal files.
    private const ushort NoDate = 0x21;

    private readonly List<(byte[] Name, uint Checksum, uint Length, uint Start)> _entries = [];
    private long _position;

    public void Add(string name, ReadOnlySpan<byte> content)
    {
        var bytes = Encoding.ASCII.GetBytes(name);
        var padding = (int)((Alignment - ((_position + 30 + bytes.Length + 4) % Alignment)) % Alignment);
        var checksum = Crc32.Append(0, content);
        _entries.Add((bytes, checksum, (uint)content.Length, checked((uint)_position)));

        Span<byte> head = stackalloc byte[30];
        head.Clear();
        "PK\u0003\u0004"u8.CopyTo(head);
        WriteCommon(head[4..], checksum, (uint)content.Length, bytes.Length, 4 + padding);
        Write(head);
        Write(bytes);
        Span<byte> extra = stackalloc byte[4 + padding];
        extra.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(extra, PaddingField);
        BinaryPrimitives.WriteUInt16LittleEndian(extra[2..], (ushort)padding);
        Write(extra);
        Write(content);
    }

    /// <summary>Writes the directory.</summary>
    public void Finish()
    {
        var start = checked((uint)_position);
        Span<byte> record = stackalloc byte[46];
        foreach (var (name, checksum, length, place) in _entries)
        {
            record.Clear();
            "PK\u0001\u0002"u8.CopyTo(record);
            BinaryPrimitives.WriteUInt16LittleEndian(record[4..], 20);
            WriteCommon(record[6..], checksum, length, name.Length, 0);
            BinaryPrimitives.WriteUInt32LittleEndian(record[42..], place);
            Write(record);
            Write(name);
        }

        Span<byte> end = stackalloc byte[22];
        end.Clear();
        "PK\u0005\u0006"u8.CopyTo(end);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], (ushort)_entries.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], (ushort)_entries.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], (uint)(_position - start));
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], start);
        Write(end);
    }

    private static void WriteCommon(Span<byte> target, uint checksum, uint length, int name, int extra)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, 20);
        BinaryPrimitives.WriteUInt16LittleEndian(target[8..], NoDate);
        BinaryPrimitives.WriteUInt32LittleEndian(target[10..], checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(target[14..], length);
        BinaryPrimitives.WriteUInt32LittleEndian(target[18..], length);
        BinaryPrimitives.WriteUInt16LittleEndian(target[22..], (ushort)name);
        BinaryPrimitives.WriteUInt16LittleEndian(target[24..], (ushort)extra);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        _position += bytes.Length;
    }
}
