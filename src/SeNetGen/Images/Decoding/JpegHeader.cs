using System.Buffers.Binary;

namespace SeNetGen.Images.Decoding;

/// <summary>What a JPEG's segments before its first scan say (ITU T.81, annex B): enough to know its size, and whether a part of it can be decoded alone.</summary>
internal readonly struct JpegHeader
{
    private const byte Marker = 0xFF;
    private const byte StartOfScan = 0xDA;
    private const byte Baseline = 0xC0;
    private const byte ExtendedSequential = 0xC1;

    // Rows below a part that its last row may depend on: chroma is interpolated from the next row of samples, which stands for two rows of pixels.
    private const int Margin = 2;

    private static ReadOnlySpan<byte> EndOfImage => [Marker, 0xD9];

    /// <summary>Columns; 0 where no frame was found.</summary>
    public int Width { get; private init; }

    /// <summary>Rows.</summary>
    public int Height { get; private init; }

    /// <summary>Whether the data go on to their end: decoders paint what is missing grey and say so in a warning at most, Pillow refuses it.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>Whether rows come one after another, all colours of each together, so that decoding can stop after any of them; and there are one or three.</summary>
    public bool IsSequential { get; private init; }

    private int HeightAt { get; init; }

    /// <summary>Reads a file's header.</summary>
    public static JpegHeader Read(ReadOnlySpan<byte> data)
    {
        var (at, frame) = (2, -1);
        while (at + 4 <= data.Length)
        {
            if (data[at] != Marker)
            {
                // Bytes between segments are passed over, as libjpeg does.
                at++;
            }
            else if (data[at + 1] == StartOfScan)
            {
                return Describe(data, frame, at);
            }
            else if (data[at + 1] is Marker)
            {
                at++;
            }
            else if (data[at + 1] is 0x00 or 0x01 or (>= 0xD0 and <= 0xD9))
            {
                at += 2;
            }
            else
            {
                frame = data[at + 1] is >= Baseline and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) ? at : frame;
                // A thumbnail, with an end of its own, lies in such a segment.
                at += 2 + BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]);
            }
        }

        return default;
    }

    /// <summary>Rows that must be decoded so that those of a part are what they are in the whole image.</summary>
    public int RowsFor(int bottom) => Math.Min(Height, bottom + Margin);

    /// <summary>Makes a copy of the file say that it has fewer rows: decoders stop after them.</summary>
    public void SetHeight(Span<byte> copy, int rows) => BinaryPrimitives.WriteUInt16BigEndian(copy[HeightAt..], (ushort)rows);

    private static JpegHeader Describe(ReadOnlySpan<byte> data, int frame, int scan)
    {
        var isWhole = data[scan..].LastIndexOf(EndOfImage) >= 0;
        // Marker, length, precision, height, width, number of components; of the scan: marker, length, number of components.
        if (frame < 0 || frame + 10 > scan || scan + 5 > data.Length)
        {
            return new JpegHeader { IsWhole = isWhole };
        }

        var components = data[frame + 9];
        return new JpegHeader
        {
            IsWhole = isWhole,
            HeightAt = frame + 5,
            Height = BinaryPrimitives.ReadUInt16BigEndian(data[(frame + 5)..]),
            Width = BinaryPrimitives.ReadUInt16BigEndian(data[(frame + 7)..]),
            IsSequential = data[frame + 1] is Baseline or ExtendedSequential && components is 1 or 3 && data[scan + 4] == components,
        };
    }
}
