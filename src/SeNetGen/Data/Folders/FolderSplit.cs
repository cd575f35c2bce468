namespace SeNetGen.Data.Folders;

/// <summary>Finds the folder of a split under its usual names.</summary>
internal static class FolderSplit
{
    // timm's synonyms; 'test' comes last, for data sets that hold nothing else back.
    private static readonly string[] TrainNames = ["train", "training"];
    private static readonly string[] ValidationNames = ["val", "valid", "validation", "eval", "evaluation", "test"];

    /// <summary>The names that a split's folder may have, the usual one first.</summary>
    public static IReadOnlyList<string> Names(DatasetSplit split) => split == DatasetSplit.Train ? TrainNames : ValidationNames;

    /// <summary>The folder of a split.</summary>
    /// <exception cref="SenetException">No such folder.</exception>
    public static string Find(string dataDir, DatasetSplit split)
    {
        if (dataDir.Length == 0)
        {
            throw new SenetException("a data set of image folders needs data_dir: give the folder with train/CLASS/*.jpg and val/CLASS/*.jpg");
        }

        if (!Directory.Exists(dataDir))
        {
            throw new SenetException($"data_dir '{dataDir}' {(File.Exists(dataDir) ? "is a file" : "does not exist")}: give the folder with train/CLASS/*.jpg and val/CLASS/*.jpg");
        }

        var names = Names(split);
        return names.Select(name => Path.Combine(dataDir, name)).FirstOrDefault(Directory.Exists)
            ?? throw new SenetException($"data_dir '{dataDir}' has no folder {string.Join(" or ", names)}{Found(dataDir)}: put each class's images into {Path.Combine(dataDir, names[0], "CLASS")}{(split == DatasetSplit.Test ? ", or give val_split holdout:N" : "")}");
    }

    private static string Found(string dataDir)
    {
        const int shown = 5;
        var folders = Directory.GetDirectories(dataDir).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal).ToList();
        return folders.Count == 0 ? "" : $" (it has {string.Join(", ", folders.Take(shown))}{(folders.Count > shown ? FormattableString.Invariant($" and {folders.Count - shown} more") : "")})";
    }
}
