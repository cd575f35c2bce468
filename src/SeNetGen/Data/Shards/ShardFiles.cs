using SeNetGen.Data.Folders;

namespace SeNetGen.Data.Shards;

/// <summary>Finds the tar files of a split.</summary>
internal static class ShardFiles
{
    /// <summary>The files, in order.</summary>
    /// <param name="dataDir">The folder that patterns start from.</param>
    /// <param name="split">Which split.</param>
    /// <param name="pattern">Their names, as <see cref="ShardPattern"/> reads them; empty takes all tar files of the split's folder, in ordinal order.</param>
    /// <exception cref="SenetException">No folder, or no file in it.</exception>
    public static IReadOnlyList<string> Find(string dataDir, DatasetSplit split, string pattern)
    {
        if (pattern.Length > 0)
        {
            return [.. ShardPattern.Expand(pattern).Select(name => Path.Combine(dataDir, name))];
        }

        var key = split == DatasetSplit.Train ? "train_shards" : "val_shards";
        var names = FolderSplit.Names(split);
        if (dataDir.Length == 0)
        {
            throw new SenetException($"a data set of tar files needs data_dir, the folder with {names[0]}/*.tar, or {key}, such as {names[0]}-{{000000..000146}}.tar");
        }

        if (!Directory.Exists(dataDir))
        {
            throw new SenetException($"data_dir '{dataDir}' {(File.Exists(dataDir) ? "is a file" : "does not exist")}: give the folder with {names[0]}/*.tar, or {key}");
        }

        var files = names.Select(name => Path.Combine(dataDir, name)).Where(Directory.Exists).Select(folder => Directory.GetFiles(folder, "*.tar")).FirstOrDefault(found => found.Length > 0);
        return files is not null ? [.. files.Order(StringComparer.Ordinal)] : throw new SenetException($"data_dir '{dataDir}' has no tar file in {string.Join(" or ", names)}: give {key}, such as {names[0]}-{{000000..000146}}.tar");
    }
}
