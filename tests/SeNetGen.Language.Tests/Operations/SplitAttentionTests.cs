using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Operations;

public class SplitAttentionTests
{
    [Fact]
    public void Two_splits_share_the_convolution()
    {
        var call = Call.Of("split_attention", Call.Map(64), ("channels", 128), ("stride", 2));
        Assert.Equal("128x28x24", call.Shape);
        Assert.Equal("SplitAttention(64, 128, 32, stride: 2)", call.Code);
        Assert.Equal(
            [
                "conv.weight [256, 32, 3, 3]", "bn0.weight [256]", "bn0.bias [256]", "bn0.running_mean [256]*", "bn0.running_var [256]*", "bn0.num_batches_tracked []*",
                "fc1.weight [32, 128, 1, 1]", "fc1.bias [32]", "bn1.weight [32]", "bn1.bias [32]", "bn1.running_mean [32]*", "bn1.running_var [32]*",
                "bn1.num_batches_tracked []*", "fc2.weight [256, 32, 1, 1]", "fc2.bias [256]",
            ],
            call.Tensors);
        Assert.Equal((256L * 32 * 9 * 28 * 24) + (32 * 128) + (256 * 32), call.Result!.MultiplyAdds);
        Assert.True(call.Result.Call is { IsStateful: true, SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
        Assert.Empty(call.Constraints);
    }

    // timm: make_divisible(channels of the input * radix / 4, 8, at least 32), never below nine tenths.
    [Theory]
    [InlineData(32, 2, 32)]
    [InlineData(128, 2, 64)]
    [InlineData(512, 2, 256)]
    [InlineData(152, 1, 40)]
    public void Reduced_channels_come_from_the_input(int channels, int radix, int reduced) =>
        Assert.StartsWith($"SplitAttention({channels}, 8, {reduced}", Call.Of("split_attention", Call.Map(channels), ("channels", 8), ("radix", radix)).Code, StringComparison.Ordinal);

    [Fact]
    public void Groups_are_attended_apart()
    {
        var call = Call.Of("split_attention", Call.Map(12), ("channels", 6), ("groups", 2), ("radix", 3), ("reduced", 4), ("kernel", 5), ("dilation", 2), ("activation", "silu"));
        Assert.Equal("SplitAttention(12, 6, 4, kernel: 5, dilation: 2, groups: 2, radix: 3, activation: \"silu\")", call.Code);
        Assert.Equal("6x56x48", call.Shape);
        Assert.Contains("conv.weight [18, 2, 5, 5]", call.Tensors);
        Assert.Contains("fc1.weight [4, 3, 1, 1]", call.Tensors);
        Assert.Contains("fc2.weight [18, 2, 1, 1]", call.Tensors);
        Assert.Equal((18L * 2 * 25 * 56 * 48) + (4 * 3) + (18 * 2), call.Result!.MultiplyAdds);
    }

    [Fact]
    public void Groups_must_divide_everything()
    {
        Call.Of("split_attention", Call.Map(6), ("channels", 4), ("groups", 2)).IsRefused("SEN201", 1,
            "'layer1.0.x': groups 4 do not divide the 6 channels of its input, 'before' gives [N, 6, 56, 48]; they are groups times radix: give it a multiple of them, or use others");
        Call.Of("split_attention", Call.Map(8), ("channels", 5), ("groups", 2)).IsRefused("SEN202", 0,
            "'layer1.0.x': groups 2 do not divide its 5 output channels; use a multiple of the groups, or other groups");
        Call.Of("split_attention", Call.Map(6), ("channels", 6), ("groups", 3)).IsRefused("SEN237", 1,
            "'layer1.0.x': groups 3 do not divide the 32 reduced channels of split_attention; give 'reduced' or 'divisor' a multiple of 3");
    }

    [Fact]
    public void Runtime_channels_need_the_reduced_ones()
    {
        var map = Call.Map(Dimension.Of(2) * Dimension.Runtime("in_channels"));
        Assert.Equal("SplitAttention(2 * in_channels, 4, 16)", Call.Of("split_attention", map, ("channels", 4), ("reduced", 16)).Code);
        Call.Of("split_attention", map, ("channels", 4)).IsRefused("SEN214", -1,
            "'layer1.0.x': split_attention cannot derive its reduced channels from the 4 * in_channels channels of its input, which a runtime parameter decides; "
            + "give them: 'reduced: 16'");
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Call.Of("split_attention", Call.Map(4), ("channels", 4), ("kernel", 2)).IsRefused("SEN230", 1,
            "'layer1.0.x': kernel of split_attention is 2; it must be odd, so that it has a middle");
        Call.Of("split_attention", Call.Map(4), ("channels", 2_000_000_000)).IsRefused("SEN211", 0,
            "'layer1.0.x': channels times radix of split_attention is 4000000000; it must be at most 2147483647");
    }

    [Fact]
    public void A_flat_input_is_refused() =>
        Call.Of("split_attention", Call.Flat(64), ("channels", 4)).IsRefused("SEN200", -1,
            "'layer1.0.x': split_attention needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");
}
