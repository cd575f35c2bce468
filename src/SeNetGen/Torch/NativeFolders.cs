using System.Reflection;
using System.Runtime.InteropServices;

namespace SeNetGen.Torch;

/// <summary>Where a program's native libraries lie.</summary>
internal static class NativeFolders
{
    /// <summary>The folder of the program that holds a file; null when none does.</summary>
    /// <param name="file">A file's name.</param>
    public static string? Find(string file)
    {
        foreach (var folder in All())
        {
            if (File.Exists(Path.Combine(folder, file)))
            {
                return folder;
            }
        }

        return null;
    }

    private static IEnumerable<string> All()
    {
        yield return AppContext.BaseDirectory;
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");

        // What the host read from the program's .deps.json: packages in place, when nothing was copied.
        if (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") is string listed)
        {
            foreach (var folder in listed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            {
                yield return folder;
            }
        }

        // A library loaded from elsewhere, as plug-ins are. Empty in a single-file program.
        if (Assembly.GetExecutingAssembly() is { IsDynamic: false } own && Path.GetDirectoryName(OwnLocation(own)) is { Length: > 0 } beside)
        {
            yield return beside;
        }
    }

    [System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "An empty location is skipped.")]
    private static string OwnLocation(Assembly assembly) => assembly.Location;
}
