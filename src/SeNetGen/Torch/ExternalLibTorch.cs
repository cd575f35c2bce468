namespace SeNetGen.Torch;

/// <summary>A LibTorch that <c>SENETGEN_LIBTORCH</c> names, for programs built without one (<c>TorchBackend=external</c>).</summary>
internal static class ExternalLibTorch
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "SENETGEN_LIBTORCH";

    private const int NamedSymbols = 5;

    /// <summary>The folder it names, checked.</summary>
    /// <param name="value">The variable's value.</param>
    /// <param name="ownFolder">The folder of the program that holds a LibTorch of its own; null when it has none.</param>
    /// <param name="library">The file of LibTorch that must be there, as this system names it.</param>
    /// <exception cref="SenetException">It cannot be used, and why.</exception>
    public static string Resolve(string value, string? ownFolder, string library)
    {
        if (ownFolder is not null)
        {
            throw new SenetException($"{Variable} is set to '{value}', but this program was built with a LibTorch of its own (in '{ownFolder}'), and two in one process cannot work: unset {Variable}, or build with -p:TorchBackend=external");
        }

        if (!Directory.Exists(value))
        {
            throw new SenetException($"{Variable}: there is no folder '{value}'; it names the folder that holds {library}");
        }

        foreach (var folder in new[] { value, Path.Combine(value, "lib") })
        {
            if (File.Exists(Path.Combine(folder, library)))
            {
                return Path.GetFullPath(folder);
            }
        }

        throw new SenetException($"{Variable}: neither '{value}' nor its folder 'lib' holds {library}");
    }

    /// <summary>Checks that the libraries of a folder define all that TorchSharp's native library takes from LibTorch.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="bridge">TorchSharp's native library.</param>
    /// <exception cref="SenetException">Symbols are missing; the first few are named.</exception>
    public static void CheckSymbols(string folder, string bridge)
    {
        HashSet<string> missing = [.. ElfFile.Open(bridge).ReadUnversionedImports()];
        foreach (var file in Directory.EnumerateFiles(folder, "*.so*").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            if (!name.StartsWith("libtorch", StringComparison.Ordinal) && !name.StartsWith("libc10", StringComparison.Ordinal))
            {
                continue;
            }

            try
            {
                ElfFile.Open(file).RemoveExports(missing);
            }
            catch (InvalidDataException exception) when (name == "libtorch_cpu.so")
            {
                throw new SenetException($"{Variable}: '{file}' cannot be read: {exception.Message}", exception);
            }
            catch (InvalidDataException)
            {
                // A library without symbols of its own, such as libtorch_global_deps.so, has nothing to give.
            }

            if (missing.Count == 0)
            {
                return;
            }
        }

        var named = missing.Order(StringComparer.Ordinal).Take(NamedSymbols).ToList();
        var more = missing.Count > named.Count ? $" and {missing.Count - named.Count} more" : "";
        throw new SenetException($"{Variable}: the LibTorch in '{folder}' lacks {missing.Count} of the symbols that TorchSharp needs: {string.Join(", ", named)}{more}; use LibTorch {LibTorch.Version}");
    }
}
