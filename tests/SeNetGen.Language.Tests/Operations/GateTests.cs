using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Operations;

/// <summary>effective_squeeze_excite, cbam, gather_excite and coordinate_attention.</summary>
public class GateTests
{
    [Fact]
    public void Effective_squeeze_excite_has_one_map()
    {
        var call = Call.Of("effective_squeeze_excite", Call.Map(64));
        Assert.Equal("64x56x48", call.Shape);
        Assert.Equal("EffectiveSqueezeExcite(64)", call.Code);
        Assert.Equal(["fc.weight [64, 64, 1, 1]", "fc.bias [64]"], call.Tensors);
        Assert.Equal((64 * 64) + 64, call.Result!.Parameters.Constant);
        Assert.Equal(64 * 64, call.Result.MultiplyAdds);
        Assert.Equal("EffectiveSqueezeExcite(64, gate: \"sigmoid\", addMaxpool: true)",
            Call.Of("effective_squeeze_excite", Call.Map(64), ("gate", "sigmoid"), ("add_maxpool", true)).Code);
        Assert.Equal("EffectiveSqueezeExcite(in_channels)", Call.Of("effective_squeeze_excite", Call.Map(Dimension.Runtime("in_channels"))).Code);
    }

    [Fact]
    public void Cbam_has_a_gate_of_channels_and_one_of_pixels()
    {
        var call = Call.Of("cbam", Call.Map(64));
        Assert.Equal("64x56x48", call.Shape);
        Assert.Equal("Cbam(64, 4)", call.Code);
        Assert.Equal(
            [
                "channel.fc1.weight [4, 64, 1, 1]", "channel.fc2.weight [64, 4, 1, 1]", "spatial.conv.conv.weight [1, 2, 7, 7]", "spatial.conv.bn.weight [1]",
                "spatial.conv.bn.bias [1]", "spatial.conv.bn.running_mean [1]*", "spatial.conv.bn.running_var [1]*", "spatial.conv.bn.num_batches_tracked []*",
            ],
            call.Tensors);
        Assert.Equal((2 * 64 * 4) + 98 + 2, call.Result!.Parameters.Constant);
        Assert.Equal((4 * 64 * 4) + (98 * 56 * 48), call.Result.MultiplyAdds);
        Assert.Empty(call.Constraints);
    }

    [Fact]
    public void Light_cbam_looks_once_at_one_map()
    {
        var call = Call.Of("cbam", Call.Map(64), ("light", true), ("kernel", 3), ("bias", true));
        Assert.Equal("Cbam(64, 4, kernel: 3, bias: true, light: true)", call.Code);
        Assert.Contains("spatial.conv.conv.weight [1, 1, 3, 3]", call.Tensors);
        Assert.Contains("channel.fc2.bias [64]", call.Tensors);
        Assert.Equal((2 * 64 * 4) + (9 * 56 * 48), call.Result!.MultiplyAdds);
    }

    [Fact]
    public void Cbams_kernel_is_odd() =>
        Call.Of("cbam", Call.Map(64), ("kernel", 4)).IsRefused("SEN230", 0, "'layer1.0.x': kernel of cbam is 4; it must be odd, so that it has a middle");

    [Fact]
    public void Gather_excite_of_the_whole_map_is_two_maps()
    {
        var call = Call.Of("gather_excite", Call.Map(64));
        Assert.Equal("64x56x48", call.Shape);
        Assert.Equal("GatherExcite(64, 4)", call.Code);
        Assert.Equal(["mlp.fc1.weight [4, 64, 1, 1]", "mlp.fc1.bias [4]", "mlp.fc2.weight [64, 4, 1, 1]", "mlp.fc2.bias [64]"], call.Tensors);
        Assert.Equal(2 * 64 * 4, call.Result!.MultiplyAdds);
        Assert.Empty(call.Constraints);
    }

    [Fact]
    public void Gather_excite_maps_every_gathered_value()
    {
        var call = Call.Of("gather_excite", Call.Map(64), ("extent", 32), ("add_maxpool", true));
        Assert.Equal("GatherExcite(64, 4, extent: 32, addMaxpool: true)", call.Code);
        Assert.Equal(2 * 64 * 4 * 2 * 2, call.Result!.MultiplyAdds);
    }

