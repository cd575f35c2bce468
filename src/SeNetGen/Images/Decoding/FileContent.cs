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
    /// <summary>The kind, by the first bytes.</summary>
    public static ContentKind KindOf(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
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
}
