using System.Globalization;

namespace SeNetGen.App.Output;

/// <summary>Numbers as people read them, the same on every machine.</summary>
internal static class Numbers
{
    /// <summary>1,234,567.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Three digits and a unit: 11.8 M, 1.82 G.</summary>
    public static string Short(long value) => value switch
    {
        >= 1_000_000_000 => Scaled(value / 1e9, "G"),
        >= 1_000_000 => Scaled(value / 1e6, "M"),
        >= 1_000 => Scaled(value / 1e3, "k"),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A fraction as per cent with two digits: every image of 10,000 shows.</summary>
    public static string Percent(double fraction) => (fraction * 100).ToString("F2", CultureInfo.InvariantCulture) + " %";

    /// <summary>A loss.</summary>
    public static string Loss(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    /// <summary>A rate of images.</summary>
    public static string Rate(double imagesPerSecond) => imagesPerSecond.ToString("N0", CultureInfo.InvariantCulture) + " images/s";

    /// <summary>A time: 12 s, 3:05, 1:02:03.</summary>
    public static string Duration(TimeSpan time)
    {
        var seconds = (long)Math.Round(Math.Max(0, time.TotalSeconds));
        return seconds < 60
            ? seconds.ToString(CultureInfo.InvariantCulture) + " s"
            : seconds < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:D2}")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:D2}:{seconds % 60:D2}");
    }

    /// <summary>Sizes as [64, 56, 56].</summary>
    public static string Sizes(IEnumerable<long> sizes) => "[" + string.Join(", ", sizes.Select(size => size.ToString(CultureInfo.InvariantCulture))) + "]";

    private static string Scaled(double value, string unit) =>
        value.ToString(value < 10 ? "F2" : value < 100 ? "F1" : "F0", CultureInfo.InvariantCulture) + " " + unit;
}
