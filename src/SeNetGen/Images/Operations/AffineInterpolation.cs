namespace SeNetGen.Images.Operations;

/// <summary>How a moved image takes values between pixels.</summary>
public enum AffineInterpolation
{
    /// <summary>The pixel in which the place lies.</summary>
    Nearest,

    /// <summary>Linear between 2 x 2 pixels.</summary>
    Bilinear,

    /// <summary>A cubic through 4 x 4 pixels, with a = -1 as Pillow has it here.</summary>
    Bicubic,
}
