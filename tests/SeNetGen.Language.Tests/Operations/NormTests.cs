using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Operations;

public class NormTests
{
    [Fact]
    public void Group_norm_has_a_gain_and_a_bias_a_channel()
    {
        var call = Call.Of("group_norm", Call.Map(64));
        Assert.Equal("64x56x48", call.Shape);
        Assert.Equal("GroupNorm(64, 32)", call.Code);
        Assert.Equal(["weight [64]", "bias [64]"], call.Tensors);
        Assert.Equal(128, call.Result!.Parameters.Constant);
        Assert.Equal(0, call.Result.MultiplyAdds);
        Assert.True(call.Result.Call is { IsStateful: true, SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
        Assert.Equal("GroupNorm(64, 4, eps: 1e-3, gamma: 0)", Call.Of("group_norm", Call.Flat(64), ("groups", 4), ("eps", "1e-3"), ("gamma", "0")).Code);
    }

    [Fact]
    public void Groups_that_do_not_divide_the_channels_are_refused()
    {
        Call.Of("group_norm", Call.Map(48)).IsRefused("SEN242", -1,
            "'layer1.0.x': groups 32 of group_norm do not divide the 48 channels of its input, 'before' gives [N, 48, 56, 48]; use groups that divide them");
        Call.Of("group_norm", Call.Map(Dimension.Runtime("in_channels")), ("groups", 3)).IsRefused("SEN242", 0,
            "'layer1.0.x': groups 3 of group_norm do not divide the in_channels channels of its input, 'before' gives [N, in_channels, 56, 48]; "
            + "use groups that divide them");
        Call.Of("group_norm", Call.Map(48), ("groups", 0)).IsRefused("SEN210", 0, "'layer1.0.x': groups of group_norm is 0; it must be at least 1");
    }

    [Fact]
    public void Layer_norm_has_a_gain_and_a_bias_a_channel()
    {
        var call = Call.Of("layer_norm", Call.Map(Dimension.Runtime("in_channels")));
        Assert.Equal("in_channelsx56x48", call.Shape);
        Assert.Equal("LayerNorm(in_channels)", call.Code);
        Assert.Equal(["weight [in_channels]", "bias [in_channels]"], call.Tensors);
        Assert.Equal("LayerNorm(64, eps: 1e-5, gamma: 0.5)", Call.Of("layer_norm", Call.Flat(64), ("gamma", "0.5"), ("eps", "1e-5")).Code);
    }

    [Theory]
    [InlineData("group_norm")]
    [InlineData("layer_norm")]
    public void What_is_added_to_the_variance_is_positive(string name) =>
        Call.Of(name, Call.Map(64), ("eps", "0.0")).IsRefused("SEN213", 0, $"'layer1.0.x': eps of {name} is 0.0; it must be more than 0");
}
