using System.Globalization;

namespace SeNetGen.Modules;

/// <summary>The shape of one image or feature map, without the batch: [N, <paramref name="Channels"/>, <paramref name="Height"/>, <paramref name="Width"/>].</summary>
/// <param name="Channels">The channels.</param>
/// <param name="Height">The height in pixels; 1 for a vector.</param>
/// <param name="Width">The width in pixels; 1 for a vector.</param>
public readonly record struct Shape(int Channels, int Height, int Width)
{
    /// <summary>The values in it.</summary>
    public long Count => (long)Channels * Height * Width;

    /// <summary>As <c>64 x 56 x 56</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Channels} x {Height} x {Width}");
}
