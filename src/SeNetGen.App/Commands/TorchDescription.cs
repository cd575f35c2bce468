using SeNetGen.Torch;

namespace SeNetGen.App.Commands;

/// <summary>What is known of LibTorch here.</summary>
/// <param name="Version">Its version; null where it does not load.</param>
/// <param name="CpuCapability">The vector instructions that it computes with.</param>
/// <param name="Devices">What it computes on; empty where it does not load.</param>
/// <param name="Error">Why it does not load; null where it does.</param>
internal sealed record TorchDescription(string? Version, string CpuCapability, IReadOnlyList<string> Devices, string? Error)
{
    /// <summary>Loads LibTorch and asks it; never throws.</summary>
    /// <param name="debug">Takes the whole of an error.</param>
    public static TorchDescription Read(Action<string> debug)
    {
        try
        {
            return new TorchDescription(LibTorchInfo.Version, LibTorchInfo.CpuCapability, LibTorchInfo.Devices, null);
        }
#pragma warning disable CA1031 // Whatever keeps LibTorch from loading, the version is told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            debug(exception.ToString());
            return new TorchDescription(null, LibTorchInfo.CpuCapability, [], exception.Message.ReplaceLineEndings(" "));
        }
    }
}
