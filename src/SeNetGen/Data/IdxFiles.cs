namespace SeNetGen.Data;

/// <summary>The two files of one split in the IDX format that MNIST brought and Fashion-MNIST kept.</summary>
/// <param name="Images">File name of the images, without <c>.gz</c>.</param>
/// <param name="Labels">File name of the labels, without <c>.gz</c>.</param>
public sealed record IdxFiles(string Images, string Labels)
{
    /// <summary>The official training files.</summary>
    public static IdxFiles Train { get; } = new("train-images-idx3-ubyte", "train-labels-idx1-ubyte");

    /// <summary>The official test files.</summary>
    public static IdxFiles Test { get; } = new("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");
}

/// <summary>Names of the ten classes of Fashion-MNIST.</summary>
public static class FashionMnist
{
    /// <summary>One name a label, as its authors give them.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];
}

/// <summary>Names of the ten classes of MNIST.</summary>
public static class Mnist
{
    /// <summary>The digits.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
}
