using System.Diagnostics;

namespace SeNetGen.App.CommandLine;

/// <summary>The libraries in the process's memory: what shows whether a command has loaded LibTorch.</summary>
internal static class MappedLibraries
{
    /// <summary>One line, in the order of names.</summary>
    public static string Describe()
    {
        using var process = Process.GetCurrentProcess();
        var names = process.Modules.Cast<ProcessModule>().Select(module => module.ModuleName).Distinct().Order(StringComparer.Ordinal);
        return $"Mapped libraries: {string.Join(' ', names)}";
    }
}
