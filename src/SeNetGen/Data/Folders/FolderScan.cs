namespace SeNetGen.Data.Folders;

/// <summary>
/// Lists the images of a split: the folders in it are the classes, and all images below one, however deep, are the class's (torchvision's
/// <c>ImageFolder</c>). Links are followed, but not back into a folder that they lie in.
/// </summary>
internal sealed class FolderScan
{
    // What the decoder reads; the content decides which of them a file really is.
    private static readonly HashSet<string> Extensions = new([".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".bmp", ".gif"], StringComparer.OrdinalIgnoreCase);

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

    private readonly List<ListedDirectory> _directories = [];
    private int _hidden;
    private int _empty;
    private int _other;
    private int _loose;
    private int _brokenLinks;
    private int _cycles;

    private FolderScan()
    {
    }

    /// <summary>Whether a file's name ends as an image's does.</summary>
    public static bool IsImageName(string name) => Extensions.Contains(Path.GetExtension(name));

    /// <summary>Lists a split's folder.</summary>
    /// <exception cref="SenetException">A folder cannot be read.</exception>
    public static FolderListing Run(string root)
    {
        var scan = new FolderScan();
        var classes = new List<string>();
        var real = RealPath.Of(root);
        var (changed, entries) = List(root, real);
        foreach (var entry in entries)
        {
            if (IsHidden(entry))
            {
                scan._hidden++;
            }
            else if (entry is DirectoryInfo)
            {
                classes.Add(entry.Name);
            }
            else if (IsImageName(entry.Name))
            {
                scan._loose++;
            }
            else
            {
                scan._other++;
            }
        }

        classes.Sort(StringComparer.Ordinal);
        foreach (var name in classes)
        {
            scan.Descend(name, name, Path.Combine(root, name), [real]);
        }

        var skipped = new SkippedFiles(scan._hidden, scan._empty, scan._other, scan._loose, scan._brokenLinks, scan._cycles);
        return new FolderListing(real, changed, [.. classes], [.. scan._directories], skipped);
    }

    private void Descend(string className, string relative, string path, List<string> around)
    {
        var real = new DirectoryInfo(path).LinkTarget is null ? Path.Combine(around[^1], Path.GetFileName(path)) : RealPath.Of(path);
        if (around.Contains(real))
        {
            _cycles++;
            return;
        }

        var (changed, entries) = List(path, real);
        var files = new List<string>();
        var folders = new List<string>();
        foreach (var entry in entries)
        {
            if (IsHidden(entry))
            {
                _hidden++;
            }
            else if (entry is DirectoryInfo)
            {
                folders.Add(entry.Name);
            }
            else
            {
                Take((FileInfo)entry, files);
            }
        }

        files.Sort(StringComparer.Ordinal);
        folders.Sort(StringComparer.Ordinal);
        _directories.Add(new ListedDirectory(className, relative, real, changed, [.. files]));
        around.Add(real);
        foreach (var folder in folders)
        {
            Descend(className, relative + "/" + folder, Path.Combine(path, folder), around);
        }

        around.RemoveAt(around.Count - 1);
    }

    private void Take(FileInfo file, List<string> files)
    {
        if (!IsImageName(file.Name))
        {
            _other++;
            return;
        }

        // A link's own length says nothing of the file it leads to.
        var target = file.LinkTarget is null ? file : Follow(file);
        if (target is not { Exists: true })
        {
            _brokenLinks++;
        }
        else if (target.Length == 0)
        {
            _empty++;
        }
        else
        {
            files.Add(file.Name);
        }
    }

    private static bool IsHidden(FileSystemInfo entry) => entry.Name.StartsWith('.');

    // Null where links lead to nothing or in a circle.
    private static FileInfo? Follow(FileInfo link)
    {
        try
        {
            return (FileInfo?)link.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static (long Changed, FileSystemInfo[] Entries) List(string path, string real)
    {
        try
        {
            // The time first: what comes while the listing runs then counts as a change.
            var changed = RealPath.Changed(real);
            return (changed, new DirectoryInfo(path).GetFileSystemInfos("*", Everything));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SenetException($"folder '{path}' cannot be read: {error.Message}");
        }
    }
}
