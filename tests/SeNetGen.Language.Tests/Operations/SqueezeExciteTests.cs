using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Operations;

public class SqueezeExciteTests
{
    [Fact]
    public void Reduced_channels_are_a_sixteenth_rounded_to_8()
    {
        var call = Call.Of("squeeze_excite", Call.Map(256));
        Assert.Equal("256x56x48", call.Shape);
        Assert.Equal("SqueezeExcite(256, 16)", call.Code);
        Assert.Equal(["fc1.weight [16, 256, 1, 1]", "fc1.bias [16]", "fc2.weight [256, 16, 1, 1]", "fc2.bias [256]"], call.Tensors);
        Assert.Equal((2 * 256 * 16) + 16 + 256, call.Result!.Parameters.Constant);
        Assert.Equal(2 * 256 * 16, call.Result.MultiplyAdds);
        Assert.True(call.Result.Call is { IsStateful: true, SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
        Assert.Empty(call.Constraints);
    }

    [Theory]
    [InlineData(64, 16, 8, 8)]
    [InlineData(192, 16, 8, 16)]
    [InlineData(160, 16, 8, 8)]
    [InlineData(176, 16, 8, 8)]
    [InlineData(256, 4, 8, 64)]
    [InlineData(100, 16, 1, 6)]
    [InlineData(8, 16, 1, 1)]
    [InlineData(8, 16, 8, 8)]
    public void Reduced_channels_follow_reduction_and_divisor(int channels, int reduction, int divisor, int reduced) =>
        Assert.Equal($"SqueezeExcite({channels}, {reduced})",
            Call.Of("squeeze_excite", Call.Map(channels), ("reduction", reduction), ("divisor", divisor)).Code);

    [Fact]
    public void Mindcvs_form_has_its_names_and_plain_matrices()
    {
        var call = Call.Of("squeeze_excite", Call.Map(64), ("reduced", 4), ("names", new[] { "conv_reduce", "conv_expand" }), ("weights", "linear"));
        Assert.Equal("SqueezeExcite(64, 4, reduce: \"conv_reduce\", expand: \"conv_expand\", linear: true)", call.Code);
        Assert.Equal(["conv_reduce.weight [4, 64]", "conv_reduce.bias [4]", "conv_expand.weight [64, 4]", "conv_expand.bias [64]"], call.Tensors);
    }

    // timm rounds channels / 16, halves up; a floor before it would give 6.
    [Fact]
    public void Odd_divisors_round_the_exact_quotient() =>
        Assert.Equal("SqueezeExcite(104, 7)", Call.Of("squeeze_excite", Call.Map(104), ("divisor", 1)).Code);

    [Fact]
    public void Every_option_of_timm_is_there()
    {
        var call = Call.Of("squeeze_excite", Call.Map(64), ("bias", false), ("norm", "batch_norm"), ("activation", "silu"), ("gate", "hard_sigmoid"), ("add_maxpool", true));
        Assert.Equal("SqueezeExcite(64, 8, bias: false, norm: \"batch_norm\", activation: \"silu\", gate: \"hard_sigmoid\", addMaxpool: true)", call.Code);
        Assert.Equal(
            [
                "fc1.weight [8, 64, 1, 1]", "bn.weight [8]", "bn.bias [8]", "bn.running_mean [8]*", "bn.running_var [8]*",
                "bn.num_batches_tracked []*", "fc2.weight [64, 8, 1, 1]",
            ],
            call.Tensors);
        Assert.Equal(["fc1.weight [8, 64, 1, 1]", "fc1.bias [8]", "bn.weight [8]", "bn.bias [8]", "fc2.weight [64, 8, 1, 1]", "fc2.bias [64]"],
            Call.Of("squeeze_excite", Call.Map(64), ("norm", "layer_norm")).Tensors);
    }

    [Fact]
    public void A_map_may_not_take_the_norms_key()
    {
        Assert.NotNull(Call.Of("squeeze_excite", Call.Map(64), ("names", new[] { "bn", "fc2" })).Result);
        Call.Of("squeeze_excite", Call.Map(64), ("names", new[] { "bn", "fc2" }), ("norm", "layer_norm")).IsRefused("SEN217", 0,
            "'layer1.0.x': names of squeeze_excite is [bn, fc2]; it must be two different keys beside the norm's 'bn', such as [fc1, fc2]");
    }

    [Fact]
    public void Runtime_channels_need_the_reduced_ones()
    {
        var map = Call.Map(Dimension.Runtime("in_channels"));
        Assert.Equal("SqueezeExcite(in_channels, 4)", Call.Of("squeeze_excite", map, ("reduced", 4)).Code);
        Call.Of("squeeze_excite", map).IsRefused("SEN214", -1,
            "'layer1.0.x': squeeze_excite cannot derive its reduced channels from the in_channels channels of its input, which a runtime parameter decides; "
            + "give them: 'squeeze_excite: 16'");
    }

    [Theory]
    [InlineData("reduced")]
    [InlineData("reduction")]
    [InlineData("divisor")]
    public void Numbers_that_are_too_small_are_refused(string argument) =>
        Call.Of("squeeze_excite", Call.Map(64), (argument, 0)).IsRefused("SEN210", 0, $"'layer1.0.x': {argument} of squeeze_excite is 0; it must be at least 1");

    [Theory]
    [InlineData("fc1, fc1", "fc1", "fc1")]
    [InlineData("fc1", "fc1")]
    [InlineData("fc1, fc.2", "fc1", "fc.2")]
    [InlineData("fc1, 02", "fc1", "02")]
    [InlineData(", fc2", "", "fc2")]
    public void Names_are_two_keys(string shown, params string[] names) =>
        Call.Of("squeeze_excite", Call.Map(64), ("names", names)).IsRefused("SEN217", 0,
            $"'layer1.0.x': names of squeeze_excite is [{shown}]; it must be two different keys, such as [fc1, fc2]");

    [Fact]
    public void A_flat_input_is_refused() =>
        Call.Of("squeeze_excite", Call.Flat(64)).IsRefused("SEN200", -1,
            "'layer1.0.x': squeeze_excite needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");
}
