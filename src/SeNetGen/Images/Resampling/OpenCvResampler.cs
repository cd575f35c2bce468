using System.Numerics;

namespace SeNetGen.Images.Resampling;

/// <summary>
/// Gives images another size as OpenCV's <c>resize</c> does, without antialiasing: nearest, bilinear, and bicubic with a = -0.75. This is what MindSpore and so
/// MindCV see. Weights have 11 bits, as there; every value is within 1 of OpenCV's. Nothing is allocated once the buffers have grown. One object
/// serves one thread.
/// </summary>
public sealed class OpenCvResampler
{
    private const int Taps = 4;
    private const int Bits = 11;

    // Source rows at their new width, each in the slot of its number; the rows of one result row are neighbours, so they never share one.
    private readonly int[][] _rows = [[], [], [], []];
    private readonly int[] _held = new int[Taps];
    private readonly Positions _horizontal = new();
    private readonly Positions _vertical = new();
    private bool _isLinear;

    /// <summary>Resizes a part of an image as if it had been cut out first, and keeps a part of the result.</summary>
    /// <param name="source">The image.</param>
    /// <param name="part">The part of it.</param>
    /// <param name="target">Takes the result; another object than <paramref name="source"/>.</param>
    /// <param name="width">Columns that <paramref name="part"/> is resized to.</param>
    /// <param name="height">Rows that <paramref name="part"/> is resized to.</param>
    /// <param name="wanted">What is kept of that.</param>
    /// <param name="filter">Nearest, bilinear or bicubic.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part is empty or not inside, or OpenCV has no such filter.</exception>
    public void Resize(RgbImage source, CropRectangle part, RgbImage target, int width, int height, CropRectangle wanted, ResampleFilter filter)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        if (!part.IsInside(source.Width, source.Height))
        {
            throw new ArgumentOutOfRangeException(nameof(part), part, $"The part is empty or not inside of the image of {source.Width} x {source.Height}.");
        }

        if (!wanted.IsInside(width, height))
        {
            throw new ArgumentOutOfRangeException(nameof(wanted), wanted, $"The part is empty or not inside of the result of {width} x {height}.");
        }

        if (filter is not (ResampleFilter.Nearest or ResampleFilter.Bilinear or ResampleFilter.Bicubic))
        {
            throw new ArgumentOutOfRangeException(nameof(filter), filter, "OpenCV's resize has nearest, bilinear and bicubic.");
        }

