namespace SeNetGen.Images.Resampling;

/// <summary>A part of an image in whole pixels.</summary>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct CropRectangle(int Left, int Top, int Width, int Height)
{
    /// <summary>The whole of an image.</summary>
    public static CropRectangle Whole(int width, int height) => new(0, 0, width, height);

    internal bool IsInside(int width, int height)
        => Left >= 0 && Top >= 0 && Width >= 1 && Height >= 1 && Left <= width - Width && Top <= height - Height;
}
