using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace SeNetGen.Torch;

/// <summary>What LibTorch tells of itself and of the machine.</summary>
public static class LibTorchInfo
{
    /// <summary>LibTorch's version: <c>2.10.0</c>. Loads LibTorch.</summary>
    /// <exception cref="SenetException">LibTorch does not load.</exception>
    public static string Version
    {
        get
        {
            LibTorch.EnsureLoaded();
            torch.InitializeDeviceType(DeviceType.CPU);
            // One byte each for major, minor and patch, the highest first.
            var version = AbiVersion();
            return FormattableString.Invariant($"{version >> 56}.{(version >> 48) & 0xff}.{(version >> 40) & 0xff}");
        }
    }

    /// <summary>
    /// The vector instructions that LibTorch's own kernels use, by the rule of its <c>get_cpu_capability</c>: <c>AVX512</c>, <c>AVX2</c> or
    /// <c>DEFAULT</c>; <c>ATEN_CPU_CAPABILITY</c> lowers it.
    /// </summary>
    public static string CpuCapability
    {
        get
        {
            var wanted = Environment.GetEnvironmentVariable("ATEN_CPU_CAPABILITY");
            if (wanted == "default" || !Avx2.IsSupported || !Fma.IsSupported)
            {
                return "DEFAULT";
            }

            return wanted != "avx2" && Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported ? "AVX512" : "AVX2";
        }
    }

    /// <summary>What can be computed on: <c>cpu</c>, then <c>cuda:0</c> and so on. Loads LibTorch.</summary>
    /// <exception cref="SenetException">LibTorch does not load.</exception>
    public static IReadOnlyList<string> Devices
    {
        get
        {
            LibTorch.EnsureLoaded();
            var count = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
            return ["cpu", .. Enumerable.Range(0, count).Select(index => FormattableString.Invariant($"cuda:{index}"))];
        }
    }

    /// <summary>Part of LibTorch's stable C interface (torch/csrc/inductor/aoti_torch/c/shim.h).</summary>
    [DllImport("torch_cpu", EntryPoint = "aoti_torch_abi_version")]
    private static extern ulong AbiVersion();
}
