using SeNetGen.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Checkpoints;

/// <summary>What a conversion did.</summary>
/// <param name="Tensors">Tensors that were written.</param>
/// <param name="Values">Their numbers in all.</param>
/// <param name="From">The layout of the names that were read; null where names stay as they are.</param>
/// <param name="To">The layout of the network; null where names stay as they are.</param>
/// <param name="Differences">What the two layouts compute differently.</param>
/// <param name="Skipped">What did not fit and was left out, a line each.</param>
public sealed record ConversionResult(int Tensors, long Values, string? From, string? To, IReadOnlyList<string> Differences, IReadOnlyList<string> Skipped);

/// <summary>Writes a file's weights in another format, and under the names of a network.</summary>
public static class WeightsConversion
{
    /// <summary>Writes all of a file's weights under their names.</summary>
    /// <param name="file">What is read.</param>
    /// <param name="path">What is written; its ending says the format.</param>
    public static ConversionResult Copy(WeightsFile file, string path)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Write([.. file.Entries.Where(entry => !file.IsExtra(entry.Name)).Select(entry => (entry.Name, entry.Shape, entry))], file, path, new(0, 0, null, null, [], []));
    }

    /// <summary>Writes a file's weights under a network's names and in its shapes.</summary>
    /// <param name="file">What is read.</param>
    /// <param name="path">What is written; its ending says the format.</param>
    /// <param name="network">The network.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="from">The layout of the file's names, of <see cref="KeyLayout.All"/>; null: told by the names.</param>
    /// <param name="strict">Whether all must fit.</param>
    /// <exception cref="SenetException">Something does not fit and <paramref name="strict"/>, or nothing fits.</exception>
    public static ConversionResult Fit(WeightsFile file, string path, NetworkInfo network, NetworkArguments arguments, string? from, bool strict)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(network);
        var names = file.Entries.Select(entry => entry.Name).Where(name => !file.IsExtra(name)).ToList();
        var walk = network.Walk(arguments);
        if (walk.UserModules.Count > 0)
        {
            throw new SenetException($"'{network.Name}' has modules of the project's own, whose tensors only they know: convert without --model, under the names that the file has");
        }

        var tensors = walk.Tensors.ToList();
        var keys = tensors.Select(tensor => tensor.Name).ToList();
        from ??= KeyLayout.Of(names);
        var to = KeyLayout.Of(keys);
        var byTimm = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!byTimm.TryAdd(KeyLayout.ToTimm(name, from, KeyLayout.IsDeep(names)), name))
            {
                throw new SenetException($"'{file.Path}' holds both {name} and {byTimm[KeyLayout.ToTimm(name, from, KeyLayout.IsDeep(names))]}, which are one in {KeyLayout.Timm}'s names");
            }
        }

        var isDeep = KeyLayout.IsDeep(keys);
        var fit = new WeightsFit(
            file,
            [.. tensors.Select(tensor => new WantedTensor(tensor.Name, tensor.Shape, !tensor.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal)))],
            key => byTimm.GetValueOrDefault(KeyLayout.ToTimm(key, to, isDeep)));
        if (!fit.IsWhole && (strict || fit.Fitting.Count == 0))
        {
            throw fit.Refusal(network.Name);
        }

        var hasBottlenecks = keys.Exists(key => key.EndsWith(".0.conv3.weight", StringComparison.Ordinal));
        var hasGroups = tensors.Any(tensor => tensor.Name.EndsWith(".0.conv2.weight", StringComparison.Ordinal) && tensor.Shape[0] != tensor.Shape[1]);
        return Write(
            [.. fit.Fitting.Select(item => (item.Wanted.Name, item.Wanted.Shape, item.Entry))],
            file,
            path,
            new(0, 0, from, to, KeyLayout.Differences(from, to, hasBottlenecks, hasGroups), fit.Skipped));
    }

    private static ConversionResult Write(IReadOnlyList<(string Name, IReadOnlyList<long> Shape, WeightsEntry Entry)> items, WeightsFile file, string path, ConversionResult result)
    {
        // What is written may be what is read: everything is in memory before.
        using var scope = NewDisposeScope();
        var tensors = items.Select(item => (item.Name, file.Read(item.Entry.Name).reshape([.. item.Shape]))).ToList();
        WeightsWriter.Save(path, tensors);
        return result with { Tensors = tensors.Count, Values = items.Sum(item => item.Entry.Count) };
    }
}
