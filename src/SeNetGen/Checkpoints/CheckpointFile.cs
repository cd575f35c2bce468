using System.Globalization;
using System.Text.Json;
using SeNetGen.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Checkpoints;

/// <summary>
/// Checkpoints: safetensors files. A training checkpoint is one file with the weights under their own names, the optimizer's momentum
/// under <c>optimizer.momentum.</c>, the state of the random numbers, and a <see cref="CheckpointState"/> in the header.
/// A file without that state is plain weights.
/// </summary>
public static class CheckpointFile
{
    /// <summary>The newest format that is read, and the one that is written.</summary>
    public const int FormatVersion = 1;

    private const string VersionKey = "senetgen.format_version";
    private const string StateKey = "senetgen.checkpoint";
    private const string MomentumPrefix = "optimizer.momentum.";
    private const string RandomStateName = "training.random_state";

    /// <summary>Writes a training checkpoint, atomically.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="state">What to remember besides tensors.</param>
    /// <param name="network">The network.</param>
    /// <param name="momentum">One tensor a parameter, named like it.</param>
    /// <param name="randomState">LibTorch's random numbers, as <c>torch.get_rng_state</c> gives them.</param>
    /// <exception cref="SenetException">The file cannot be written; an earlier one stays.</exception>
    public static void Save(string path, CheckpointState state, nn.Module network, IReadOnlyList<(string Name, Tensor Value)> momentum, Tensor randomState)
    {
        ArgumentNullException.ThrowIfNull(momentum);
        var tensors = new List<(string Name, Tensor Value)>();
        foreach (var entry in StateDict.Of(network))
        {
            tensors.Add((entry.Name, entry.Tensor));
        }

        foreach (var (name, value) in momentum)
        {
            tensors.Add((MomentumPrefix + name, value));
        }

        tensors.Add((RandomStateName, randomState));
        // "format" is what PyTorch's loaders look for.
        SafeTensorsWriter.Save(path, tensors, new Dictionary<string, string>
        {
            ["format"] = "pt",
            [VersionKey] = FormatVersion.ToString(CultureInfo.InvariantCulture),
            [StateKey] = JsonSerializer.Serialize(state, CheckpointJson.Default.CheckpointState),
        });
    }

    /// <summary>Writes a network's weights alone, atomically.</summary>
    /// <exception cref="SenetException">The file cannot be written; an earlier one stays.</exception>
    public static void SaveWeights(string path, nn.Module network)
        => SafeTensorsWriter.Save(path, [.. StateDict.Of(network).Select(entry => (entry.Name, entry.Tensor))], new Dictionary<string, string> { ["format"] = "pt" });

    /// <summary>Reads the state of a training checkpoint; null when the file holds plain weights.</summary>
    /// <exception cref="SenetException">No such file, a damaged one, or one of a newer format.</exception>
    public static CheckpointState? ReadState(string path)
    {
        using var file = WeightsFile.Open(path);
        return ReadState(file);
    }

    /// <summary>As <see cref="ReadState(string)"/>.</summary>
    public static CheckpointState? ReadState(WeightsFile weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights is not SafeTensorsFile file || !file.Metadata.TryGetValue(VersionKey, out var text))
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1)
        {
            throw new SenetException($"'{file.Path}' is damaged: its format version is '{text}'");
        }

        if (version > FormatVersion)
        {
            throw new SenetException($"'{file.Path}' has checkpoint format {version}, written by a newer SeNetGen; this one reads up to format {FormatVersion}: update it");
        }

        try
        {
            return file.Metadata.TryGetValue(StateKey, out var json) && JsonSerializer.Deserialize(json, CheckpointJson.Default.CheckpointState) is CheckpointState state
                ? state
                : throw new SenetException($"'{file.Path}' is damaged: its checkpoint state is missing");
        }
        catch (JsonException error)
        {
            throw new SenetException($"'{file.Path}' is damaged: its checkpoint state cannot be read ({error.Path ?? "no JSON"})");
        }
    }

    /// <summary>Copies a file's weights into a network, whatever its device, type and strides.</summary>
    /// <param name="file">The file.</param>
    /// <param name="network">The network.</param>
    /// <param name="strict">Whether all must fit. Else what fits is taken.</param>
    /// <returns>What was skipped, a line each; empty when <paramref name="strict"/>.</returns>
    /// <exception cref="SenetException">Names, shapes or types differ, or nothing fits; the network is untouched then.</exception>
    public static IReadOnlyList<string> LoadWeights(WeightsFile file, nn.Module network, bool strict = true) => WeightsReader.Load(network, file, strict);

    /// <summary>Copies a training checkpoint's momentum and random state.</summary>
    /// <param name="file">The checkpoint.</param>
    /// <param name="momentum">The optimizer's tensors, named like the parameters.</param>
    /// <returns>The random state, for <c>torch.set_rng_state</c>; the caller disposes it.</returns>
    /// <exception cref="SenetException">The file lacks one of them, or a shape differs.</exception>
    public static Tensor LoadTraining(WeightsFile file, IReadOnlyList<(string Name, Tensor Value)> momentum)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(momentum);
        foreach (var (name, value) in momentum)
        {
            var entry = file.Find(MomentumPrefix + name)
                ?? throw new SenetException($"'{file.Path}' lacks the momentum of {name}: give resume_opt false to start with its weights alone");
            if (!entry.Shape.SequenceEqual(value.shape) || entry.Type is not (ScalarType.Float64 or ScalarType.Float32))
            {
                throw new SenetException($"'{file.Path}' is damaged: the momentum of {name} is {SafeTensorsHeader.Describe(entry.Type).Name} [{string.Join(", ", entry.Shape)}], not {SafeTensorsHeader.Describe(value.dtype).Name} [{string.Join(", ", value.shape)}]");
            }
        }

        if (file.Find(RandomStateName) is not { Type: ScalarType.Byte })
        {
            throw new SenetException($"'{file.Path}' is damaged: it lacks {RandomStateName}; copy it again, or give resume_opt false to start with its weights alone");
        }

        using var noGrad = no_grad();
        foreach (var (name, value) in momentum)
        {
            using var saved = file.Read(MomentumPrefix + name);
            value.copy_(saved);
        }

        return file.Read(RandomStateName);
    }

    /// <summary>Whether a tensor of a training checkpoint is the optimizer's or the run's.</summary>
    internal static bool IsTrainingState(SafeTensorsFile file, string name) => file.Metadata.ContainsKey(VersionKey)
        && (name.StartsWith(MomentumPrefix, StringComparison.Ordinal) || name == RandomStateName);
}
