using System.Globalization;
using static SeNetGen.Language.Shapes.WholeNumbers;

namespace SeNetGen.Language.Shapes;

/// <summary>Writes size functions as a person does.</summary>
internal static class SizeFunctionText
{
    /// <summary>The function of a size of that name; null when it is no single rounded division.</summary>
    public static string? Describe(SizeFunction function, string size)
    {
        if (function.ConstantValue is { } constant)
        {
            return Text(constant);
        }

        if (Shift(function) is { } shift)
        {
            return Divided(function.Slope, function.Period, shift, size, factor: 1, offset: 0);
        }

        // What follows a rounded division by a factor, as upsampling does: factor * division + offset.
        var table = function.Table;
        var parts = new long[table.Count];
        for (var x = 0; x < table.Count; x++)
        {
            if ((table[x] - table[0]) % function.Slope != 0)
            {
                return null;
            }

            parts[x] = (table[x] - table[0]) / function.Slope;
        }

        var shiftOfParts = ShiftOf(1, function.Period, x => parts[x]);
        return shiftOfParts is { } found ? Divided(1, function.Period, found, size, function.Slope, table[0]) : null;
    }

    // The least a >= 0 in absolute value with f(x) = floor((slope x + a) / period), if any.
    private static long? Shift(SizeFunction function)
    {
        var table = function.Table;
        return ShiftOf(function.Slope, function.Period, x => table[x]);
    }

    private static long? ShiftOf(long slope, int period, Func<int, long> value)
    {
        var least = long.MinValue;
        var most = long.MaxValue;
        for (var x = 0; x < period; x++)
        {
            var start = (value(x) * period) - (slope * x);
            least = Math.Max(least, start);
            most = Math.Min(most, start + period - 1);
        }

        // Of equal shifts, one that rounds plainly (0) or up (period - 1) reads best.
        return least > most ? null : least <= 0 && most >= 0 ? 0 : least <= period - 1 && most >= period - 1 ? period - 1 : least;
    }

    // factor * floor((slope x + shift) / period) + offset, with whole parts of the shift moved to the offset.
    private static string Divided(long slope, int period, long shift, string size, long factor, long offset)
    {
        var scaled = slope == 1 ? size : $"{Text(slope)} * {size}";
        var times = factor == 1 ? "" : $"{Text(factor)} * ";
        if (period == 1)
        {
            return Plus(scaled, shift);
        }

        var whole = FloorDivide(shift, period);
        shift -= whole * period;
        if (shift == 0)
        {
            return Plus($"{times}floor({scaled} / {Text(period)})", (factor * whole) + offset);
        }

        return slope == 1 && shift == period - 1
            ? Plus($"{times}ceil({scaled} / {Text(period)})", (factor * whole) + offset)
            : factor == 1 && offset == 0
            ? $"floor(({Plus(scaled, shift + (whole * period))}) / {Text(period)})"
            : Plus($"{times}floor(({Plus(scaled, shift)}) / {Text(period)})", (factor * whole) + offset);
    }

    private static string Plus(string text, long number) => number switch
    {
        0 => text,
        > 0 => $"{text} + {Text(number)}",
        _ => $"{text} - {Text(-number)}",
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
