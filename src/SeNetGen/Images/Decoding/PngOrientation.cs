using System.Buffers.Binary;

namespace SeNetGen.Images.Decoding;

/// <summary>The EXIF orientation of a PNG, which Skia does not read: it lies in a chunk of its own, <c>eXIf</c>, as a TIFF's first directory.</summary>
internal static class PngOrientation
{
    private const int SignatureLength = 8;
    private const int ChunkFrame = 12;
    private const int EntryLength = 12;
    private const ushort OrientationTag = 0x0112;

    /// <summary>1 to 8; 1 where the file says nothing, or nothing that makes sense.</summary>
    public static int Read(ReadOnlySpan<byte> file)
    {
        for (var at = SignatureLength; at + ChunkFrame <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - ChunkFrame)
            {
                break;
            }

            if (file.Slice(at + 4, 4).SequenceEqual("eXIf"u8))
            {
                return ReadDirectory(file.Slice(at + 8, (int)length));
            }

            at += ChunkFrame + (int)length;
        }

        return Orientation.Upright;
    }

    private static int ReadDirectory(ReadOnlySpan<byte> tiff)
    {
        var isBigEndian = tiff.StartsWith("MM"u8);
        if (tiff.Length < 8 || (!isBigEndian && !tiff.StartsWith("II"u8)))
        {
            return Orientation.Upright;
        }

        var start = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (start > tiff.Length - 2)
        {
            return Orientation.Upright;
        }

        var entries = Short(tiff, (int)start, isBigEndian);
        for (var i = 0; i < entries; i++)
        {
            var at = (int)start + 2 + (i * EntryLength);
            if (at + EntryLength > tiff.Length)
            {
                break;
            }

            if (Short(tiff, at, isBigEndian) == OrientationTag)
            {
                var value = Short(tiff, at + 8, isBigEndian);
                return value is >= 1 and <= 8 ? value : Orientation.Upright;
            }
        }

        return Orientation.Upright;
    }

    private static ushort Short(ReadOnlySpan<byte> tiff, int at, bool isBigEndian)
        => isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(tiff[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(tiff[at..]);
}
