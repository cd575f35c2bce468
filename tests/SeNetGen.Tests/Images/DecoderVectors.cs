using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using SeNetGen.Images;

namespace SeNetGen.Tests.Images;

/// <summary>Image files and what Pillow makes of them: <c>Vectors/make_decoder_vectors.py</c> wrote them.</summary>
internal static class DecoderVectors
{
    private static readonly Dictionary<string, byte[]> Entries = Read();

    /// <summary>Names of the files that Pillow decodes.</summary>
    public static IEnumerable<string> Decoded => Names(".rgb");

    /// <summary>Names of the files that Pillow refuses.</summary>
    public static IEnumerable<string> Refused => Names(".error");

    /// <summary>The bytes of a file.</summary>
    public static byte[] File(string name) => Entries[name];

    /// <summary>Pillow's pixels.</summary>
    public static RgbImage Pixels(string name)
    {
        var bytes = Entries[name + ".rgb"];
        var image = new RgbImage(BinaryPrimitives.ReadInt32LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)));
        bytes.AsSpan(8).CopyTo(image.Span);
        return image;
    }

    private static IEnumerable<string> Names(string ending)
        => Entries.Keys.Where(name => name.EndsWith(ending, StringComparison.Ordinal)).Select(name => name[..^ending.Length]).Order(StringComparer.Ordinal);

    private static Dictionary<string, byte[]> Read([CallerFilePath] string here = "")
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Path.GetDirectoryName(here)!, "Vectors", "decoder-vectors.zip"));
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var stream = entry.Open();
            var bytes = new byte[entry.Length];
            stream.ReadExactly(bytes);
            return bytes;
        });
    }
}
