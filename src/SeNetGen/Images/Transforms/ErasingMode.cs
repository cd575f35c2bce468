namespace SeNetGen.Images.Transforms;

/// <summary>With what random erasing fills; timm's <c>remode</c>.</summary>
public enum ErasingMode
{
    /// <summary>The data set's mean, which is 0 after normalisation.</summary>
    Const,

    /// <summary>One normally distributed colour for each rectangle.</summary>
    Rand,

    /// <summary>A normally distributed colour for each pixel.</summary>
    Pixel,
}
