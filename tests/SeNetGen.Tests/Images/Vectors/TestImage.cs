using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using SeNetGen.Images;

namespace SeNetGen.Tests.Images.Vectors;

/// <summary>Images made from numbers, as pixels.py of this folder makes them, and the hashes by which results are compared.</summary>
internal static class TestImage
{
    /// <summary>Noise, edges over a gradient, or a smooth surface.</summary>
    public static RgbImage Make(string kind, int seed, int width, int height)
    {
        var image = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
        {
            var row = image.Row(y);
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = (byte)Value(kind, seed, i / 3, y, i % 3);
            }
        }

        return image;
    }

    /// <summary>Size and the first 16 digits of SHA-256.</summary>
    public static string Hash(RgbImage image)
        => FormattableString.Invariant($"{image.Width}x{image.Height}:{Convert.ToHexStringLower(SHA256.HashData(image.Span))[..16]}");

    /// <summary>The lines of a file of this folder, split at <c>|</c>.</summary>
    public static IEnumerable<string[]> Cases(string file)
        => from line in File.ReadLines(Path.Combine(Folder(), file)) select line.Split('|', StringSplitOptions.TrimEntries);

    /// <summary>The image of a field <c>kind seed width height</c>.</summary>
    public static RgbImage Parse(string field)
    {
        var parts = field.Split(' ');
        return Make(parts[0], Whole(parts[1]), Whole(parts[2]), Whole(parts[3]));
    }

    public static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    public static double Real(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private static long Value(string kind, long seed, long x, long y, long c)
    {
        switch (kind)
        {
            case "noise":
                var value = (((x * 7919) + (y * 104729) + (c * 1299709) + (seed * 15485863)) * 2654435761 % (1L << 32)) >> 24;
                return ((value * 167) + ((value >> 3) * x) + (y * y)) % 256;
            case "edges":
                return (((x * 5) + (y * 3) + (c * 40) + seed) % 256) ^ (((x >> 3) + (y >> 3) + c) % 2 * 255);
            default:
                return ((x * x) + (y * y * 2) + (c * x * y) + (seed * 17)) / 64 % 256;
        }
    }
}
