namespace SeNetGen.Images.Operations;

/// <summary>Pillow's ImageOps that replace each value by another, and timm's <c>solarize_add</c>. Bytes are Pillow's.</summary>
internal static class PointTable
{
    private const int Values = 256;

    /// <summary>Replaces every value.</summary>
    /// <param name="image">Is changed.</param>
    /// <param name="table">256 values.</param>
    public static void Apply(RgbImage image, ReadOnlySpan<byte> table)
    {
        var pixels = image.Span;
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = table[pixels[i]];
        }
    }

    /// <summary>Keeps the highest bits of every value.</summary>
    /// <param name="image">Is changed.</param>
    /// <param name="bits">How many, 0 to 8.</param>
    public static void Posterize(RgbImage image, int bits)
    {
        var mask = (byte)~((1 << (8 - bits)) - 1);
        foreach (ref var value in image.Span)
        {
            value &= mask;
        }
    }

    /// <summary>Inverts the values from a threshold on.</summary>
    public static void Solarize(RgbImage image, int threshold)
    {
        foreach (ref var value in image.Span)
        {
            value = value < threshold ? value : (byte)(255 - value);
        }
    }

    /// <summary>Adds to the values below a threshold, up to 255.</summary>
    public static void SolarizeAdd(RgbImage image, int amount, int threshold = 128)
    {
        foreach (ref var value in image.Span)
        {
            value = value < threshold ? (byte)Math.Min(255, value + amount) : value;
        }
    }

    /// <summary>Inverts all values.</summary>
    public static void Invert(RgbImage image)
    {
        foreach (ref var value in image.Span)
        {
            value = (byte)(255 - value);
        }
    }

    /// <summary>Spreads each channel's values from its least to its largest over 0 to 255.</summary>
    public static void AutoContrast(RgbImage image)
    {
        Span<int> counts = stackalloc int[Values];
        Span<byte> table = stackalloc byte[Values];
        for (var channel = 0; channel < RgbImage.Channels; channel++)
        {
            Count(image, channel, counts);
            var low = counts.IndexOfAnyExcept(0);
            var high = counts.LastIndexOfAnyExcept(0);
            if (high <= low)
            {
                continue;
            }

            var scale = 255.0 / (high - low);
            var offset = -low * scale;
            for (var i = 0; i < Values; i++)
            {
                table[i] = (byte)Math.Clamp((int)((i * scale) + offset), 0, 255);
            }

            Apply(image, channel, table);
        }
    }

    /// <summary>Flattens the histogram of each channel.</summary>
    public static void Equalize(RgbImage image)
    {
        Span<int> counts = stackalloc int[Values];
        Span<byte> table = stackalloc byte[Values];
        for (var channel = 0; channel < RgbImage.Channels; channel++)
        {
            Count(image, channel, counts);
            var step = ((image.Width * image.Height) - counts[counts.LastIndexOfAnyExcept(0)]) / 255;
            if (step == 0)
            {
                continue;
            }

            var sum = step / 2;
            for (var i = 0; i < Values; i++)
            {
                table[i] = (byte)Math.Min(255, sum / step);
                sum += counts[i];
            }

            Apply(image, channel, table);
        }
    }

    private static void Count(RgbImage image, int channel, Span<int> counts)
    {
        counts.Clear();
        var pixels = image.Span;
        for (var i = channel; i < pixels.Length; i += RgbImage.Channels)
        {
            counts[pixels[i]]++;
        }
    }

    private static void Apply(RgbImage image, int channel, ReadOnlySpan<byte> table)
    {
        var pixels = image.Span;
        for (var i = channel; i < pixels.Length; i += RgbImage.Channels)
        {
            pixels[i] = table[pixels[i]];
        }
    }
}
