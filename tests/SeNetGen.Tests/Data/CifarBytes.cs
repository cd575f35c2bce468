using SeNetGen.Data;

namespace SeNetGen.Tests.Data;

/// <summary>Writes files as https://www.cs.toronto.edu/~kriz/cifar.html describes the binary versions.</summary>
internal static class CifarBytes
{
    public const int Planes = 3 * 1024;

    /// <summary>An image's planes: red counts the pixels, green the rows, blue is the image's number.</summary>
    public static byte[] Image(int number) =>
        [.. Enumerable.Range(0, 1024).Select(i => (byte)i), .. Enumerable.Range(0, 1024).Select(i => (byte)(i / 32)), .. Enumerable.Repeat((byte)number, 1024)];

    /// <summary>CIFAR-10 with so many images in each of its six files; an image's number is its place in its split, its label that modulo 10.</summary>
    public static void WriteTen(string folder, int each)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "batches.meta.txt"), "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n");
        foreach (var (file, first) in CifarFiles.Ten.Train.Select((file, i) => (file, i * each)).Append(("test_batch.bin", 0)))
        {
            File.WriteAllBytes(Path.Combine(folder, file), [.. Enumerable.Range(first, each).SelectMany(i => (byte[])[(byte)(i % 10), .. Image(i)])]);
        }
    }

    /// <summary>CIFAR-100: the fine label is the image's number modulo 100, the coarse one a fifth of it.</summary>
    public static void WriteHundred(string folder, int train, int test)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "fine_label_names.txt"), Enumerable.Range(0, 100).Select(i => $"fine {i}"));
        File.WriteAllLines(Path.Combine(folder, "coarse_label_names.txt"), Enumerable.Range(0, 20).Select(i => $"coarse {i}"));
        foreach (var (file, count) in new[] { ("train.bin", train), ("test.bin", test) })
        {
            File.WriteAllBytes(Path.Combine(folder, file), [.. Enumerable.Range(0, count).SelectMany(i => (byte[])[(byte)(i % 100 / 5), (byte)(i % 100), .. Image(i)])]);
        }
    }
}
