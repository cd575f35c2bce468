using System.Text;

namespace SeNetGen.Checkpoints.MindSpore;

/// <summary>
/// Protobuf's wire format, read forwards from a file through a small window: the generated classes of Google.Protobuf would hold every tensor a second
/// time. A length is compared with the end of its message before anything follows from it.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="end">Where the outermost message ends.</param>
internal sealed class WireReader(FileBytes file, long end)
{
    private readonly byte[] _window = new byte[4096];
    private long _windowStart;
    private int _windowLength;

    public long Position { get; private set; }

    /// <summary>Reads the head of a field.</summary>
    public (int Field, int Wire) Tag(long limit)
    {
        var tag = Varint(limit);
        return tag is > 0 and <= uint.MaxValue && tag >> 3 > 0 ? ((int)(tag >> 3), (int)(tag & 7)) : throw Damaged("a field has no number");
    }

    public ulong Varint(long limit)
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Next(limit);
            if (shift == 63 && next > 1)
            {
                break;
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damaged("a number has more than 64 bits");
    }

    /// <summary>Reads a length; gives where what it is of ends.</summary>
    public long End(long limit)
    {
        var length = Varint(limit);
        return length <= (ulong)(limit - Position) ? Position + (long)length : throw Damaged($"{length} bytes are announced, {limit - Position} are left; it may be cut off");
    }

    public string Text(long limit, int most)
    {
        var stop = End(limit);
        if (stop - Position > most)
        {
            throw Damaged($"a name of {stop - Position} bytes is no name");
        }

        var bytes = file.Read(new ByteRange(Position, stop - Position));
        Position = stop;
        return Encoding.UTF8.GetString(bytes);
    }

    public void SkipTo(long position) => Position = position;

    public void Skip(int wire, long limit)
    {
        switch (wire)
        {
            case 0:
                Varint(limit);
                break;
            case 1 or 5:
                var length = wire == 1 ? 8 : 4;
                Position = limit - Position >= length ? Position + length : throw Damaged("it is cut off");
                break;
            case 2:
                Position = End(limit);
                break;
            default:
                throw Damaged($"a field has the wire type {wire}, which is not known");
        }
    }

    public SenetException Damaged(string what) => new($"'{file.Path}' is no MindSpore checkpoint, or damaged or encrypted: at byte {Position}, {what}");

    private byte Next(long limit)
    {
        if (Position >= limit)
        {
            throw Damaged("a message ends within a number; it may be cut off");
        }

        if (Position < _windowStart || Position >= _windowStart + _windowLength)
        {
            _windowStart = Position;
            _windowLength = (int)Math.Min(_window.Length, end - Position);
            file.Read(_windowStart, _window.AsSpan(0, _windowLength));
        }

        return _window[Position++ - _windowStart];
    }
}
