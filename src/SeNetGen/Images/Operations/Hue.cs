namespace SeNetGen.Images.Operations;

/// <summary>
/// torchvision's <c>adjust_hue</c> on Pillow images: to 8-bit HSV (Smith 1978), the hue shifted with wrap-around, and back. The precision of every step, float32
/// or float64, is Pillow's, and so are the bytes.
/// </summary>
internal static class Hue
{
    /// <summary>Shifts the hue.</summary>
    /// <param name="image">Is changed.</param>
    /// <param name="factor">In turns, -0.5 to 0.5.</param>
    public static void Shift(RgbImage image, double factor)
    {
        var shift = (int)(factor * 255);
        var pixels = image.Span;
        for (var i = 0; i < pixels.Length; i += RgbImage.Channels)
        {
            var (hue, saturation, value) = ToHsv(pixels[i], pixels[i + 1], pixels[i + 2]);
            (pixels[i], pixels[i + 1], pixels[i + 2]) = ToRgb((byte)(hue + shift), saturation, value);
        }
    }

    private static (byte Hue, byte Saturation, byte Value) ToHsv(byte red, byte green, byte blue)
    {
        var most = Math.Max(red, Math.Max(green, blue));
        var least = Math.Min(red, Math.Min(green, blue));
        if (least == most)
        {
            return (0, 0, most);
        }

        float range = most - least;
        var saturation = range / most;
        var (r, g, b) = ((most - red) / range, (most - green) / range, (most - blue) / range);
        var hue = red == most ? b - g : green == most ? (float)(2.0 + r - b) : (float)(4.0 + g - r);
        hue = (float)(((hue / 6.0) + 1.0) % 1.0);
        return (Clip((int)(hue * 255.0)), Clip((int)(saturation * 255.0)), most);
    }

    private static (byte Red, byte Green, byte Blue) ToRgb(byte hue, byte saturation, byte value)
    {
        if (saturation == 0)
        {
            return (value, value, value);
        }

        var sector = (int)Math.Floor(hue * 6.0 / 255.0);
        var fraction = (float)((hue * 6.0 / 255.0) - sector);
        var share = (float)(saturation / 255.0);
        var p = Round(value * (1.0 - share));
        var q = Round(value * (1.0 - (share * fraction)));
        var t = Round(value * (1.0 - (share * (1.0 - fraction))));
        return (sector % 6) switch
        {
            0 => (value, t, p),
            1 => (q, value, p),
            2 => (p, value, t),
            3 => (p, q, value),
            4 => (t, p, value),
            _ => (value, p, q),
        };
    }

    private static byte Round(double value) => Clip((int)Math.Round(value, MidpointRounding.AwayFromZero));

    private static byte Clip(int value) => (byte)Math.Clamp(value, 0, 255);
}
