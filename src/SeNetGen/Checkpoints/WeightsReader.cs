using SeNetGen.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Checkpoints;

/// <summary>Copies the weights of a file into a network.</summary>
internal static class WeightsReader
{
    /// <summary>Copies weights into a network, whatever its device, type and strides.</summary>
    /// <param name="network">The network.</param>
    /// <param name="file">The file with one tensor for each of the network's.</param>
    /// <param name="isForeign">Names in the file that are no weights; null for none.</param>
    /// <exception cref="SenetException">Missing or unknown names, differing shapes, or types that no weights have: the first few of each are listed. The network is untouched then.</exception>
    public static void Load(nn.Module network, SafeTensorsFile file, Func<string, bool>? isForeign = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var entries = StateDict.Of(network);
        Check(network.GetType().Name, entries, file, isForeign);
        using var noGrad = no_grad();
        foreach (var entry in entries)
        {
            if (file.Find(entry.Name) is not null)
            {
                using var value = file.Read(entry.Name);
                entry.Tensor.copy_(value);
            }
        }
    }

    private static void Check(string network, IReadOnlyList<StateEntry> entries, SafeTensorsFile file, Func<string, bool>? isForeign)
    {
        var missing = new List<string>();
        var shapes = new List<string>();
        var types = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            known.Add(entry.Name);
            var found = file.Find(entry.Name);
            if (found is null)
            {
                // A count that nothing computes with; MindSpore's and old files lack it.
                if (!entry.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
                {
                    missing.Add(entry.Name);
                }
            }
            else if (!found.Shape.SequenceEqual(entry.Tensor.shape))
            {
                shapes.Add($"{entry.Name} is [{string.Join(", ", found.Shape)}] in the file, [{string.Join(", ", entry.Tensor.shape)}] in the network");
            }
            else if (entry.Tensor.is_floating_point() && found.Type is not (ScalarType.Float64 or ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16))
            {
                // Among floating-point types LibTorch converts; whole numbers are another network's, or packed.
                types.Add($"{entry.Name} is {SafeTensorsHeader.Describe(found.Type).Name} in the file");
            }
        }

        var unknown = file.Entries.Select(entry => entry.Name).Where(name => !known.Contains(name) && isForeign?.Invoke(name) != true).ToList();
        if (missing.Count + shapes.Count + types.Count + unknown.Count == 0)
        {
            return;
        }

        var parts = new List<string>();
        Say(parts, "it lacks", missing, ", ");
        Say(parts, "the network does not know", unknown, ", ");
        Say(parts, "shapes differ:", shapes, "; ");
        Say(parts, "no floating-point numbers:", types, "; ");
        throw new SenetException($"'{file.Path}' does not fit {network}: {string.Join("; ", parts)}");
    }

    private static void Say(List<string> parts, string what, List<string> names, string separator)
    {
        const int shown = 3;
        if (names.Count > 0)
        {
            parts.Add($"{what} {string.Join(separator, names.Take(shown))}" + (names.Count > shown ? $" and {names.Count - shown} more" : ""));
        }
    }
}