    [Fact]
    public void Gather_excite_halves_by_depthwise_convolutions()
    {
        var call = Call.Of("gather_excite", Call.Map(64), ("extent", 4), ("depthwise", true));
        Assert.Equal("GatherExcite(64, 4, extent: 4, depthwise: true)", call.Code);
        Assert.Equal(16, call.Tensors.Count);
        Assert.Equal("gather.conv1.weight [64, 1, 3, 3]", call.Tensors[0]);
        Assert.Equal("gather.norm1.weight [64]", call.Tensors[1]);
        Assert.Equal("gather.conv2.weight [64, 1, 3, 3]", call.Tensors[6]);
        Assert.Equal((64 * 9 * 28 * 24) + (64 * 9 * 14 * 12) + (2 * 64 * 4 * 14 * 12), call.Result!.MultiplyAdds);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void An_extent_is_a_power_of_two(int extent) =>
        Call.Of("gather_excite", Call.Map(64), ("extent", extent)).IsRefused("SEN235", 0,
            $"'layer1.0.x': extent of gather_excite is {extent}; it must be 0 for the whole map, or a power of 2, such as 4");

    [Fact]
    public void Convolutions_gather_to_an_extent_and_no_maxima()
    {
        Call.Of("gather_excite", Call.Map(64), ("depthwise", true)).IsRefused("SEN236", 0,
            "'layer1.0.x': gather_excite with 'depthwise' needs an 'extent', such as 2");
        Call.Of("gather_excite", Call.Map(64), ("depthwise", true), ("extent", 2), ("add_maxpool", true)).IsRefused("SEN236", 0,
            "'layer1.0.x': gather_excite with 'depthwise' needs no 'add_maxpool'");
    }

    [Fact]
    public void Coordinate_attention_maps_rows_and_columns()
    {
        var call = Call.Of("coordinate_attention", Call.Map(256));
        Assert.Equal("256x56x48", call.Shape);
        Assert.Equal("CoordinateAttention(256, 8)", call.Code);
        Assert.Equal(
            [
                "conv1.weight [8, 256, 1, 1]", "bn1.weight [8]", "bn1.bias [8]", "bn1.running_mean [8]*", "bn1.running_var [8]*",
                "bn1.num_batches_tracked []*", "conv_h.weight [256, 8, 1, 1]", "conv_w.weight [256, 8, 1, 1]",
            ],
            call.Tensors);
        Assert.Equal((3 * 256 * 8) + 16, call.Result!.Parameters.Constant);
        Assert.Equal(2 * 256 * 8 * (56 + 48), call.Result.MultiplyAdds);
    }

    // timm: make_divisible(channels / 16 * 2 / 3, 8).
    [Theory]
    [InlineData(64, 8)]
    [InlineData(287, 8)]
    [InlineData(288, 16)]
    [InlineData(2048, 88)]
    public void Coordinate_attention_reduces_as_timm(int channels, int reduced) =>
        Assert.Equal($"CoordinateAttention({channels}, {reduced})", Call.Of("coordinate_attention", Call.Map(channels)).Code);

    [Theory]
    [InlineData("cbam")]
    [InlineData("gather_excite")]
    [InlineData("coordinate_attention")]
    public void Runtime_channels_need_the_reduced_ones(string operation) =>
        Call.Of(operation, Call.Map(Dimension.Runtime("in_channels"))).IsRefused("SEN214", -1,
            $"'layer1.0.x': {operation} cannot derive its reduced channels from the in_channels channels of its input, which a runtime parameter decides; "
            + $"give them: '{operation}: 16'");

    [Theory]
    [InlineData("effective_squeeze_excite")]
    [InlineData("cbam")]
    [InlineData("gather_excite")]
    [InlineData("coordinate_attention")]
    public void A_flat_input_is_refused(string operation) =>
        Call.Of(operation, Call.Flat(64)).IsRefused("SEN200", -1,
            $"'layer1.0.x': {operation} needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");

    [Theory]
    [InlineData("cbam")]
    [InlineData("gather_excite")]
    [InlineData("coordinate_attention")]
    public void Every_gate_is_stateful_and_reads_its_input(string operation) =>
        Assert.True(Call.Of(operation, Call.Map(64)).Result!.Call is { IsStateful: true, SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
}
