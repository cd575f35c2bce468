namespace SeNetGen.Images.Resampling;

/// <summary>
/// For each pixel of a resized row or column: which source pixels count, and how much. The weights are fixed-point numbers with 22 bits
/// behind the point, rounded half away from zero, as in Pillow's 8-bit resampling. The tables grow to the largest use and are used again.
/// </summary>
internal sealed class Coefficients
{
    /// <summary>Bits behind the point: 32 less 8 for the pixel and 2 for overshoot.</summary>
    public const int Precision = 22;

    // Source pixels are taken in fours; the weights of those that fill up are 0.
    private const int Group = 4;

    // For 16-bit multiplication a weight is split: weight = high * 2^LowBits + low with 0 <= low < 2^LowBits.
    public const int LowBits = 11;

    private int[] _first = [];
    private int[] _count = [];
    private int[] _weights = [];
    private short[] _low = [];
    private short[] _high = [];
    private double[] _row = [];

    /// <summary>Number of pixels that come out.</summary>
    public int Length { get; private set; }

    /// <summary>Weights a pixel: <see cref="Count"/> of them mean something, the rest are 0.</summary>
    public int Stride { get; private set; }

    /// <summary>First source pixel that counts.</summary>
    public int First(int index) => _first[index];

    /// <summary>Number of source pixels that count.</summary>
    public int Count(int index) => _count[index];

    /// <summary>The weights of a pixel's sources.</summary>
    public ReadOnlySpan<int> Weights(int index) => _weights.AsSpan(index * Stride, _count[index]);

    /// <summary>Lower parts of the weights, <see cref="Stride"/> a pixel.</summary>
    public ReadOnlySpan<short> Low => _low;

    /// <summary>Upper parts of the weights, <see cref="Stride"/> a pixel.</summary>
    public ReadOnlySpan<short> High => _high;

    /// <summary>The source pixels that count for any pixel: first, and one past the last.</summary>
    public (int First, int End) Reach()
    {
        var first = _first[0];
        var end = first + _count[0];
        for (var i = 1; i < Length; i++)
        {
            first = Math.Min(first, _first[i]);
            end = Math.Max(end, _first[i] + _count[i]);
        }

        return (first, end);
    }

    /// <summary>Fills the tables.</summary>
    /// <param name="filter">Any but nearest.</param>
    /// <param name="sourceLength">Pixels of the source.</param>
    /// <param name="start">Where the part begins that is resized.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="whole">Pixels that the part is resized to.</param>
    /// <param name="skip">The first of them that is wanted.</param>
    /// <param name="length">How many are wanted.</param>
    public void Compute(ResampleFilter filter, int sourceLength, float start, float end, int whole, int skip, int length)
    {
        var scale = (double)(end - start) / whole;
        var filterScale = Math.Max(scale, 1);
        var support = FilterFunctions.Support(filter) * filterScale;
        var inverse = 1 / filterScale;
        var most = ((int)Math.Ceiling(support) * 2) + 1;
        Reserve(length, (most + Group - 1) / Group * Group);
        for (var i = 0; i < length; i++)
        {
            var center = start + ((i + skip + 0.5) * scale);
            var first = Math.Max(0, (int)(center - support + 0.5));
            var count = Math.Min(sourceLength, (int)(center + support + 0.5)) - first;
            var sum = 0.0;
            for (var k = 0; k < count; k++)
            {
                _row[k] = FilterFunctions.Weight(filter, (k + first - center + 0.5) * inverse);
                sum += _row[k];
            }

            _first[i] = first;
            _count[i] = count;
            Store(i * Stride, count, sum);
        }
    }

    private void Store(int offset, int count, double sum)
    {
        for (var k = 0; k < Stride; k++)
        {
            var weight = 0;
            if (k < count)
            {
                var exact = (sum != 0 ? _row[k] / sum : _row[k]) * (1 << Precision);
                weight = (int)(exact < 0 ? exact - 0.5 : exact + 0.5);
            }

            _weights[offset + k] = weight;
            _low[offset + k] = (short)(weight & ((1 << LowBits) - 1));
            _high[offset + k] = (short)(weight >> LowBits);
        }
    }

    private void Reserve(int length, int stride)
    {
        Length = length;
        Stride = stride;
        if (_first.Length < length)
        {
            _first = new int[length];
            _count = new int[length];
        }

        if (_weights.Length < length * stride)
        {
            _weights = new int[length * stride];
            _low = new short[length * stride];
            _high = new short[length * stride];
        }

        if (_row.Length < stride)
        {
            _row = new double[stride];
        }
    }
}
