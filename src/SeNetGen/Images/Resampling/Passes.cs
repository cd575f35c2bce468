namespace SeNetGen.Images.Resampling;

/// <summary>The two passes of a resize in plain C#: what they compute is the definition, <see cref="VectorPasses"/> computes the same faster.</summary>
internal static class Passes
{
    // Half of the last place, so that the shift rounds.
    private const int Half = 1 << (Coefficients.Precision - 1);

    /// <summary>Resizes one row: three values a pixel.</summary>
    /// <param name="source">The row.</param>
    /// <param name="target">Takes one pixel for each of the coefficients.</param>
    /// <param name="coefficients">Which pixels count, and how much.</param>
    public static void Horizontal(ReadOnlySpan<byte> source, Span<byte> target, Coefficients coefficients)
    {
        for (var x = 0; x < coefficients.Length; x++)
        {
            var weights = coefficients.Weights(x);
            var pixels = source.Slice(coefficients.First(x) * RgbImage.Channels, weights.Length * RgbImage.Channels);
            int red = Half, green = Half, blue = Half;
            for (var k = 0; k < weights.Length; k++)
            {
                red += pixels[3 * k] * weights[k];
                green += pixels[(3 * k) + 1] * weights[k];
                blue += pixels[(3 * k) + 2] * weights[k];
            }

            target[3 * x] = ToByte(red);
            target[(3 * x) + 1] = ToByte(green);
            target[(3 * x) + 2] = ToByte(blue);
        }
    }

    /// <summary>Weighs rows into one.</summary>
    /// <param name="rows">The rows that count.</param>
    /// <param name="stride">Bytes from one of them to the next.</param>
    /// <param name="target">Takes the row.</param>
    /// <param name="weights">One a row.</param>
    /// <param name="from">First byte of the row that is computed.</param>
    public static void Vertical(ReadOnlySpan<byte> rows, int stride, Span<byte> target, ReadOnlySpan<int> weights, int from = 0)
    {
        for (var i = from; i < target.Length; i++)
        {
            var sum = Half;
            for (var k = 0; k < weights.Length; k++)
            {
                sum += rows[(k * stride) + i] * weights[k];
            }

            target[i] = ToByte(sum);
        }
    }

    private static byte ToByte(int sum) => (byte)Math.Clamp(sum >> Coefficients.Precision, 0, 255);
}
