using System.Globalization;
using SeNetGen.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Training;

/// <summary>Reads the recipe's <c>device</c> and <c>precision</c>.</summary>
internal static class Devices
{
    /// <summary>The device of a text: <c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    /// <exception cref="SenetException">No such device.</exception>
    public static Device Resolve(string text)
    {
        if (text == "cpu")
        {
            return CPU;
        }

        if (text is "auto" or "")
        {
            return cuda.is_available() ? new Device(DeviceType.CUDA, 0) : CPU;
        }

        const string prefix = "cuda:";
        var index = 0;
        if (text != "cuda" && !(text.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(text.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out index)))
        {
            throw new SenetException($"device '{text}' is not known: give auto, cpu, cuda or cuda:N");
        }

        if (!cuda.is_available() || index >= cuda.device_count())
        {
            throw new SenetException($"device '{text}' is not there: " + (cuda.is_available() ? $"this machine has {cuda.device_count()} of them, counted from 0" : "no CUDA device is available to this build; give auto or cpu"));
        }

        return new Device(DeviceType.CUDA, index);
    }

    /// <summary>A device as its text.</summary>
    public static string Describe(Device device) => device.type == DeviceType.CUDA ? string.Create(CultureInfo.InvariantCulture, $"cuda:{Math.Max(device.index, 0)}") : "cpu";

    /// <summary>The precision that a recipe means on a device.</summary>
    public static Precision Resolve(RecipePrecision precision, Device device) => precision switch
    {
        RecipePrecision.Float32 => Precision.Float32,
        RecipePrecision.BFloat16 => Precision.BFloat16,
        RecipePrecision.Float64 => Precision.Float64,
        _ => Default(device),
    };

    /// <summary>A precision as recipes write it.</summary>
    public static string Describe(Precision precision) => precision switch
    {
        Precision.Float32 => "float32",
        Precision.BFloat16 => "bfloat16",
        _ => "float64",
    };

    private static Precision Default(Device device) => device.type == DeviceType.CPU ? Precision.Float32 : Precision.BFloat16;
}