        target.Resize(wanted.Width, wanted.Height);
        _horizontal.Compute(filter, part.Width, width, wanted.Left, wanted.Width);
        _vertical.Compute(filter, part.Height, height, wanted.Top, wanted.Height);
        _isLinear = filter == ResampleFilter.Bilinear;
        Array.Fill(_held, -1);
        for (var y = 0; y < target.Height; y++)
        {
            Vertical(source, part, target.Row(y), y);
        }
    }

    private void Vertical(RgbImage source, CropRectangle part, Span<byte> target, int y)
    {
        var rows = _vertical.At(y);
        var weights = _vertical.Weights(y);
        var (a, b, c, d) = (Row(source, part, rows[0]), Row(source, part, rows[1]), Row(source, part, rows[2]), Row(source, part, rows[3]));
        Span<int> values = stackalloc int[Vector<int>.Count];
        for (var i = 0; i < target.Length; i += values.Length)
        {
            var (second, third) = (new Vector<int>(b, i), new Vector<int>(c, i));
            var sum = _isLinear
                // OpenCV's bilinear drops bits on the way, in both of its paths.
                ? ((((second >> 4) * weights[1]) >> 16) + (((third >> 4) * weights[2]) >> 16) + new Vector<int>(2)) >> 2
                : ((new Vector<int>(a, i) * weights[0]) + (second * weights[1]) + (third * weights[2]) + (new Vector<int>(d, i) * weights[3])
                    + new Vector<int>(1 << ((2 * Bits) - 1))) >> (2 * Bits);
            Vector.Min(Vector.Max(sum, Vector<int>.Zero), new Vector<int>(255)).CopyTo(values);
            for (var k = 0; k < values.Length && i + k < target.Length; k++)
            {
                target[i + k] = (byte)values[k];
            }
        }
    }

    private int[] Row(RgbImage source, CropRectangle part, int y)
    {
        var slot = y % Taps;
        if (_held[slot] == y)
        {
            return _rows[slot];
        }

        // The last vector of a row reads past its end.
        var length = _horizontal.Length * RgbImage.Channels;
        if (_rows[slot].Length < length + Vector<int>.Count)
        {
            _rows[slot] = new int[length + Vector<int>.Count];
        }

        _held[slot] = y;
        var from = source.Row(part.Top + y).Slice(part.Left * RgbImage.Channels, part.Width * RgbImage.Channels);
        var to = _rows[slot].AsSpan(0, length);
        for (var x = 0; x < _horizontal.Length; x++)
        {
            var columns = _horizontal.At(x);
            var weights = _horizontal.Weights(x);
            var (a, b, c, d) = (columns[0] * 3, columns[1] * 3, columns[2] * 3, columns[3] * 3);
            for (var channel = 0; channel < RgbImage.Channels; channel++)
            {
                to[(3 * x) + channel] = (from[a + channel] * weights[0]) + (from[b + channel] * weights[1])
                    + (from[c + channel] * weights[2]) + (from[d + channel] * weights[3]);
            }
        }

        return _rows[slot];
    }

    /// <summary>Four source pixels and their weights for each pixel of the result; pixels beyond the border are the border's.</summary>
    private sealed class Positions
    {
        private int[] _at = [];
        private int[] _weights = [];

        public int Length { get; private set; }

        public ReadOnlySpan<int> At(int index) => _at.AsSpan(index * Taps, Taps);

        public ReadOnlySpan<int> Weights(int index) => _weights.AsSpan(index * Taps, Taps);

        public void Compute(ResampleFilter filter, int sourceLength, int whole, int skip, int length)
        {
            Length = length;
            if (_at.Length < length * Taps)
            {
                _at = new int[length * Taps];
                _weights = new int[length * Taps];
            }

            var scale = (double)sourceLength / whole;
            for (var i = 0; i < length; i++)
            {
                var position = filter == ResampleFilter.Nearest ? (float)Math.Floor((i + skip) * scale) : (float)(((i + skip + 0.5) * scale) - 0.5);
                var first = (int)MathF.Floor(position);
                for (var k = 0; k < Taps; k++)
                {
                    _at[(i * Taps) + k] = Math.Clamp(first - 1 + k, 0, sourceLength - 1);
                }

                Weigh(filter, position - first, _weights.AsSpan(i * Taps, Taps));
            }
        }

        private static void Weigh(ResampleFilter filter, float x, Span<int> weights)
        {
            Span<float> exact = stackalloc float[Taps];
            switch (filter)
            {
                case ResampleFilter.Bilinear:
                    (exact[1], exact[2]) = (1 - x, x);
                    break;
                case ResampleFilter.Bicubic:
                    // Keys 1981.
                    const float a = -0.75f;
                    exact[0] = (((((a * (x + 1)) - (5 * a)) * (x + 1)) + (8 * a)) * (x + 1)) - (4 * a);
                    exact[1] = ((((a + 2) * x) - (a + 3)) * x * x) + 1;
                    exact[2] = ((((a + 2) * (1 - x)) - (a + 3)) * (1 - x) * (1 - x)) + 1;
                    exact[3] = 1 - exact[0] - exact[1] - exact[2];
                    break;
                default:
                    exact[1] = 1;
                    break;
            }

            for (var k = 0; k < Taps; k++)
            {
                weights[k] = (int)MathF.Round(exact[k] * (1 << Bits));
            }
        }
    }
}
