using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.Golden;

/// <summary>
/// Weights and inputs made from names alone, so that networks of other frameworks can be compared without a weight file:
/// element i (from 1) of a tensor is splitmix64's finaliser over FNV-1a(name) + i * golden ratio, scaled to [-1, 1).
/// </summary>
internal static class NamedTensors
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    /// <summary>The input of that shape, [N, C, H, W].</summary>
    public static Tensor Image(long[] shape)
    {
        var values = Uniform($"input:{shape[0]}x{shape[1]}x{shape[2]}x{shape[3]}", shape.Aggregate(1L, (a, b) => a * b));
        for (var i = 0; i < values.Length; i++)
        {
            values[i] *= 2;
        }

        return ToTensor(values, shape);
    }

    /// <summary>The tensor of that name in the state dict of a network.</summary>
    public static Tensor Weight(string name, long[] shape)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        var values = Uniform(name, count);
        var fanIn = (double)(shape.Length > 1 ? count / shape[0] : 1);
        var (scale, offset) = shape.Length switch
        {
            4 => (Math.Sqrt(6 / fanIn), 0.0),
            2 or 3 => (Math.Sqrt(3 / fanIn), 0.0),
            _ when EndsWith(name, "running_mean", "moving_mean") => (0.2, 0.0),
            _ when EndsWith(name, "running_var", "moving_variance") => (0.5, 1.0),
            _ when EndsWith(name, "bias", "beta") => (0.1, 0.0),
            _ => (0.2, 0.7),
        };
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (values[i] * scale) + offset;
        }

        return ToTensor(values, shape);
    }

    private static bool EndsWith(string name, string first, string second) =>
        name.EndsWith(first, StringComparison.Ordinal) || name.EndsWith(second, StringComparison.Ordinal);

    // The reference rounds to float32, whatever the precision it then computes in.
    private static Tensor ToTensor(double[] values, long[] shape)
    {
        var tensor = empty(shape, ScalarType.Float32);
        var target = MemoryMarshal.Cast<byte, float>(tensor.bytes);
        for (var i = 0; i < values.Length; i++)
        {
            target[i] = (float)values[i];
        }

        return tensor;
    }

    private static double[] Uniform(string name, long count)
    {
        var seed = Hash(name);
        var values = new double[count];
        for (var i = 0; i < values.Length; i++)
        {
            var z = unchecked(seed + ((ulong)(i + 1) * GoldenRatio));
            z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
            z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
            z ^= z >> 31;
            values[i] = ((z >> 11) * (2.0 / 9007199254740992.0)) - 1.0;
        }

        return values;
    }

    private static ulong Hash(string name)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var value in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash ^ value) * 0x100000001B3);
        }

        return hash;
    }
}
