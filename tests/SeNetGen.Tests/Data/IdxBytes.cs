using System.Buffers.Binary;
using System.IO.Compression;
using SeNetGen.Data;

namespace SeNetGen.Tests.Data;

/// <summary>Makes files in the IDX format.</summary>
internal static class IdxBytes
{
    public static byte[] Images(byte[] pixels, int count, int height, int width) => [.. Header(0x803, count, height, width), .. pixels];

    public static byte[] Labels(params byte[] labels) => [.. Header(0x801, labels.Length), .. labels];

    public static byte[] Header(uint magic, params int[] sizes)
    {
        var header = new byte[4 + (4 * sizes.Length)];
        BinaryPrimitives.WriteUInt32BigEndian(header, magic);
        for (var i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), sizes[i]);
        }

        return header;
    }

    public static byte[] Gzip(byte[] plain)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        return memory.ToArray();
    }

    /// <summary>Writes both splits of a data set that a tiny network learns: each class is a bright block at a place of its own, in noise.</summary>
    public static void WriteLearnable(string folder, int train, int test, int size = 12)
    {
        Directory.CreateDirectory(folder);
        Write(folder, IdxFiles.Train, train, size, new Random(1));
        Write(folder, IdxFiles.Test, test, size, new Random(2));
    }

    private static void Write(string folder, IdxFiles files, int count, int size, Random random)
    {
        var pixels = new byte[count * size * size];
        var labels = new byte[count];
        random.NextBytes(pixels);
        for (var i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % 10);
            for (var p = 0; p < size * size; p++)
            {
                pixels[(i * size * size) + p] /= 2;
            }

            var (top, left) = (labels[i] / 4 * (size / 3), labels[i] % 4 * (size / 4));
            for (var y = top; y < top + (size / 3); y++)
            {
                for (var x = left; x < left + (size / 4); x++)
                {
                    pixels[(i * size * size) + (y * size) + x] |= 0x80;
                }
            }
        }

        File.WriteAllBytes(Path.Combine(folder, files.Images + ".gz"), Gzip(Images(pixels, count, size, size)));
        File.WriteAllBytes(Path.Combine(folder, files.Labels), Labels(labels));
    }
}
