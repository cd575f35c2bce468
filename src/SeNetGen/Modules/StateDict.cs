using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>Whether a tensor of a state dict is trained.</summary>
public enum TensorKind
{
    /// <summary>Trained by the optimizer.</summary>
    Parameter,

    /// <summary>Kept by the network itself, such as running statistics.</summary>
    Buffer,
}

/// <summary>An entry of a state dict.</summary>
/// <param name="Name">Its key: <c>layer1.0.conv1.weight</c>.</param>
/// <param name="Tensor">The module's own tensor, not a copy.</param>
/// <param name="Kind">Whether it is trained.</param>
public readonly record struct StateEntry(string Name, Tensor Tensor, TensorKind Kind);

/// <summary>
/// State dicts in PyTorch's order: of each module its own parameters, its own buffers, then its children as registered. TorchSharp's
/// <c>state_dict()</c> lists all parameters before all buffers.
/// </summary>
public static class StateDict
{
    /// <summary>The entries of a module.</summary>
    /// <param name="module">A network or a part of one.</param>
    public static IReadOnlyList<StateEntry> Of(nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        var entries = new List<StateEntry>();
        Collect(module, "", entries);
        return entries;
    }

    /// <summary>Copies values into a module's tensors, converting number format, device and strides. Nothing is written when anything is wrong.</summary>
    /// <param name="module">A network or a part of one.</param>
    /// <param name="values">Values by key; their shapes must be the module's.</param>
    /// <param name="source">What the values come from, for messages: a file's name.</param>
    /// <exception cref="SenetException">A key is missing or too many, or a shape differs.</exception>
    public static void Load(nn.Module module, IReadOnlyDictionary<string, Tensor> values, string source)
    {
        ArgumentNullException.ThrowIfNull(values);
        var entries = Of(module);
        var missing = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            known.Add(entry.Name);
            if (!values.TryGetValue(entry.Name, out var value))
            {
                missing.Add(entry.Name);
            }
            else if (!value.shape.AsSpan().SequenceEqual(entry.Tensor.shape))
            {
                throw new SenetException($"{source}: '{entry.Name}' is [{string.Join(", ", value.shape)}] where the network has [{string.Join(", ", entry.Tensor.shape)}]: the weights are of another network or another number of classes");
            }
        }

        var unknown = values.Keys.Where(key => !known.Contains(key)).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0 || unknown.Count > 0)
        {
            throw new SenetException($"{source} does not fit the network: {Sample("lacks", missing)}{(missing.Count > 0 && unknown.Count > 0 ? "; " : "")}{Sample("has unknown", unknown)}");
        }

        using var noGradient = no_grad();
        foreach (var entry in entries)
        {
            // copy_ keeps the target's strides, so convolution weights stay channels-last.
            entry.Tensor.copy_(values[entry.Name]);
        }
    }

    private static string Sample(string verb, List<string> names) => names.Count switch
    {
        0 => "",
        <= 3 => $"{verb} {string.Join(", ", names)}",
        _ => $"{verb} {string.Join(", ", names.Take(3))} and {names.Count - 3} more",
    };

    private static void Collect(nn.Module module, string prefix, List<StateEntry> entries)
    {
        foreach (var (name, parameter) in module.named_parameters(recurse: false))
        {
            entries.Add(new StateEntry(prefix + name, parameter, TensorKind.Parameter));
        }

        foreach (var (name, buffer) in module.named_buffers(recurse: false))
        {
            entries.Add(new StateEntry(prefix + name, buffer, TensorKind.Buffer));
        }

        foreach (var (name, child) in module.named_children())
        {
            Collect(child, prefix + name + ".", entries);
        }
    }
}
