namespace SeNetGen.Images.Operations;

/// <summary>Pillow's <c>Image.blend</c> of two values: float32, the fraction cut off, clamped outside of 0 to 1.</summary>
internal static class Blending
{
    /// <summary><paramref name="first"/> at 0, <paramref name="second"/> at 1, beyond them at other factors.</summary>
    public static byte Blend(int first, int second, float factor)
    {
        var value = first + (factor * (second - first));
        return value <= 0 ? (byte)0 : value >= 255 ? (byte)255 : (byte)value;
    }

    /// <summary>Blends whole images of the same size; the result replaces the second.</summary>
    public static void Blend(RgbImage first, RgbImage second, float factor)
    {
        // Pillow copies at these two, and the arithmetic gives the same: (255 - 254) * 1 + 254 is exact.
        var a = first.Span;
        var b = second.Span;
        for (var i = 0; i < b.Length; i++)
        {
            b[i] = Blend(a[i], b[i], factor);
        }
    }
}
