namespace SeNetGen.Images.Resampling;

/// <summary>
/// The filters as functions of the distance in source pixels (Turkowski, "Filters for Common Resampling Tasks", 1990; Keys 1981 for the
/// cubic), written so that every rounding is Pillow's.
/// </summary>
internal static class FilterFunctions
{
    /// <summary>Distance from which on a filter is 0.</summary>
    public static double Support(ResampleFilter filter) => filter switch
    {
        ResampleFilter.Box => 0.5,
        ResampleFilter.Bilinear or ResampleFilter.Hamming => 1,
        ResampleFilter.Bicubic => 2,
        ResampleFilter.Lanczos => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "This filter weighs no pixels."),
    };

    /// <summary>The weight at a distance.</summary>
    public static double Weight(ResampleFilter filter, double x) => filter switch
    {
        ResampleFilter.Box => x is > -0.5 and <= 0.5 ? 1 : 0,
        ResampleFilter.Bilinear => Math.Max(0, 1 - Math.Abs(x)),
        ResampleFilter.Hamming => Hamming(Math.Abs(x)),
        ResampleFilter.Bicubic => Cubic(Math.Abs(x)),
        ResampleFilter.Lanczos => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "This filter weighs no pixels."),
    };

    private static double Hamming(double x)
    {
        if (x == 0)
        {
            return 1;
        }

        if (x >= 1)
        {
            return 0;
        }

        var angle = x * Math.PI;
        // Pillow's constants are float32, and it shows in the last place.
        return Math.Sin(angle) / angle * (0.54f + (0.46f * Math.Cos(angle)));
    }

    private static double Cubic(double x)
    {
        const double a = -0.5;
        return x < 1 ? ((((a + 2) * x) - (a + 3)) * x * x) + 1
            : x < 2 ? ((((x - 5) * x) + 8) * x - 4) * a
            : 0;
    }

    private static double Sinc(double x)
    {
        if (x == 0)
        {
            return 1;
        }

        var angle = x * Math.PI;
        return Math.Sin(angle) / angle;
    }
}
