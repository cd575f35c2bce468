namespace SeNetGen.Images.Operations;

/// <summary>
/// Pillow's <c>ImageFilter.GaussianBlur</c>: three box blurs along rows, then three along columns (Gwosdek et al. 2011, "Theoretical Foundations of Gaussian
/// Convolution by Extended Box Filtering"), with 8 bits between them and 24-bit weights. Bytes are Pillow's. One object serves one thread.
/// </summary>
internal sealed class GaussianBlur
{
    private const int Passes = 3;
    private const int Bits = 24;

    private byte[] _line = [];
    private byte[] _result = [];

    /// <summary>Blurs an image.</summary>
    /// <param name="image">Is changed.</param>
    /// <param name="radius">The Gaussian's standard deviation in pixels.</param>
    public void Apply(RgbImage image, double radius)
    {
        var box = BoxRadius((float)radius);
        var longest = Math.Max(image.Width, image.Height);
        if (_line.Length < longest)
        {
            (_line, _result) = (new byte[longest], new byte[longest]);
        }

        var pixels = image.Span;
        var row = image.Width * RgbImage.Channels;
        for (var y = 0; y < image.Height; y++)
        {
            for (var channel = 0; channel < RgbImage.Channels; channel++)
            {
                Line(pixels[((y * row) + channel)..], RgbImage.Channels, image.Width, box);
            }
        }

        for (var i = 0; i < row; i++)
        {
            Line(pixels[i..], row, image.Height, box);
        }
    }

    private static float BoxRadius(float radius)
    {
        var variance = radius * radius / Passes;
        var length = (float)Math.Sqrt((12.0 * variance) + 1.0);
        var whole = (float)Math.Floor((length - 1.0) / 2.0);
        var rest = ((2 * whole) + 1) * ((whole * (whole + 1)) - (3 * variance));
        rest /= 6 * (variance - ((whole + 1) * (whole + 1)));
        return whole + rest;
    }

    private void Line(Span<byte> pixels, int step, int length, float radius)
    {
        for (var i = 0; i < length; i++)
        {
            _line[i] = pixels[i * step];
        }

        for (var pass = 0; pass < Passes; pass++)
        {
            Box(_line.AsSpan(0, length), _result.AsSpan(0, length), radius);
            (_line, _result) = (_result, _line);
        }

        for (var i = 0; i < length; i++)
        {
            pixels[i * step] = _line[i];
        }
    }

    // The mean of whole pixels at both sides and a fraction of the next ones; beyond the border the border goes on.
    private static void Box(ReadOnlySpan<byte> source, Span<byte> target, float radius)
    {
        var whole = (int)radius;
        var last = source.Length - 1;
        var weight = (uint)((1 << Bits) / ((radius * 2) + 1));
        var farWeight = ((1u << Bits) - ((uint)((whole * 2) + 1) * weight)) / 2;
        var sum = 0u;
        for (var i = -whole; i <= whole; i++)
        {
            sum += source[Math.Clamp(i, 0, last)];
        }

        for (var i = 0; i <= last; i++)
        {
            var far = (uint)(source[Math.Clamp(i - whole - 1, 0, last)] + source[Math.Clamp(i + whole + 1, 0, last)]);
            target[i] = (byte)(((sum * weight) + (far * farWeight) + (1u << (Bits - 1))) >> Bits);
            sum += source[Math.Clamp(i + whole + 1, 0, last)];
            sum -= source[Math.Clamp(i - whole, 0, last)];
        }
    }
}
