namespace SeNetGen.Data.Folders;

/// <summary>The image files of one split, each with its label, in a fixed order: by class, then by path, in ordinal order.</summary>
public sealed class ImageFolder
{
    private readonly string[] _directories;
    private readonly string[] _names;
    private readonly int[] _directoryOf;
    private readonly int[] _labels;
    private readonly FolderListing _listing;

    private ImageFolder(string root, IReadOnlyList<string> classNames, FolderListing listing, int ignored)
    {
        Root = root;
        ClassNames = classNames;
        IgnoredClasses = ignored;
        _listing = listing;
        var labels = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var label = 0; label < classNames.Count; label++)
        {
            labels.Add(classNames[label], label);
        }

        // By label, which is not the folders' order where a map gives another.
        var chosen = listing.Directories.Where(directory => labels.ContainsKey(directory.Class)).OrderBy(directory => labels[directory.Class]).ToList();
        var count = chosen.Sum(directory => directory.Files.Length);
        _directories = [.. chosen.Select(directory => directory.Path.Replace('/', Path.DirectorySeparatorChar))];
        _names = new string[count];
        _directoryOf = new int[count];
        _labels = new int[count];
        var next = 0;
        for (var d = 0; d < chosen.Count; d++)
        {
            foreach (var name in chosen[d].Files)
            {
                (_names[next], _directoryOf[next], _labels[next]) = (name, d, labels[chosen[d].Class]);
                next++;
            }
        }
    }

    /// <summary>The split's folder.</summary>
    public string Root { get; }

    /// <summary>Number of images.</summary>
    public int Count => _names.Length;

    /// <summary>One name a class, in the order of the labels: the folders' names in ordinal order, or a map's.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>What was left out.</summary>
    public SkippedFiles Skipped => _listing.Skipped;

    /// <summary>How many folders were left out because the map does not name them.</summary>
    public int IgnoredClasses { get; }

    /// <summary>Opens a split.</summary>
    /// <param name="dataDir">The data set's folder.</param>
    /// <param name="split">Which split: its folder is found under the names that timm knows.</param>
    /// <param name="classNames">The classes in the order of their labels; null takes all folders in ordinal order.</param>
    /// <exception cref="SenetException">No such folder, no class, or in the training split a class without an image.</exception>
    public static ImageFolder Open(string dataDir, DatasetSplit split, IReadOnlyList<string>? classNames = null)
        => Open(dataDir, split, classNames, FolderManifest.OfUser());

    internal static ImageFolder Open(string dataDir, DatasetSplit split, IReadOnlyList<string>? classNames, FolderManifest? manifest)
    {
        ArgumentNullException.ThrowIfNull(dataDir);
        var root = FolderSplit.Find(dataDir, split);
        var listing = manifest is null ? FolderScan.Run(root) : manifest.List(root);
        if (listing.Classes.Length == 0)
        {
            throw new SenetException($"folder '{root}' has no folder in it: put each class's images into {Path.Combine(root, "CLASS")}");
        }

        if (classNames is not null)
        {
            RequireFolders(root, listing.Classes, classNames);
        }

        var names = classNames ?? listing.Classes;
        var folder = new ImageFolder(root, names, listing, listing.Classes.Length - listing.Classes.Intersect(names, StringComparer.Ordinal).Count());
        if (folder.Count == 0)
        {
            throw new SenetException($"folder '{root}' has no image in it (files that end in .jpg, .jpeg, .png, .webp, .bmp or .gif){(listing.Skipped.Total > 0 ? $"; {listing.Skipped}" : "")}");
        }

        if (split == DatasetSplit.Train)
        {
            folder.RequireImages();
        }

        return folder;
    }

    /// <summary>Refuses splits of different classes.</summary>
    /// <exception cref="SenetException">A class is in one of them alone; the message lists all such.</exception>
    public static void RequireSameClasses(ImageFolder train, ImageFolder validation)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        if (!train.ClassNames.SequenceEqual(validation.ClassNames, StringComparer.Ordinal))
        {
            throw new SenetException($"'{train.Root}' and '{validation.Root}' have different classes: {Differences(train.ClassNames, validation.ClassNames, "in the first alone", "in the second alone")}: give both the same folders, or name the classes to use in a class_map");
        }
    }

    /// <summary>Path of an image's file.</summary>
    public string PathOf(int index) => Path.Combine(Root, _directories[_directoryOf[index]], _names[index]);

    /// <summary>The bytes of an image's file, valid until the next call with the same reader.</summary>
    internal ReadOnlySpan<byte> ReadFile(int index, FileBytes reader) => reader.Read(Root, _directories[_directoryOf[index]], _names[index]);

    /// <summary>Label of an image.</summary>
    public int Label(int index) => _labels[index];

    /// <summary>Whether no directory has changed since it was listed.</summary>
    internal bool IsUnchanged()
        => RealPath.Changed(_listing.RealPath) == _listing.Changed && Array.TrueForAll(_listing.Directories, directory => RealPath.Changed(directory.RealPath) == directory.Changed);

    private static void RequireFolders(string root, string[] found, IReadOnlyList<string> wanted)
    {
        var missing = wanted.Except(found, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw new SenetException($"folder '{root}' lacks {(missing.Count == 1 ? "a class" : "classes")}: {Shorten(missing)}; it has {Shorten(found)}");
        }
    }

    private static string Differences(IReadOnlyList<string> first, IReadOnlyList<string> second, string firstAlone, string secondAlone)
    {
        var parts = new List<string>();
        foreach (var (names, where) in new[] { (first.Except(second, StringComparer.Ordinal).ToList(), firstAlone), (second.Except(first, StringComparer.Ordinal).ToList(), secondAlone) })
        {
            if (names.Count > 0)
            {
                parts.Add($"{where}: {Shorten(names)}");
            }
        }

        return string.Join("; ", parts);
    }

    private static string Shorten(IReadOnlyList<string> names)
    {
        const int shown = 20;
        return string.Join(", ", names.Take(shown)) + (names.Count > shown ? FormattableString.Invariant($" and {names.Count - shown} more") : "");
    }

    private void RequireImages()
    {
        var filled = _labels.ToHashSet();
        var empty = ClassNames.Where((_, label) => !filled.Contains(label)).ToList();
        if (empty.Count > 0)
        {
            throw new SenetException($"folder '{Root}' has no image of {(empty.Count == 1 ? "class" : "classes")} {Shorten(empty)}: add some, or remove {(empty.Count == 1 ? "that folder" : "these folders")}, or name the classes to use in a class_map");
        }
    }
}
