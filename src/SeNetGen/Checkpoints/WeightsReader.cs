using SeNetGen.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Checkpoints;

/// <summary>Copies the weights of a file into a network.</summary>
internal static class WeightsReader
{
    /// <summary>Copies weights into a network; everything is compared before anything is written.</summary>
    /// <param name="network">The network.</param>
    /// <param name="file">The file with one tensor for each of the network's.</param>
    /// <param name="strict">Whether all must fit.</param>
    /// <returns>What was skipped, a line each.</returns>
    /// <exception cref="SenetException">Something does not fit and <paramref name="strict"/>, or nothing fits. The network is untouched then.</exception>
    public static IReadOnlyList<string> Load(nn.Module network, WeightsFile file, bool strict)
    {
        ArgumentNullException.ThrowIfNull(file);
        var entries = StateDict.Of(network);
        var fit = new WeightsFit(file, [.. entries.Select(entry => new WantedTensor(entry.Name, entry.Tensor.shape, entry.Tensor.is_floating_point()))]);
        if (!fit.IsWhole && (strict || fit.Fitting.Count == 0))
        {
            throw fit.Refusal(network.GetType().Name);
        }

        var targets = entries.ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
        using var noGrad = no_grad();
        foreach (var (wanted, entry) in fit.Fitting)
        {
            file.CopyTo(entry.Name, targets[wanted.Name]);
        }

        return fit.Skipped;
    }
}
