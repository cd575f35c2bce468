using static TorchSharp.torch;

namespace SeNetGen.Checkpoints;

/// <summary>One tensor of a network's state.</summary>
/// <param name="Name">Its name, as PyTorch's state dict has it.</param>
/// <param name="Value">The network's own tensor, not a copy.</param>
/// <param name="IsParameter">True for a parameter, false for a buffer.</param>
public sealed record StateEntry(string Name, Tensor Value, bool IsParameter);

/// <summary>The state of a network as PyTorch orders it: a module's own parameters, its own buffers, then its children in turn.</summary>
public static class StateDict
{
    /// <summary>All tensors of a network. TorchSharp's own order puts every buffer after every parameter.</summary>
    public static IReadOnlyList<StateEntry> Of(nn.Module network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var entries = new List<StateEntry>();
        Collect(network, "", entries);
        return entries;
    }

    /// <summary>Copies weights into a network, whatever its device, type and strides.</summary>
    /// <param name="network">The network.</param>
    /// <param name="file">The file with one tensor for each of the network's.</param>
    /// <param name="isForeign">Names in the file that are no weights; null for none.</param>
    /// <exception cref="SenetException">Missing or unknown names, or differing shapes: the first few are listed. The network is untouched then.</exception>
    public static void Load(nn.Module network, SafeTensorsFile file, Func<string, bool>? isForeign = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var entries = Of(network);
        Check(entries, file, isForeign);
        using var noGrad = no_grad();
        foreach (var entry in entries)
        {
            if (file.Find(entry.Name) is not null)
            {
                using var value = file.Read(entry.Name);
                entry.Value.copy_(value);
            }
        }
    }

    private static void Check(IReadOnlyList<StateEntry> entries, SafeTensorsFile file, Func<string, bool>? isForeign)
    {
        var missing = new List<string>();
        var shapes = new List<string>();
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
            else if (!found.Shape.SequenceEqual(entry.Value.shape))
            {
                shapes.Add($"{entry.Name} is [{string.Join(", ", found.Shape)}] in the file, [{string.Join(", ", entry.Value.shape)}] in the network");
            }
        }

        var unknown = file.Entries.Select(entry => entry.Name).Where(name => !known.Contains(name) && isForeign?.Invoke(name) != true).ToList();
        if (missing.Count + shapes.Count + unknown.Count == 0)
        {
            return;
        }

        var parts = new List<string>();
        Say(parts, "it lacks", missing, ", ");
        Say(parts, "the network does not know", unknown, ", ");
        Say(parts, "shapes differ:", shapes, "; ");
        throw new SenetException($"'{file.Path}' does not fit the network: {string.Join("; ", parts)}");
    }

    private static void Say(List<string> parts, string what, List<string> names, string separator)
    {
        const int shown = 3;
        if (names.Count > 0)
        {
            parts.Add($"{what} {string.Join(separator, names.Take(shown))}" + (names.Count > shown ? $" and {names.Count - shown} more" : ""));
        }
    }

    private static void Collect(nn.Module module, string prefix, List<StateEntry> entries)
    {
        foreach (var (name, parameter) in module.named_parameters(recurse: false))
        {
            entries.Add(new StateEntry(prefix + name, parameter, true));
        }

        foreach (var (name, buffer) in module.named_buffers(recurse: false))
        {
            entries.Add(new StateEntry(prefix + name, buffer, false));
        }

        foreach (var (name, child) in module.named_children())
        {
            Collect(child, $"{prefix}{name}.", entries);
        }
    }
}
