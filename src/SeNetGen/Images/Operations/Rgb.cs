namespace SeNetGen.Images.Operations;

/// <summary>A colour.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    /// <summary>The middle of the range, where timm fills what an image that was moved leaves free.</summary>
    public static Rgb MiddleGrey { get; } = new(128, 128, 128);

    internal void Write(Span<byte> row, int x)
    {
        row[3 * x] = Red;
        row[(3 * x) + 1] = Green;
        row[(3 * x) + 2] = Blue;
    }
}
