namespace SeNetGen.Language.Shapes;

/// <summary>Arithmetic of whole numbers that rounds down, as the language does.</summary>
internal static class WholeNumbers
{
    /// <summary>The quotient rounded down; the divisor is positive.</summary>
    public static long FloorDivide(long value, long divisor)
    {
        var quotient = value / divisor;
        return value % divisor < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The quotient rounded up; the divisor is positive.</summary>
    public static long CeilingDivide(long value, long divisor) => -FloorDivide(-value, divisor);

    /// <summary>What rounding down leaves: 0 up to the divisor - 1.</summary>
    public static long FloorModulo(long value, long divisor) => value - (FloorDivide(value, divisor) * divisor);

    /// <summary>The greatest common divisor; that of 0 and n is n.</summary>
    public static long GreatestCommonDivisor(long left, long right)
    {
        while (right != 0)
        {
            (left, right) = (right, left % right);
        }

        return left;
    }
}
