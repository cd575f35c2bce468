using static TorchSharp.torch;

namespace SeNetGen.Checkpoints;

/// <summary>A tensor that weights are wanted for.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="IsFloat">Whether it holds floating-point numbers.</param>
internal readonly record struct WantedTensor(string Name, IReadOnlyList<long> Shape, bool IsFloat);

/// <summary>What does and does not fit between a file's tensors and a network's, all of it at once.</summary>
internal sealed class WeightsFit
{
    private const int MostShown = 25;

    private readonly WeightsFile _file;
    private readonly List<string> _missing = [];
    private readonly List<string> _unknown = [];
    private readonly List<string> _shapes = [];
    private readonly List<string> _types = [];

    /// <summary>Compares.</summary>
    /// <param name="file">The file.</param>
    /// <param name="wanted">The network's tensors.</param>
    /// <param name="rename">The file's name of a network's key, and whether trailing axes of one may differ; null: names and shapes as they are.</param>
    public WeightsFit(WeightsFile file, IReadOnlyList<WantedTensor> wanted, Func<string, string?>? rename = null)
    {
        _file = file;
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in wanted)
        {
            var name = rename is null ? tensor.Name : rename(tensor.Name);
            var entry = name is null ? null : file.Find(name);
            if (entry is null)
            {
                // A count that nothing computes with; MindSpore's and old files lack it.
                if (!tensor.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
                {
                    _missing.Add(tensor.Name);
                }

                continue;
            }

            known.Add(entry.Name);
            if (rename is null ? !entry.Shape.SequenceEqual(tensor.Shape) : !Core(entry.Shape).SequenceEqual(Core(tensor.Shape)))
            {
                _shapes.Add($"{tensor.Name} is [{string.Join(", ", entry.Shape)}] in the file, [{string.Join(", ", tensor.Shape)}] in the network");
            }
            else if (tensor.IsFloat && entry.Type is not (ScalarType.Float64 or ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16))
            {
                // Among floating-point types LibTorch converts; whole numbers are another network's, or packed.
                _types.Add($"{tensor.Name} is {SafeTensorsHeader.Describe(entry.Type).Name} in the file");
            }
            else
            {
                Fitting.Add((tensor, entry));
            }
        }

        _unknown.AddRange(file.Entries.Select(entry => entry.Name).Where(name => !known.Contains(name) && !file.IsExtra(name)));
    }

    /// <summary>The tensors that fit, with what the file has for them.</summary>
    public List<(WantedTensor Wanted, WeightsEntry Entry)> Fitting { get; } = [];

    public bool IsWhole => _missing.Count + _unknown.Count + _shapes.Count + _types.Count == 0;

    /// <summary>All that does not fit, a line each.</summary>
    public IReadOnlyList<string> Skipped =>
    [
        .. _missing.Select(name => $"{name}: not in the file{Near(name, _unknown)}"),
        .. _unknown.Select(name => $"{name}: not in the network{Near(name, _missing)}"),
        .. _shapes,
        .. _types,
    ];

    /// <summary>The error that tells all of it in one line.</summary>
    public SenetException Refusal(string network)
    {
        var parts = new List<string>();
        Say(parts, "it lacks", [.. _missing.Take(MostShown).Select(name => name + Near(name, _unknown))], _missing.Count, ", ");
        Say(parts, "the network does not know", [.. _unknown.Take(MostShown).Select(name => name + Near(name, _missing))], _unknown.Count, ", ");
        Say(parts, "shapes differ:", _shapes, _shapes.Count, "; ");
        Say(parts, "no floating-point numbers:", _types, _types.Count, "; ");
        return new SenetException($"'{_file.Path}' does not fit {network}: {string.Join("; ", parts)}");
    }

    // Convolutions of 1x1 pixels and linear layers keep the same numbers in [out, in, 1, 1] and [out, in].
    private static IEnumerable<long> Core(IReadOnlyList<long> shape) => shape.Take(shape.Count - shape.Reverse().TakeWhile(size => size == 1).Count());

    private static string Near(string name, List<string> others) => Suggestion.Closest(name, others) is { } near ? $" (but {near})" : "";

    private static void Say(List<string> parts, string what, List<string> names, int count, string separator)
    {
        if (names.Count > 0)
        {
            parts.Add($"{what} {string.Join(separator, names.Take(MostShown))}" + (count > MostShown ? $" and {count - MostShown} more" : ""));
        }
    }
}
