using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Operations;

public class ActivationTests
{
    [Theory]
    [InlineData("relu6", "Relu6()")]
    [InlineData("gelu", "Gelu()")]
    [InlineData("hard_swish", "HardSwish()")]
    [InlineData("hard_sigmoid", "HardSigmoid()")]
    [InlineData("leaky_relu", "LeakyRelu()")]
    [InlineData("mish", "Mish()")]
    public void Activations_keep_the_shape_and_read_their_input_again(string name, string code)
    {
        var call = Call.Of(name, Call.Map(64));
        Assert.Equal("64x56x48", call.Shape);
        Assert.Equal(code, call.Code);
        Assert.Equal("64", Call.Of(name, Call.Flat(64)).Shape);
        Assert.Equal(0, call.Result!.Parameters.Constant);
        Assert.True(call.Result.Call is { IsStateful: false, SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
    }

    [Fact]
    public void Gelu_is_exact_unless_told()
    {
        Assert.Equal("Gelu()", Call.Of("gelu", Call.Map(64), ("approximate", "none")).Code);
        Assert.Equal("Gelu(tanh: true)", Call.Of("gelu", Call.Map(64), ("approximate", "tanh")).Code);
    }

    [Fact]
    public void Leaky_relus_slope_is_printed_where_it_differs()
    {
        Assert.Equal("LeakyRelu()", Call.Of("leaky_relu", Call.Map(64), ("slope", "1e-2")).Code);
        Assert.Equal("LeakyRelu(slope: 0.2)", Call.Of("leaky_relu", Call.Map(64), ("slope", "0.2")).Code);
        Call.Of("leaky_relu", Call.Map(64), ("slope", "1e999")).IsRefused("SEN213", 0,
            "'layer1.0.x': slope of leaky_relu is 1e999; it must be a finite number");
    }

    [Fact]
    public void Prelu_has_one_weight_or_one_a_channel()
    {
        var one = Call.Of("prelu", Call.Map(64));
        Assert.Equal("PRelu(1)", one.Code);
        Assert.Equal(["weight [1]"], one.Tensors);
        Assert.Equal(1, one.Result!.Parameters.Constant);
        Assert.Equal(0, one.Result.MultiplyAdds);
        Assert.True(one.Result.Call is { IsStateful: true, SavesInputs: true });

        var many = Call.Of("prelu", Call.Map(Dimension.Runtime("in_channels")), ("per_channel", true), ("start", "0.1"));
        Assert.Equal("PRelu(in_channels, start: 0.1)", many.Code);
        Assert.Equal(["weight [in_channels]"], many.Tensors);
    }

    [Fact]
    public void Softmax_keeps_its_output()
    {
        var call = Call.Of("softmax", Call.Map(64));
        Assert.Equal("Softmax()", call.Code);
        Assert.True(call.Result!.Call is { IsStateful: false, SavesInputs: false, SavesOutput: true, CanRunInPlace: false });
        Assert.Equal("Softmax(pixels: true)", Call.Of("softmax", Call.Map(64), ("over", "pixels")).Code);
        Assert.Equal("64", Call.Of("softmax", Call.Flat(64)).Shape);
    }

    [Fact]
    public void Softmax_over_the_pixels_of_a_row_is_refused() =>
        Call.Of("softmax", Call.Flat(64), ("over", "pixels")).IsRefused("SEN200", -1,
            "'layer1.0.x': softmax needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");
}
