using System.Globalization;
using SeNetGen.Torch;
using TorchSharp;

namespace SeNetGen.Training;

/// <summary>Reads the recipe's <c>precision</c>, and names precisions and devices for people.</summary>
internal static class Precisions
{
    /// <summary>The precision that a recipe means on a device.</summary>
    public static Precision Resolve(RecipePrecision precision, torch.Device device) => precision switch
    {
        RecipePrecision.Float32 => Precision.Float32,
        RecipePrecision.BFloat16 => Precision.BFloat16,
        RecipePrecision.Float64 => Precision.Float64,
        _ => Devices.DefaultPrecision(device),
    };

    /// <summary>A precision as recipes write it.</summary>
    public static string Describe(Precision precision) => precision switch
    {
        Precision.Float32 => "float32",
        Precision.BFloat16 => "bfloat16",
        _ => "float64",
    };

    /// <summary>A device as its text.</summary>
    public static string Describe(torch.Device device) => device.type == DeviceType.CUDA ? string.Create(CultureInfo.InvariantCulture, $"cuda:{Math.Max(device.index, 0)}") : "cpu";
}
