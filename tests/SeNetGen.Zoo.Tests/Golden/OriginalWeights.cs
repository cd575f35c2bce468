using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.Golden;

/// <summary>The weights that golden.json was computed with, by our keys.</summary>
internal static class OriginalWeights
{
    /// <summary>The tensor of a key; null for a counter, which nothing computes with.</summary>
    /// <param name="network">Name of the network.</param>
    /// <param name="key">Name in its state dict.</param>
    /// <param name="shape">Its shape there.</param>
    public static Tensor? Of(string network, string key, long[] shape) =>
        key.EndsWith("num_batches_tracked", StringComparison.Ordinal) ? null : NamedTensors.Weight(OriginalName(network, key), shape);

    // MindCV's weights were made from MindSpore's leaf names.
    private static string OriginalName(string network, string key)
    {
        if (!network.StartsWith("mindcv_", StringComparison.Ordinal))
        {
            return key;
        }

        var dot = key.LastIndexOf('.');
        var layer = key[..dot];
        var isNorm = layer.Contains(".bn", StringComparison.Ordinal) || layer is "layer0.1" or "layer0.4" or "layer0.7"
            || layer.EndsWith("downsample.1", StringComparison.Ordinal);
        return !isNorm
            ? key
            : layer + key[dot..] switch
            {
                ".weight" => ".gamma",
                ".bias" => ".beta",
                ".running_mean" => ".moving_mean",
                ".running_var" => ".moving_variance",
                var leaf => leaf,
            };
    }
}
