using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace SeNetGen.Checkpoints.PyTorch;

/// <summary>The bytes of a pickle, read forwards; no length is believed before it is compared with what is left.</summary>
/// <param name="data">The bytes.</param>
/// <param name="start">Where the pickle begins.</param>
/// <param name="where">File and entry, for messages.</param>
internal sealed class PickleReader(byte[] data, int start, string where)
{
    // As Python limits it: reading decimal digits takes time that grows with their square.
    private const int MostDigits = 4300;

    /// <summary>Where the next byte is.</summary>
    public int Position { get; private set; } = start;

    /// <summary>Where the opcode is that is being read, for messages.</summary>
    public int OpcodePosition { get; private set; }

    public byte Opcode()
    {
        OpcodePosition = Position;
        return Byte();
    }

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    public byte[] Bytes(ulong length) => Take(length).ToArray();

    /// <summary>Skips a frame's head: the frame itself must be there.</summary>
    public void Frame()
    {
        var length = UInt64();
        if (length > (ulong)(data.Length - Position))
        {
            throw Error($"a frame of {length} bytes reaches beyond its end");
        }
    }

    public string Text(ulong length)
    {
        try
        {
            // Python keeps lone halves of surrogate pairs in its own way; no name of a tensor has any.
            return Strict.GetString(Take(length));
        }
        catch (DecoderFallbackException)
        {
            throw Error("a text is no UTF-8");
        }
    }

    public string Latin(ulong length) => Encoding.Latin1.GetString(Take(length));

    /// <summary>The text up to the end of the line.</summary>
    public string Line()
    {
        var end = data.AsSpan(Position).IndexOf((byte)'\n');
        if (end < 0)
        {
            throw Error("a line has no end");
        }

        var text = Latin((ulong)end);
        Position++;
        return text;
    }

    /// <summary>A number of little-endian two's complement.</summary>
    public object Long(ulong length)
    {
        var number = new BigInteger(Take(length));
        return IsLong(number) ? (object)(long)number : number;
    }

    /// <summary>A decimal number; <c>00</c> and <c>01</c> are the oldest protocol's false and true where <paramref name="hasFlags"/>.</summary>
    public object Decimal(bool hasFlags)
    {
        var text = Line();
        if (hasFlags && text is "00" or "01")
        {
            return text == "01";
        }

        var digits = text.EndsWith('L') ? text[..^1] : text;
        if (digits.Length > MostDigits || !BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw Error("a number cannot be read");
        }

        return IsLong(number) ? (object)(long)number : number;
    }

    public double Float() => double.TryParse(Line(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Error("a number cannot be read");

    /// <summary>A text between quotes, as Python writes it; only names need no escapes, and only they matter here.</summary>
    public string Quoted()
    {
        var text = Line();
        return text.Length >= 2 && text[0] == text[^1] && text[0] is '\'' or '"' ? text[1..^1] : throw Error("a text has no quotes");
    }

    public SenetException Error(string what) => new($"{where}, byte {OpcodePosition}: {what}");

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static bool IsLong(BigInteger number) => number >= long.MinValue && number <= long.MaxValue;

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(data.Length - Position))
        {
            throw Error($"{length} bytes are announced, {data.Length - Position} are left");
        }

        var span = data.AsSpan(Position, (int)length);
        Position += (int)length;
        return span;
    }
}
