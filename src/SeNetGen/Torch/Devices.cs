using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;

namespace SeNetGen.Torch;

/// <summary>Devices by name.</summary>
public static unsafe class Devices
{
    /// <summary>The device of a name.</summary>
    /// <param name="name"><c>auto</c> (a GPU if there is one), <c>cpu</c>, <c>cuda</c> (the first GPU), or <c>cuda:N</c>.</param>
    /// <exception cref="SenetException">An unknown name, or a GPU that is not there.</exception>
    public static torch.Device Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        LibTorch.EnsureLoaded();
        if (name == "cpu")
        {
            return new torch.Device(DeviceType.CPU);
        }

        if (name == "auto")
        {
            return IsCudaAvailable() ? new torch.Device(DeviceType.CUDA, 0) : new torch.Device(DeviceType.CPU);
        }

        var index = 0;
        if (name != "cuda" && !(name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out index)))
        {
            throw new SenetException($"unknown device '{name}': known are auto, cpu, cuda and cuda:N");
        }

        if (!IsCudaAvailable())
        {
            throw new SenetException($"device '{name}': no CUDA device can be used here; use cpu, or a build with -p:TorchBackend=cuda on a machine with an NVIDIA driver");
        }

        var count = torch.cuda.device_count();
        return index < count
            ? new torch.Device(DeviceType.CUDA, index)
            : throw new SenetException(string.Create(CultureInfo.InvariantCulture, $"device '{name}': this machine has {count} CUDA device(s), numbered from 0"));
    }

    /// <summary>The number format that is fastest on a device without loss of accuracy: bfloat16 where the hardware multiplies it natively.</summary>
    /// <param name="device">The device.</param>
    public static Precision DefaultPrecision(torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var isNative = device.type == DeviceType.CUDA ? CudaMajor(Math.Max(device.index, 0)) >= 8 : CpuFeatures.HasBFloat16;
        return isNative ? Precision.BFloat16 : Precision.Float32;
    }

    /// <summary>Whether a CUDA device can be used.</summary>
    public static bool IsCudaAvailable()
    {
        LibTorch.EnsureLoaded();
        return torch.cuda_is_available();
    }

    /// <summary>The major compute capability of a GPU, asked of the driver, as TorchSharp does not tell; 0 when unknown.</summary>
    private static int CudaMajor(int index)
    {
        const int MajorAttribute = 75;
        if (!NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out var driver)
            || !NativeLibrary.TryGetExport(driver, "cuInit", out var initialise)
            || !NativeLibrary.TryGetExport(driver, "cuDeviceGet", out var get)
            || !NativeLibrary.TryGetExport(driver, "cuDeviceGetAttribute", out var ask))
        {
            return 0;
        }

        int device;
        int major;
        return ((delegate* unmanaged<uint, int>)initialise)(0) == 0
            && ((delegate* unmanaged<int*, int, int>)get)(&device, index) == 0
            && ((delegate* unmanaged<int*, int, int, int>)ask)(&major, MajorAttribute, device) == 0
            ? major
            : 0;
    }
}
