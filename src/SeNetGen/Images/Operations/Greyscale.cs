namespace SeNetGen.Images.Operations;

/// <summary>Luminance by ITU-R 601-2 with Pillow's 16-bit weights: <c>convert("L")</c>.</summary>
internal static class Greyscale
{
    /// <summary>The luminance of a pixel.</summary>
    public static int Of(int red, int green, int blue) => ((red * 19595) + (green * 38470) + (blue * 7471) + 0x8000) >> 16;

    /// <summary>Gives every pixel its luminance.</summary>
    public static void Apply(RgbImage image)
    {
        var pixels = image.Span;
        for (var i = 0; i < pixels.Length; i += RgbImage.Channels)
        {
            pixels.Slice(i, RgbImage.Channels).Fill((byte)Of(pixels[i], pixels[i + 1], pixels[i + 2]));
        }
    }

    /// <summary>The mean luminance, rounded.</summary>
    public static int Mean(RgbImage image)
    {
        var pixels = image.Span;
        var sum = 0L;
        for (var i = 0; i < pixels.Length; i += RgbImage.Channels)
        {
            sum += Of(pixels[i], pixels[i + 1], pixels[i + 2]);
        }

        return (int)(((double)sum / (image.Width * image.Height)) + 0.5);
    }
}
