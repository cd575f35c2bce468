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
        // Before the listing: what comes while it runs then counts as a change.
        var changed = RealPath.Changed(real);
        foreach (var entry in Entries(root))
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

        var changed = RealPath.Changed(real);
        var files = new List<string>();
        var folders = new List<string>();
        foreach (var entry in Entries(path))
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
        var target = file.LinkTarget is null ? file : (FileInfo?)File.ResolveLinkTarget(file.FullName, returnFinalTarget: true);
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

    private static FileSystemInfo[] Entries(string path)
    {
        try
        {
            return new DirectoryInfo(path).GetFileSystemInfos("*", Everything);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SenetException($"folder '{path}' cannot be read: {error.Message}");
        }
    }
}
