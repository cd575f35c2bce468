using SeNetGen.Torch;
using TorchSharp;

namespace SeNetGen.Tests.Torch;

public sealed class DevicesTests
{
    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("CPU")]
    [InlineData("")]
    public void Unknown_devices_are_refused(string name) =>
        Assert.Equal($"unknown device '{name}': known are auto, cpu, cuda and cuda:N", Assert.Throws<SenetException>(() => Devices.Parse(name)).Message);

    [Fact]
    public void Auto_takes_a_gpu_where_there_is_one()
    {
        Assert.Equal(DeviceType.CPU, Devices.Parse("cpu").type);
        Assert.Equal(Devices.IsCudaAvailable() ? DeviceType.CUDA : DeviceType.CPU, Devices.Parse("auto").type);
        if (!Devices.IsCudaAvailable())
        {
            Assert.StartsWith("device 'cuda:0': no CUDA device can be used here", Assert.Throws<SenetException>(() => Devices.Parse("cuda:0")).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Default_precision_follows_what_the_kernel_says_of_the_processor()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var flags = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') ?? [];
        var isNative = flags.Contains("avx512_bf16") || flags.Contains("amx_bf16");
        Assert.Equal(isNative ? Precision.BFloat16 : Precision.Float32, Devices.DefaultPrecision(Devices.Parse("cpu")));
    }

    [Fact]
    public void Threads_are_set()
    {
        var before = LibTorch.Threads;
        LibTorch.SetThreads(1);
        Assert.Equal(1, LibTorch.Threads);
        LibTorch.SetThreads(before);
    }
}
