namespace SeNetGen.Data.Folders;

/// <summary>Where a folder lies once every link on the way is followed.</summary>
internal static class RealPath
{
    // More links in a row than any system follows.
    private const int MostLinks = 64;

    /// <summary>The path without links; two paths to one folder give the same.</summary>
    /// <exception cref="SenetException">The links lead in a circle.</exception>
    public static string Of(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        for (var links = 0; links < MostLinks; links++)
        {
            if (FirstLink(full) is not (string link, string target, string beyond))
            {
                return full;
            }

            var followed = Path.GetFullPath(target, Path.GetDirectoryName(link)!);
            full = Path.TrimEndingDirectorySeparator(beyond.Length == 0 ? followed : Path.Combine(followed, beyond));
        }

        throw new SenetException($"folder '{path}' cannot be read: its links lead in a circle");
    }

    /// <summary>When an entry of a folder last came or went, in UTC ticks.</summary>
    public static long Changed(string real) => Directory.GetLastWriteTimeUtc(real).Ticks;

    private static (string Link, string Target, string Beyond)? FirstLink(string full)
    {
        var start = Path.GetPathRoot(full)!.Length;
        while (start <= full.Length)
        {
            var end = full.IndexOf(Path.DirectorySeparatorChar, start);
            end = end < 0 ? full.Length : end;
            var part = full[..end];
            if (part.Length > 0 && new DirectoryInfo(part).LinkTarget is string target)
            {
                return (part, target, end < full.Length ? full[(end + 1)..] : "");
            }

            start = end + 1;
        }

        return null;
    }
}
