namespace SeNetGen.Images.Resampling;

/// <summary>A part of an image, in pixels; sides may lie within a pixel.</summary>
/// <param name="Left">Left side, 0 at the image's left.</param>
/// <param name="Top">Upper side, 0 at the image's top.</param>
/// <param name="Right">Right side, not included.</param>
/// <param name="Bottom">Lower side, not included.</param>
public readonly record struct CropBox(float Left, float Top, float Right, float Bottom)
{
    /// <summary>The whole of an image.</summary>
    public static CropBox Whole(int width, int height) => new(0, 0, width, height);

    internal bool IsInside(int width, int height)
        => Left >= 0 && Top >= 0 && Right <= width && Bottom <= height && Left < Right && Top < Bottom;
}
