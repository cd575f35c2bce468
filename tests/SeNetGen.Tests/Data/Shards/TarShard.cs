using System.Formats.Tar;
using System.Globalization;
using System.Text;
using SeNetGen.Data.Shards;
using SkiaSharp;

namespace SeNetGen.Tests.Data.Shards;

/// <summary>Writes shards.</summary>
internal static class TarShard
{
    /// <summary>Files of an archive, in order.</summary>
    public static byte[] Archive(TarEntryFormat format, params (string Name, byte[] Bytes)[] files)
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, format, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                    _ => new PaxTarEntry(TarEntryType.RegularFile, name),
                };
                entry.DataStream = new MemoryStream(bytes);
                tar.WriteEntry(entry);
            }
        }

        // An archive of nothing is its mark of the end, which the writer leaves out.
        return files.Length == 0 ? new byte[1024] : memory.ToArray();
    }

    /// <summary>Samples of one image and one label each.</summary>
    public static byte[] Samples(params (string Name, byte[] Image, int Label)[] samples) => Archive(
        TarEntryFormat.Ustar,
        [.. samples.SelectMany(sample => new[] { (sample.Name, sample.Image), (Path.ChangeExtension(sample.Name, "cls"), Ascii(sample.Label.ToString(CultureInfo.InvariantCulture))) })]);

    /// <summary>Shards of so many images each; a sample's label is its number, as is the grey of its image.</summary>
    public static ShardSet Write(TemporaryFolder folder, params int[] counts)
    {
        var number = 0;
        var files = new List<string>();
        foreach (var count in counts)
        {
            files.Add(folder[$"shard-{files.Count:D6}.tar"]);
            File.WriteAllBytes(files[^1], Samples([.. Enumerable.Range(number, count).Select(i => ($"{i:D6}.png", Grey(i), i))]));
            number += count;
        }

        return ShardSet.Open(files);
    }

    public static byte[] Grey(int level)
    {
        using var bitmap = new SKBitmap(4, 4, SKColorType.Gray8, SKAlphaType.Opaque);
        bitmap.GetPixelSpan().Fill((byte)level);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
