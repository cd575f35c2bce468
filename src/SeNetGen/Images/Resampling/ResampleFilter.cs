namespace SeNetGen.Images.Resampling;

/// <summary>How pixels are weighed when an image gets another size. The names are Pillow's.</summary>
public enum ResampleFilter
{
    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>The mean of the pixels that a pixel covers.</summary>
    Box,

    /// <summary>A triangle, one pixel to each side.</summary>
    Bilinear,

    /// <summary>A Hamming window over a sinc, one pixel to each side.</summary>
    Hamming,

    /// <summary>Keys's cubic with a = -0.5, two pixels to each side.</summary>
    Bicubic,

    /// <summary>A sinc under a sinc, three pixels to each side.</summary>
    Lanczos,
}
