using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Operations;

public class SelectiveKernelTests
{
    [Fact]
    public void Two_dilated_paths_share_the_input()
    {
        var call = Call.Of("selective_kernel", Call.Map(64), ("channels", 128), ("stride", 2), ("reduction", 8), ("divisor", 16));
        Assert.Equal("128x28x24", call.Shape);
        Assert.Equal("SelectiveKernel(64, 128, 16, stride: 2)", call.Code);
        Assert.Equal(6 + 6 + 1 + 5 + 1, call.Tensors.Count);
        Assert.Equal(
            [
                "paths.0.conv.weight [128, 32, 3, 3]", "paths.0.bn.weight [128]", "paths.0.bn.bias [128]", "paths.0.bn.running_mean [128]*",
                "paths.0.bn.running_var [128]*", "paths.0.bn.num_batches_tracked []*", "paths.1.conv.weight [128, 32, 3, 3]",
            ],
            call.Tensors.Take(7));
        Assert.Equal("attn.fc_reduce.weight [16, 128, 1, 1]", call.Tensors[12]);
        Assert.Equal("attn.bn.weight [16]", call.Tensors[13]);
        Assert.Equal((2 * ((128 * 32 * 9) + 256)) + (16 * 128) + 32 + (256 * 16), call.Result!.Parameters.Constant);
        Assert.Equal((2L * 128 * 32 * 9 * 28 * 24) + (16 * 128) + (256 * 16), call.Result.MultiplyAdds);
        Assert.True(call.Result.Call is { IsStateful: true, SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
        Assert.Empty(call.Constraints);
    }

    // timm's make_divisible never falls below nine tenths.
    [Theory]
    [InlineData(64, 16, 8, 8)]
    [InlineData(512, 16, 8, 32)]
    [InlineData(128, 16, 32, 32)]
    [InlineData(176, 16, 8, 16)]
    [InlineData(310, 16, 8, 24)]
    [InlineData(160, 16, 8, 16)]
    public void Reduced_channels_come_from_the_output(int channels, int reduction, int divisor, int reduced) =>
        Assert.Equal($"SelectiveKernel(4, {channels}, {reduced})",
            Call.Of("selective_kernel", Call.Map(4), ("channels", channels), ("reduction", reduction), ("divisor", divisor)).Code);

    [Fact]
    public void Paths_may_have_kernels_of_their_own_over_the_whole_input()
    {
        var call = Call.Of("selective_kernel", Call.Map(6), ("channels", 4), ("kernels", new[] { "3", "5", "7" }), ("keep_3x3", false),
            ("split_input", false), ("groups", 2), ("dilation", 2), ("activation", "silu"), ("reduced", 3));
        Assert.Equal("SelectiveKernel(6, 4, 3, kernels: [3, 5, 7], dilation: 2, groups: 2, keep3X3: false, splitInput: false, activation: \"silu\")", call.Code);
        Assert.Contains("paths.2.conv.weight [4, 3, 7, 7]", call.Tensors);
        Assert.Contains("attn.fc_select.weight [12, 3, 1, 1]", call.Tensors);
        Assert.Equal("4x56x48", call.Shape);
    }

    [Theory]
    [InlineData("3", "3")]
    [InlineData("3, 4", "3", "4")]
    [InlineData("1, 3", "1", "3")]
    [InlineData("3, x", "3", "x")]
    public void Kernels_are_two_or_more_odd_numbers(string shown, params string[] kernels) =>
        Call.Of("selective_kernel", Call.Map(4), ("channels", 4), ("kernels", kernels)).IsRefused("SEN234", 1,
            $"'layer1.0.x': kernels of selective_kernel is [{shown}]; it must be two or more odd numbers of at least 3, such as [3, 5]");

    [Fact]
    public void Paths_must_divide_the_input()
    {
        Call.Of("selective_kernel", Call.Map(5), ("channels", 4)).IsRefused("SEN233", -1,
            "'layer1.0.x': the 2 paths of selective_kernel do not divide the 5 channels of its input, 'before' gives [N, 5, 56, 48]; "
            + "give it a multiple of 2 channels, or 'split_input: false'");
        Assert.NotNull(Call.Of("selective_kernel", Call.Map(5), ("channels", 4), ("split_input", false)).Result);
        Assert.Equal("SelectiveKernel(2 * in_channels, 4, 8)",
            Call.Of("selective_kernel", Call.Map(Dimension.Of(2) * Dimension.Runtime("in_channels")), ("channels", 4)).Code);
    }

    [Fact]
    public void Groups_must_divide_each_path_and_the_output()
    {
        Call.Of("selective_kernel", Call.Map(6), ("channels", 4), ("groups", 2)).IsRefused("SEN201", 1,
            "'layer1.0.x': groups 2 do not divide the 3 channels of its input, 'before' gives [N, 6, 56, 48]; give each path a multiple of the groups, or use other groups");
        Call.Of("selective_kernel", Call.Map(8), ("channels", 5), ("groups", 2)).IsRefused("SEN202", 0,
            "'layer1.0.x': groups 2 do not divide its 5 output channels; use a multiple of the groups, or other groups");
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Call.Of("selective_kernel", Call.Map(4), ("channels", 4), ("stride", 0)).IsRefused("SEN210", 1,
            "'layer1.0.x': stride of selective_kernel is 0; it must be at least 1");
        Call.Of("selective_kernel", Call.Map(4), ("channels", 4), ("dilation", 2_000_000_000)).IsRefused("SEN211", -1,
            "'layer1.0.x': the padding of selective_kernel is 4000000000; it must be at most 2147483647");
    }

    [Fact]
    public void A_flat_input_is_refused() =>
        Call.Of("selective_kernel", Call.Flat(64), ("channels", 4)).IsRefused("SEN200", -1,
            "'layer1.0.x': selective_kernel needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");
}
