using System.Globalization;
using SeNetGen.Data.Folders;
using SeNetGen.Data.Shards;

namespace SeNetGen.Data;

/// <summary>Which of a data set's official splits is meant.</summary>
public enum DatasetSplit
{
    /// <summary>The images a network is trained on.</summary>
    Train,

    /// <summary>The images that are held back to judge it.</summary>
    Test,
}

/// <summary>Opens a data set by the name that a recipe gives it.</summary>
public static class ImageDatasets
{
    /// <summary>The names of data sets.</summary>
    public static IReadOnlyList<string> Names { get; } = ["cifar10", "cifar100", "cifar100_coarse", "fashion_mnist", "image_folder", "imagenet", "mnist", ShardsName];

    /// <summary>The names among them of folders of image files, any number of classes: <c>imagenet</c> is what MindCV calls them all.</summary>
    public static IReadOnlyList<string> FolderNames { get; } = ["image_folder", "imagenet"];

    /// <summary>The name among them of tar files in WebDataset's layout.</summary>
    public const string ShardsName = "webdataset";

    /// <summary>The names among them of small grey images, such as a program may carry.</summary>
    public static IReadOnlyList<string> GreyNames { get; } = ["fashion_mnist", "mnist"];

    /// <summary>Opens one split of a data set; images of a folder or of tar files as validation sees them by default: <see cref="ImagePreprocessing"/>.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="directory">The folder with the data set's files; null or empty takes the files that the program carries within it.</param>
    /// <param name="split">Which split.</param>
    /// <param name="embedded">Gives the program's own copy of a file by <c>SeNetGen.Data.&lt;file name&gt;</c>, null where it has none.</param>
    /// <exception cref="SenetException">Unknown name, missing folder or file, or a file that is not what its name says.</exception>
    public static IImageDataset Open(string name, string? directory, DatasetSplit split, Func<string, Stream?>? embedded = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Names.Contains(name))
        {
            throw new SenetException($"dataset '{name}' is not known: choose one of {string.Join(", ", Names)}");
        }

        if (FolderNames.Contains(name))
        {
            var preprocessing = new ImagePreprocessing();
            return new ImageFolderDataset(name, ImageFolder.Open(directory ?? "", split), preprocessing.Size, preprocessing.Size, preprocessing.Validation);
        }

        if (name == ShardsName)
        {
            var preprocessing = new ImagePreprocessing();
            var shards = ShardSet.Open(ShardFiles.Find(directory ?? "", split, ""));
            var classes = Enumerable.Range(0, shards.Classes).Select(label => label.ToString(CultureInfo.InvariantCulture)).ToList();
            return new ShardDataset(name, shards, classes, preprocessing.Size, preprocessing.Validation, buffer: 1);
        }

        if (CifarOf(name) is CifarFiles cifar)
        {
            return CifarDataset.Open(name, directory ?? "", cifar, split);
        }

        var classNames = name == "fashion_mnist" ? FashionMnist.ClassNames : Mnist.ClassNames;
        var files = split == DatasetSplit.Train ? IdxFiles.Train : IdxFiles.Test;
        if (!string.IsNullOrEmpty(directory))
        {
            return IdxDataset.OpenDirectory(name, directory, files, classNames);
        }

        // Only Fashion-MNIST lies within the program; the digits must not be passed off as clothing.
        if (name != "fashion_mnist" || embedded is null)
        {
            throw new SenetException($"dataset '{name}' needs its folder: give data_dir with the four IDX files (train-images-idx3-ubyte.gz and so on)");
        }

        return IdxDataset.OpenEmbedded(name, embedded, files, classNames);
    }

    private static CifarFiles? CifarOf(string name) => name switch
    {
        "cifar10" => CifarFiles.Ten,
        "cifar100" => CifarFiles.Hundred,
        "cifar100_coarse" => CifarFiles.HundredCoarse,
        _ => null,
    };
}
