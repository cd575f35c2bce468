using System.Runtime.InteropServices;
using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Torch;

public sealed unsafe class StableAbiTests
{
    [Fact]
    public void LibTorch_of_the_package_has_the_interface()
    {
        Assert.NotNull(StableAbi.Current);
        Assert.Same(StableAbi.Current, StableAbi.Current);
    }

    [Fact]
    public void Calls_an_operator_by_name()
    {
        var abi = StableAbi.Current!;
        using var input = from_array(new[] { -1f, 2f });
        Span<ulong> stack = [abi.Argument(input)];

        abi.Call("aten::relu"u8, ""u8, stack);

        using var result = StableAbi.Result(stack[0]);
        Assert.Equal([0f, 2f], result.data<float>().ToArray());
        Assert.Equal([-1f, 2f], input.data<float>().ToArray());
    }

    [Theory]
    [InlineData("torch_call_dispatcher")]
    [InlineData("aoti_torch_get_strides")]
    [InlineData("aoti_torch_abi_version")]
    public void Missing_function_is_named(string function)
    {
        Assert.Null(StableAbi.TryBind(name => name == function ? 0 : Export(name), out var reason));
        Assert.Equal($"it lacks {function}", reason);
    }

    [Fact]
    public void Older_version_is_refused()
    {
        Assert.Null(StableAbi.TryBind(name => name == "aoti_torch_abi_version" ? (nint)(delegate* unmanaged<ulong>)&OldVersion : Export(name), out var reason));
        Assert.Equal("its version is 2.9, older than 2.10", reason);
    }

    [Fact]
    public void Tells_dense_tensors_from_others()
    {
        var abi = StableAbi.Current!;
        using var scope = NewDisposeScope();
        Assert.True(abi.IsDense(zeros(2, 3, 4)));
        Assert.True(abi.IsDense(zeros(2, 3, 4).permute(2, 0, 1)));
        Assert.True(abi.IsDense(zeros(3, 1, 1)));
        Assert.True(abi.IsDense(tensor(1f)));
        Assert.True(abi.IsDense(zeros(0, 3)));
        Assert.False(abi.IsDense(zeros(4, 6).slice(1, 0, 6, 2)));
        Assert.False(abi.IsDense(zeros(1, 6).expand(4, 6)));
        Assert.False(abi.IsDense(zeros(4, 6).slice(1, 0, 3, 1)));
    }

    [Fact]
    public void Tells_tensors_that_lie_alike_from_others()
    {
        var abi = StableAbi.Current!;
        using var scope = NewDisposeScope();
        var rows = zeros(4, 3, 1, 1);
        Assert.True(abi.LieAlike(rows, rows));
        Assert.True(abi.LieAlike(rows, zeros(4, 1, 1, 3).permute(0, 3, 1, 2)));
        Assert.False(abi.LieAlike(rows, zeros(3, 4, 1, 1).permute(1, 0, 2, 3)));
        Assert.False(abi.LieAlike(rows, zeros(4, 3)));
        Assert.False(abi.LieAlike(rows, zeros(4, 6, 1, 1).slice(1, 0, 6, 2)));
    }

    private static nint Export(string name)
    {
        LibTorch.EnsureLoaded();
        return NativeLibrary.GetExport(LibTorch.CpuHandle, name);
    }

    [UnmanagedCallersOnly]
    private static ulong OldVersion() => 0x0209_0100_0000_0000;
}
