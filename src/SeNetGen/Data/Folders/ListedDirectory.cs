namespace SeNetGen.Data.Folders;

/// <summary>One directory below a class, or the class's own, with its images.</summary>
/// <param name="Class">Name of the class: the directory's first part below the split.</param>
/// <param name="Path">From the split's folder on, <c>/</c> between parts.</param>
/// <param name="RealPath">Where it lies once every link is followed: what its time is read from.</param>
/// <param name="Changed">When a file last came or went, in UTC ticks.</param>
/// <param name="Files">Names of the images, in ordinal order.</param>
internal sealed record ListedDirectory(string Class, string Path, string RealPath, long Changed, string[] Files);

/// <summary>All that a listing of one split found.</summary>
/// <param name="RealPath">Where the split's folder lies once every link is followed.</param>
/// <param name="Changed">When an entry of the split's own folder last came or went, in UTC ticks.</param>
/// <param name="Classes">Names of the class folders, in ordinal order; one without an image too.</param>
/// <param name="Directories">In ordinal order of their paths.</param>
/// <param name="Skipped">What was left out.</param>
internal sealed record FolderListing(string RealPath, long Changed, string[] Classes, ListedDirectory[] Directories, SkippedFiles Skipped)
{
    public int Count => Directories.Sum(directory => directory.Files.Length);
}
