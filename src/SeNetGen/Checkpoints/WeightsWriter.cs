using SeNetGen.Checkpoints.MindSpore;
using SeNetGen.Checkpoints.PyTorch;
using static TorchSharp.torch;

namespace SeNetGen.Checkpoints;

/// <summary>Writes weights in the format that a file's name asks for.</summary>
public static class WeightsWriter
{
    private static readonly (string Extension, string Kind)[] Kinds =
    [
        (".safetensors", WeightsKind.SafeTensors), (".pt", WeightsKind.PyTorchZip), (".pth", WeightsKind.PyTorchZip), (".bin", WeightsKind.PyTorchZip), (".ckpt", WeightsKind.MindSpore),
    ];

    /// <summary>The format of a name: safetensors, PyTorch's zip archive (.pt, .pth, .bin) or MindSpore's (.ckpt).</summary>
    /// <exception cref="SenetException">The name ends in something else.</exception>
    public static string KindOf(string path)
    {
        var extension = Path.GetExtension(path);
        return Kinds.FirstOrDefault(known => string.Equals(known.Extension, extension, StringComparison.OrdinalIgnoreCase)).Kind
            ?? throw new SenetException($"'{path}' ends in no format that is written: {string.Join(", ", Kinds.Select(known => known.Extension))}");
    }

    /// <summary>Writes tensors, atomically, as they are: types, shapes and, row by row, values.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="tensors">Distinct names with tensors of any device and strides.</param>
    /// <exception cref="SenetException">The file cannot be written, or its name says no format; an earlier one stays.</exception>
    public static void Save(string path, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        switch (KindOf(path))
        {
            case WeightsKind.PyTorchZip:
                PyTorchWriter.Save(path, tensors);
                break;
            case WeightsKind.MindSpore:
                MindSporeWriter.Save(path, tensors);
                break;
            default:
                SafeTensorsWriter.Save(path, tensors, new Dictionary<string, string> { ["format"] = "pt" });
                break;
        }
    }
}
