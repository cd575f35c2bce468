namespace SeNetGen.Images.Transforms;

/// <summary>Whose resize: a recipe's <c>resize</c>.</summary>
public enum ResizeMethod
{
    /// <summary>Pillow's, antialiased: what torchvision and timm do.</summary>
    Pillow,

    /// <summary>OpenCV's, without antialiasing: what MindSpore and so MindCV do.</summary>
    OpenCv,
}
