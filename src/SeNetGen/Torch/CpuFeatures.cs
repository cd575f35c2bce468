using System.Runtime.Intrinsics.X86;

namespace SeNetGen.Torch;

/// <summary>What the processor can do, known without loading LibTorch.</summary>
public static class CpuFeatures
{
    private static readonly Lazy<bool> LazyBFloat16 = new(DetectBFloat16);

    /// <summary>Whether it multiplies bfloat16 natively: AVX512_BF16 or AMX. Elsewhere bfloat16 is emulated, slower than float32.</summary>
    public static bool HasBFloat16 => LazyBFloat16.Value;

    /// <summary>In words: <c>AVX-512 with bfloat16</c>.</summary>
    public static string Describe()
    {
        var vectors = Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "no AVX2";
        return HasBFloat16 ? vectors + " with bfloat16" : vectors;
    }

    private static bool DetectBFloat16()
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7)
        {
            return false;
        }

        // Avx512F.IsSupported says that the operating system saves the wide registers; for AMX the kernel lists the flag only when it does.
        var leaf = X86Base.CpuId(7, 0);
        var hasAvx512 = leaf.Eax >= 1 && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0 && Avx512F.IsSupported;
        var hasAmx = (leaf.Edx & (1 << 22)) != 0 && KernelLists("amx_bf16");
        return hasAvx512 || hasAmx;
    }

    private static bool KernelLists(string flag)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            foreach (var line in File.ReadLines("/proc/cpuinfo"))
            {
                if (line.StartsWith("flags", StringComparison.Ordinal))
                {
                    return line.Split(' ').Contains(flag);
                }
            }
        }
        catch (IOException)
        {
            // Without /proc nothing is known, and float32 always works.
        }

        return false;
    }
}
