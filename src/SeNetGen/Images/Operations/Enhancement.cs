namespace SeNetGen.Images.Operations;

/// <summary>
/// Pillow's ImageEnhance: the image blended with a version that lacks brightness, contrast, colour or sharpness; factor 0 gives that version, 1 the image,
/// more than 1 goes beyond it. Bytes are Pillow's.
/// </summary>
internal static class Enhancement
{
    /// <summary>Blends with black.</summary>
    public static void Brightness(RgbImage image, double factor) => BlendWith(image, 0, (float)factor);

    /// <summary>Blends with the mean luminance.</summary>
    public static void Contrast(RgbImage image, double factor) => BlendWith(image, Greyscale.Mean(image), (float)factor);

    /// <summary>Blends each pixel with its luminance (Pillow's <c>Color</c>).</summary>
    public static void Saturation(RgbImage image, double factor)
    {
        var weight = (float)factor;
        var pixels = image.Span;
        for (var i = 0; i < pixels.Length; i += RgbImage.Channels)
        {
            var grey = Greyscale.Of(pixels[i], pixels[i + 1], pixels[i + 2]);
            pixels[i] = Blending.Blend(grey, pixels[i], weight);
            pixels[i + 1] = Blending.Blend(grey, pixels[i + 1], weight);
            pixels[i + 2] = Blending.Blend(grey, pixels[i + 2], weight);
        }
    }

    /// <summary>Blends with the image smoothed by 3 x 3 pixels, of which the middle one counts five times; the border stays.</summary>
    /// <param name="source">The image.</param>
    /// <param name="target">Takes the result; another object than <paramref name="source"/>.</param>
    /// <param name="factor">Weight of the image.</param>
    public static void Sharpness(RgbImage source, RgbImage target, double factor)
    {
        var weight = (float)factor;
        target.CopyFrom(source);
        for (var y = 1; y < source.Height - 1; y++)
        {
            var above = source.Row(y - 1);
            var row = source.Row(y);
            var below = source.Row(y + 1);
            var to = target.Row(y);
            for (var i = RgbImage.Channels; i < row.Length - RgbImage.Channels; i++)
            {
                var sum = above[i - 3] + above[i] + above[i + 3] + row[i - 3] + (5 * row[i]) + row[i + 3] + below[i - 3] + below[i] + below[i + 3];
                // sum / 13 rounded; an odd divisor has no halves, so that Pillow's float32 rounds alike.
                to[i] = Blending.Blend(((2 * sum) + 13) / 26, row[i], weight);
            }
        }
    }

    private static void BlendWith(RgbImage image, int value, float factor)
    {
        Span<byte> table = stackalloc byte[256];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = Blending.Blend(value, i, factor);
        }

        PointTable.Apply(image, table);
    }
}
