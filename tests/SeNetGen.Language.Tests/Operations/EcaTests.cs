using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Operations;

public class EcaTests
{
    [Fact]
    public void The_gate_is_one_kernel_over_the_channels()
    {
        var call = Call.Of("eca", Call.Map(256));
        Assert.Equal("256x56x48", call.Shape);
        Assert.Equal("Eca(5)", call.Code);
        Assert.Equal(["conv.weight [1, 1, 5]"], call.Tensors);
        Assert.Equal(5, call.Result!.Parameters.Constant);
        Assert.Equal(5 * 256, call.Result.MultiplyAdds);
        Assert.True(call.Result.Call is { IsStateful: true, SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
        Assert.Empty(call.Constraints);
    }

    // timm: t = int((log2(C) + 1) / 2).
    [Theory]
    [InlineData(1, 3)]
    [InlineData(7, 3)]
    [InlineData(8, 3)]
    [InlineData(64, 3)]
    [InlineData(127, 3)]
    [InlineData(128, 5)]
    [InlineData(1024, 5)]
    [InlineData(2047, 5)]
    [InlineData(2048, 7)]
    [InlineData(32767, 7)]
    [InlineData(32768, 9)]
    [InlineData(2_147_483_647, 15)]
    public void The_kernel_grows_with_the_logarithm_of_the_channels(int channels, int kernel) =>
        Assert.Equal($"Eca({kernel})", Call.Of("eca", Call.Map(channels)).Code);

    [Fact]
    public void A_given_kernel_and_circular_padding_are_taken() =>
        Assert.Equal("Eca(9, circular: true)", Call.Of("eca", Call.Map(64), ("kernel", 9), ("padding", "circular")).Code);

    [Fact]
    public void Runtime_channels_need_the_kernel()
    {
        var map = Call.Map(Dimension.Runtime("in_channels"));
        Assert.Equal("Eca(3)", Call.Of("eca", map, ("kernel", 3)).Code);
        Call.Of("eca", map).IsRefused("SEN231", -1,
            "'layer1.0.x': eca cannot derive its kernel from the in_channels channels of its input, which a runtime parameter decides; give 'kernel'");
    }

    [Fact]
    public void An_even_kernel_is_refused() =>
        Call.Of("eca", Call.Map(64), ("kernel", 4)).IsRefused("SEN230", 0, "'layer1.0.x': kernel of eca is 4; it must be odd, so that it has a middle");

    [Fact]
    public void A_circular_kernel_goes_round_once_at_most()
    {
        Assert.NotNull(Call.Of("eca", Call.Map(2), ("kernel", 5), ("padding", "circular")).Result);
        Call.Of("eca", Call.Map(2), ("kernel", 7), ("padding", "circular")).IsRefused("SEN232", 0,
            "'layer1.0.x': eca with kernel 7 and circular padding would pass the 2 channels of its input more than once, 'before' gives [N, 2, 56, 48]; use a kernel of at most 5");
    }

    [Fact]
    public void A_flat_input_is_refused() =>
        Call.Of("eca", Call.Flat(64)).IsRefused("SEN200", -1,
            "'layer1.0.x': eca needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");
}
