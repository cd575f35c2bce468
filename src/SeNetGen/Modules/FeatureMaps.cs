using TorchSharp;

namespace SeNetGen.Modules;

/// <summary>What a network's <see cref="Network.ForwardFeatures"/> gives; generated networks name each map in a record of their own.</summary>
/// <param name="Maps">The output of each stage, in the order of <see cref="NetworkInfo.Stages"/>.</param>
/// <param name="Output">What the head receives; may be the last of <paramref name="Maps"/> itself.</param>
public abstract record FeatureMaps(IReadOnlyList<torch.Tensor> Maps, torch.Tensor Output) : IDisposable
{
    /// <summary>Releases every map.</summary>
    public void Dispose()
    {
        foreach (var map in Maps)
        {
            map.Dispose();
        }

        Output.Dispose();
        GC.SuppressFinalize(this);
    }
}
