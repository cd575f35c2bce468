namespace SeNetGen.Images.Decoding;

/// <summary>The kinds of files that are decoded.</summary>
internal enum ContentKind
{
    Unknown,
    Jpeg,
    Png,
    WebP,
    Bmp,
    Gif,
}

/// <summary>What a file's own bytes say of it; its name may lie.</summary>
internal static class FileContent
{
    private const byte Marker = 0xFF;
    private const byte StartOfScan = 0xDA;

    private static ReadOnlySpan<byte> EndOfImage => [Marker, 0xD9];

    /// <summary>The kind, by the first bytes.</summary>
    public static ContentKind KindOf(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith((ReadOnlySpan<byte>)[Marker, 0xD8, Marker]))
        {
            return ContentKind.Jpeg;
        }

        if (data.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
        {
            return ContentKind.Png;
        }

        if (data.StartsWith("GIF87a"u8) || data.StartsWith("GIF89a"u8))
        {
            return ContentKind.Gif;
        }

        if (data.Length > 12 && data.StartsWith("RIFF"u8) && data[8..].StartsWith("WEBP"u8))
        {
            return ContentKind.WebP;
        }

        return data.StartsWith("BM"u8) ? ContentKind.Bmp : ContentKind.Unknown;
    }

    /// <summary>
    /// Whether a JPEG's data go on to their end: decoders paint what is missing grey and say so in a warning at most, Pillow refuses it.
    /// </summary>
    public static bool IsWholeJpeg(ReadOnlySpan<byte> data)
    {
        var scan = FindScan(data);
        return scan >= 0 && data[scan..].LastIndexOf(EndOfImage) >= 0;
    }

    // The place of the first scan. A thumbnail, with an end of its own, lies in a segment before it, which is stepped over.
    private static int FindScan(ReadOnlySpan<byte> data)
    {
        var at = 2;
        while (at + 4 <= data.Length)
        {
            if (data[at] != Marker)
            {
                // Bytes between segments are passed over, as libjpeg does.
                at++;
            }
            else if (data[at + 1] == StartOfScan)
            {
                return at;
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
                at += 2 + ((data[at + 2] << 8) | data[at + 3]);
            }
        }

        return -1;
    }
}
