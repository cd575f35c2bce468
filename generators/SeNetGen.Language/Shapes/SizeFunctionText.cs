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
            return Divided(function.Slope, function.Period, shift, size);
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

        // table[0] belongs to the division where it can, so that 2 * ceil(H / 2) has no offset.
        var whole = FloorDivide(table[0], function.Slope);
        var offset = table[0] - (whole * function.Slope);
        var inner = ShiftOf(1, function.Period, x => parts[x] + whole);
        return inner is { } found ? Plus($"{Text(function.Slope)} * {Divided(1, function.Period, found, size)}", offset) : null;
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

    // floor((slope x + shift) / period)
    private static string Divided(long slope, int period, long shift, string size)
    {
        var scaled = slope == 1 ? size : $"{Text(slope)} * {size}";
        if (period == 1)
        {
            return Plus(scaled, shift);
        }

        if (shift % period == 0)
        {
            return Plus($"floor({scaled} / {Text(period)})", shift / period);
        }

        if (slope == 1 && (shift + 1) % period == 0)
        {
            return Plus($"ceil({scaled} / {Text(period)})", ((shift + 1) / period) - 1);
        }

        return $"floor(({Plus(scaled, shift)}) / {Text(period)})";
    }

    private static string Plus(string text, long number) => number switch
    {
        0 => text,
        > 0 => $"{text} + {Text(number)}",
        _ => $"{text} - {Text(-number)}",
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
