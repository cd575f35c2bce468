namespace SeNetGen.Data.Folders;

/// <summary>What lies in a folder of images and is not an image to use.</summary>
/// <param name="Hidden">Files and folders whose name begins with a dot.</param>
/// <param name="Empty">Images of no bytes.</param>
/// <param name="Other">Files whose name does not end as an image's does.</param>
/// <param name="Loose">Images beside the folders of the classes, which have no class.</param>
/// <param name="BrokenLinks">Links to nothing.</param>
/// <param name="Cycles">Links to a folder that they lie in.</param>
public readonly record struct SkippedFiles(int Hidden, int Empty, int Other, int Loose, int BrokenLinks, int Cycles)
{
    /// <summary>All of them.</summary>
    public int Total => Hidden + Empty + Other + Loose + BrokenLinks + Cycles;

    /// <summary>For the log: <c>skipped 3 hidden, 1 empty</c>; empty when nothing was skipped.</summary>
    public override string ToString()
    {
        (int Count, string What)[] kinds = [(Hidden, "hidden"), (Empty, "empty"), (Other, "not named as images"), (Loose, "beside the class folders"), (BrokenLinks, "links to nothing"), (Cycles, "links back to a folder around them")];
        return Total == 0 ? "" : "skipped " + string.Join(", ", kinds.Where(kind => kind.Count > 0).Select(kind => FormattableString.Invariant($"{kind.Count} {kind.What}")));
    }
}
