namespace SeNetGen.Data;

/// <summary>The files of a CIFAR data set's binary version, under their original names.</summary>
public sealed record CifarFiles
{
    private CifarFiles()
    {
    }

    /// <summary>CIFAR-10.</summary>
    public static CifarFiles Ten { get; } = new()
    {
        Folder = "cifar-10-batches-bin",
        Train = [.. Enumerable.Range(1, 5).Select(batch => FormattableString.Invariant($"data_batch_{batch}.bin"))],
        Test = ["test_batch.bin"],
        ClassNames = "batches.meta.txt",
        Classes = 10,
        LabelBytes = 1,
        LabelAt = 0,
    };

    /// <summary>CIFAR-100 with its 100 classes.</summary>
    public static CifarFiles Hundred { get; } = new()
    {
        Folder = "cifar-100-binary",
        Train = ["train.bin"],
        Test = ["test.bin"],
        ClassNames = "fine_label_names.txt",
        Classes = 100,
        LabelBytes = 2,
        LabelAt = 1,
    };

    /// <summary>CIFAR-100 with its 20 superclasses.</summary>
    public static CifarFiles HundredCoarse { get; } = Hundred with { ClassNames = "coarse_label_names.txt", Classes = 20, LabelAt = 0 };

    /// <summary>The folder that the original archive unpacks to.</summary>
    public required string Folder { get; init; }

    /// <summary>Files of training images.</summary>
    public required IReadOnlyList<string> Train { get; init; }

    /// <summary>Files of test images.</summary>
    public required IReadOnlyList<string> Test { get; init; }

    /// <summary>The file with a class's name a line.</summary>
    public required string ClassNames { get; init; }

    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>Labels before the pixels of an image, a byte each.</summary>
    public required int LabelBytes { get; init; }

    /// <summary>Which of them counts.</summary>
    public required int LabelAt { get; init; }
}
