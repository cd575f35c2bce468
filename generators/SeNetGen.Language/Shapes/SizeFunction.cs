using static SeNetGen.Language.Shapes.WholeNumbers;

namespace SeNetGen.Language.Shapes;

/// <summary>
/// An output size as a function of the input size: f(x + Period) = f(x) + Slope for every whole x, given by its values on
/// 0..Period-1, the period least, so that value equality is function equality. It never falls. Convolutions, pools and
/// upsampling are such functions, and one after the other is one again.
/// </summary>
public sealed class SizeFunction : IEquatable<SizeFunction>
{
    /// <summary>The longest period that is computed with; beyond it, sizes are reported as too intricate.</summary>
    public const int MaximumPeriod = 16_384;

    // Bounds that keep every value at a 32-bit size inside 64 bits, with room for the sums made of them.
    private const long MaximumSlope = 1L << 30;
    private const long MaximumValue = 1L << 40;

    private readonly long[] _table;
    private readonly int _hash;

    private SizeFunction(long slope, long[] table)
    {
        Slope = slope;
        _table = table;
        var hash = unchecked((17 * 31) + slope.GetHashCode());
        foreach (var value in table)
        {
            hash = unchecked((hash * 31) + value.GetHashCode());
        }

        _hash = hash;
    }

    /// <summary>f(x) = x.</summary>
    public static SizeFunction Identity { get; } = new(1, [0]);

    /// <summary>f(x) = 1: what global pooling leaves.</summary>
    public static SizeFunction One { get; } = new(0, [1]);

    /// <summary>The least period.</summary>
    public int Period => _table.Length;

    /// <summary>How much the value grows over a period.</summary>
    public long Slope { get; }

    /// <summary>The value that every size is taken to, when there is one.</summary>
    public long? ConstantValue => Slope == 0 ? _table[0] : null;

    /// <summary>f(x) = <paramref name="value"/>.</summary>
    public static SizeFunction Constant(long value) => new(0, [value]);

    /// <summary>
    /// A convolution: floor((x + 2 padding - span) / stride) + 1, where span = dilation (kernel - 1) + 1. It is legal where
    /// x + 2 padding is at least the span. Null when too intricate.
    /// </summary>
    public static SizeFunction? Convolution(long kernel, long stride, long padding, long dilation) =>
        kernel > int.MaxValue || dilation > int.MaxValue || padding > int.MaxValue
            ? null
            : RoundedDown((2 * padding) - ((dilation * (kernel - 1)) + 1), stride, 1);

    /// <summary>
    /// A pool: as a convolution without dilation. In ceil mode the division rounds up, but a last window that would start in the
    /// padding below is left out, as LibTorch does. It is legal where the result is at least 1. Null when too intricate.
    /// </summary>
    public static SizeFunction? Pool(long kernel, long stride, long padding, bool ceil)
    {
        if (kernel > int.MaxValue || padding > int.MaxValue || stride > MaximumPeriod)
        {
            return null;
        }

        var shift = (2 * padding) - kernel;
        return RoundedDown(ceil ? Math.Min(shift + stride - 1, padding - 1) : shift, stride, 1);
    }

    /// <summary>A pool or convolution that pads as much as needed: ceil(x / stride). Null when too intricate.</summary>
    public static SizeFunction? Same(long stride) => RoundedDown(stride - 1, stride, 0);

    /// <summary>Upsampling by a whole factor: factor x. Null when too intricate.</summary>
    public static SizeFunction? Upsample(long factor) => factor > MaximumSlope ? null : new(factor, [0]);

    /// <summary>A function given by its values on 0..period-1 and what it grows by over a period. Null when too intricate.</summary>
    /// <param name="slope">The growth.</param>
    /// <param name="table">The values, which never fall, from one period to the next neither.</param>
    public static SizeFunction? Of(long slope, long[] table) => table.Length > MaximumPeriod ? null : Normalise(slope, table);

    /// <summary>The value at a size of at most 32 bits.</summary>
    public long At(long size)
    {
        var rounds = FloorDivide(size, Period);
        return _table[size - (rounds * Period)] + (rounds * Slope);
    }

    /// <summary>
    /// This function, and <paramref name="outer"/> after it: x -> outer(this(x)). Null when too intricate: a period beyond
    /// <see cref="MaximumPeriod"/>, or numbers that no tensor has.
    /// </summary>
    public SizeFunction? Then(SizeFunction outer)
    {
        if (ReferenceEquals(this, Identity) || outer.Slope == 0)
        {
            return outer;
        }

        if (ReferenceEquals(outer, Identity))
        {
            return this;
        }

        // The inner function must have grown by a multiple of the outer one's period.
        var rounds = Slope == 0 ? 1 : outer.Period / GreatestCommonDivisor(outer.Period, Slope);
        var period = Period * rounds;
        if (period > MaximumPeriod)
        {
            return null;
        }

        try
        {
            var table = new long[period];
            for (var x = 0; x < table.Length; x++)
            {
                table[x] = outer.CheckedAt(CheckedAt(x));
            }

            return Normalise(checked(Slope * rounds / outer.Period * outer.Slope), table);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The function as a person writes it, with the size called <paramref name="size"/>: <c>ceil(H / 2)</c>.</summary>
    /// <returns>Null when it is no single rounded division.</returns>
    public string? Describe(string size) => SizeFunctionText.Describe(this, size);

    /// <inheritdoc/>
    public bool Equals(SizeFunction? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        return other is not null && _hash == other._hash && Slope == other.Slope && _table.SequenceEqual(other._table);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SizeFunction);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() => Describe("x") ?? $"x -> [{string.Join(", ", _table)}] + {Slope} every {Period}";

    /// <summary>The values on 0..Period-1.</summary>
    internal IReadOnlyList<long> Table => _table;

    // floor((x + shift) / divisor) + offset
    private static SizeFunction? RoundedDown(long shift, long divisor, long offset)
    {
        if (divisor > MaximumPeriod)
        {
            return null;
        }

        var table = new long[divisor];
        for (var x = 0; x < table.Length; x++)
        {
            table[x] = FloorDivide(x + shift, divisor) + offset;
        }

        return Normalise(1, table);
    }

    private static SizeFunction? Normalise(long slope, long[] table)
    {
        if (slope > MaximumSlope || table[0] < -MaximumValue || table[table.Length - 1] > MaximumValue)
        {
            return null;
        }

        for (var period = 1; period <= table.Length / 2; period++)
        {
            if (table.Length % period == 0 && (slope * period) % table.Length == 0 && Repeats(table, period, slope * period / table.Length))
            {
                slope = slope * period / table.Length;
                Array.Resize(ref table, period);
                break;
            }
        }

        return new(slope, table);
    }

    private static bool Repeats(long[] table, int period, long slope)
    {
        for (var x = period; x < table.Length; x++)
        {
            if (table[x] != table[x - period] + slope)
            {
                return false;
            }
        }

        return true;
    }

    private long CheckedAt(long size)
    {
        var rounds = FloorDivide(size, Period);
        return checked(_table[size - (rounds * Period)] + (rounds * Slope));
    }
}
