using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Operations;

public class GlobalContextTests
{
    [Fact]
    public void Scaling_is_the_default()
    {
        var call = Call.Of("global_context", Call.Map(64));
        Assert.Equal("64x56x48", call.Shape);
        Assert.Equal("GlobalContext(64, 8)", call.Code);
        Assert.Equal(
            [
                "conv_attn.weight [1, 64, 1, 1]", "conv_attn.bias [1]", "mlp_scale.fc1.weight [8, 64, 1, 1]", "mlp_scale.fc1.bias [8]",
                "mlp_scale.norm.weight [8]", "mlp_scale.norm.bias [8]", "mlp_scale.fc2.weight [64, 8, 1, 1]", "mlp_scale.fc2.bias [64]",
            ],
            call.Tensors);
        Assert.Equal(65 + (2 * 64 * 8) + 8 + 16 + 64, call.Result!.Parameters.Constant);
        Assert.Equal(0, call.Result.MultiplyAdds);
        Assert.True(call.Result.Call is { IsStateful: true, SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
        Assert.Empty(call.Constraints);
    }

    [Fact]
    public void Adding_has_keys_of_its_own()
    {
        var call = Call.Of("global_context", Call.Map(64), ("fuse", "add"));
        Assert.Equal("GlobalContext(64, 8, add: true)", call.Code);
        Assert.Contains("mlp_add.fc2.weight [64, 8, 1, 1]", call.Tensors);
    }

    [Theory]
    [InlineData(384, 48)]
    [InlineData(100, 13)]
    [InlineData(99, 12)]
    [InlineData(2, 1)]
    public void An_eighth_of_the_channels_is_rounded_to_the_nearest(int channels, int reduced) =>
        Assert.Equal($"GlobalContext({channels}, {reduced})", Call.Of("global_context", Call.Map(channels)).Code);

    [Fact]
    public void Reduced_channels_are_given_where_a_runtime_parameter_decides()
    {
        var map = Call.Map(Dimension.Runtime("in_channels"));
        Assert.Equal("GlobalContext(in_channels, 4)", Call.Of("global_context", map, ("reduced", 4)).Code);
        Call.Of("global_context", map).IsRefused("SEN214", -1,
            "'layer1.0.x': global_context cannot derive its reduced channels from the in_channels channels of its input, which a runtime parameter decides; "
            + "give them: 'global_context: 16'");
    }

    [Fact]
    public void A_flat_input_is_refused() =>
        Call.Of("global_context", Call.Flat(64)).IsRefused("SEN200", -1,
            "'layer1.0.x': global_context needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");
}
