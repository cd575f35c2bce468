using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Operations;

/// <summary>Pools over windows that the size decides, blurs, upsampling and what puts values together.</summary>
public class ResizeTests
{
    [Theory]
    [InlineData("global_max_pool", "GlobalMaxPool()", "64x1x1")]
    [InlineData("global_avgmax_pool", "GlobalAvgMaxPool()", "64x1x1")]
    [InlineData("global_catavgmax_pool", "GlobalCatAvgMaxPool()", "128x1x1")]
    public void Global_pools_leave_one_pixel(string name, string code, string shape)
    {
        var call = Call.Of(name, Call.Map(64));
        Assert.Equal(shape, call.Shape);
        Assert.Equal(code, call.Code);
        Assert.Empty(call.Constraints);
        Assert.True(call.Result!.Call is { IsStateful: false, SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
        Call.Of(name, Call.Flat(64)).IsRefused("SEN200", -1,
            $"'layer1.0.x': {name} needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");
    }

    [Fact]
    public void Twice_the_channels_must_fit_32_bits() =>
        Call.Of("global_catavgmax_pool", Call.Map(2_000_000_000)).IsRefused("SEN216", -1,
            "'layer1.0.x': the channels of global_catavgmax_pool would be more than 2147483647; use smaller numbers");

    [Theory]
    [InlineData("adaptive_avg_pool", "AdaptiveAvgPool")]
    [InlineData("adaptive_max_pool", "AdaptiveMaxPool")]
    public void Adaptive_pools_give_the_size_they_say(string name, string code)
    {
        var square = Call.Of(name, Call.Map(64), ("size", 7));
        Assert.Equal("64x7x7", square.Shape);
        Assert.Equal($"{code}(7, 7)", square.Code);
        Assert.Empty(square.Constraints);

        var pair = Call.Of(name, Call.Map(64), ("size", new[] { 2, 100 }));
        Assert.Equal("64x2x100", pair.Shape);
        Assert.Equal($"{code}(2, 100)", pair.Code);
        Assert.Equal(SizeFunction.Constant(100), pair.Result!.Output.Width);
        Call.Of(name, Call.Map(64), ("size", new[] { 2, 0 })).IsRefused("SEN210", 0, $"'layer1.0.x': size of {name} is 0; it must be at least 1");
        Call.Of(name, Call.Map(64), ("size", new[] { 2 })).IsRefused("SEN241", 0,
            $"'layer1.0.x': size of {name} is a list of 1; it must be one number for both, or [height, width]");
        Call.Of(name, Call.Flat(64), ("size", 1)).IsRefused("SEN200", -1,
            $"'layer1.0.x': {name} needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");
    }

    [Fact]
    public void A_blur_halves_the_size_rounded_up_and_demands_more_than_its_border()
    {
        var call = Call.Of("blur_pool", Call.Map(64));
        Assert.Equal("64x28x24", call.Shape);
        Assert.Equal("BlurPool(64)", call.Code);
        Assert.Empty(call.Tensors);
        Assert.Equal([2L, 2L], call.Constraints.Select(constraint => constraint.AtLeast!.Value));
        Assert.True(call.Result!.Call is { IsStateful: true, SavesInputs: false, IsAlias: false });
        Assert.Equal(5, call.Result.Output.Height.At(9));

        var larger = Call.Of("blur_pool", Call.Map(64), ("kernel", 5), ("stride", 3));
        Assert.Equal("BlurPool(64, kernel: 5, stride: 3)", larger.Code);
        Assert.Equal([4L, 4L], larger.Constraints.Select(constraint => constraint.AtLeast!.Value));
    }

    [Fact]
    public void A_blur_of_two_pixels_has_no_border_and_demands_both()
    {
        var call = Call.Of("blur_pool", Call.Map(64), ("kernel", 2), ("stride", 1));
        Assert.Equal("64x55x47", call.Shape);
        Assert.Equal([2L, 2L], call.Constraints.Select(constraint => constraint.AtLeast!.Value));
    }

    [Fact]
    public void Blurs_that_do_not_fit_are_refused()
    {
        Call.At(2, 60, "blur_pool", Call.Map(64), ("kernel", 5)).IsRefused("SEN243", 0,
            "'layer1.0.x': blur_pool with kernel 5, stride 2 reflects 2 pixels and needs an input of at least 3 by 3, 'before' gives [N, 64, 2, 60]; "
            + "use a smaller kernel or fewer strides before it");
        Call.Of("blur_pool", Call.Map(64), ("kernel", 1)).IsRefused("SEN210", 0, "'layer1.0.x': kernel of blur_pool is 1; it must be at least 2");
        Call.Of("blur_pool", Call.Flat(64)).IsRefused("SEN200", -1,
            "'layer1.0.x': blur_pool needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");
    }

    [Fact]
    public void Upsampling_multiplies_the_size()
    {
        var call = Call.Of("upsample", Call.Map(64), ("factor", 2));
        Assert.Equal("64x112x96", call.Shape);
        Assert.Equal("Upsample(2)", call.Code);
        Assert.True(call.Result!.Call is { IsStateful: false, SavesInputs: false, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
        Assert.Equal("Upsample(3, bilinear: true)", Call.Of("upsample", Call.Map(64), ("factor", 3), ("mode", "bilinear")).Code);
        Call.Of("upsample", Call.Map(64), ("factor", 0)).IsRefused("SEN210", 0, "'layer1.0.x': factor of upsample is 0; it must be at least 1");
        Call.Of("upsample", Call.Map(64), ("factor", 100_000_000)).IsRefused("SEN216", -1,
            "'layer1.0.x': the output size of upsample would be more than 2147483647; use smaller numbers");
        Call.Of("upsample", Call.Flat(64), ("factor", 2)).IsRefused("SEN200", -1,
            "'layer1.0.x': upsample needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");
    }

    [Fact]
    public void Concat_adds_up_channels()
    {
        var call = Call.Several("concat", Call.Map(64), Call.Map(16, "a"), Call.Map(Dimension.Runtime("in_channels"), "b"));
        Assert.Equal("in_channels + 80x56x48", call.Shape);
        Assert.Equal("Concat()", call.Code);
        Assert.Empty(call.Constraints);
        Assert.True(call.Result!.Call is { IsStateful: false, SavesInputs: false, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
        Assert.Equal("80", Call.Several("concat", Call.Flat(64), Call.Flat(16)).Shape);
    }

    [Fact]
    public void Concat_demands_sizes_that_are_equal_only_somewhere()
    {
        var half = new PlanValue("half", Dimension.Of(8), SizeFunction.Constant(56), SizeFunction.Identity, IsFlat: false);
        var call = Call.Several("concat", Call.Map(64), half);
        Assert.Equal("72x56x48", call.Shape);
        Assert.True(Assert.Single(call.Constraints).IsHeight);
    }

    [Fact]
    public void Concat_of_different_sizes_is_refused()
    {
        var half = new PlanValue("half", Dimension.Of(8), SizeFunction.Constant(28), SizeFunction.Identity, IsFlat: false);
        Call.Several("concat", Call.Map(64), half).IsRefused("SEN240", -1,
            "'layer1.0.x': concat needs equal heights and widths, 'before' gives [N, 64, 56, 48], 'half' gives [N, 8, 28, 48]; give both the same strides and padding");
        Call.Several("concat", Call.Map(64), Call.Flat(8, "row")).IsRefused("SEN240", -1,
            "'layer1.0.x': concat needs equal heights and widths, 'before' gives [N, 64, 56, 48], 'row' gives [N, 8]; flatten both or neither");
        Call.Several("concat", Call.Map(2_000_000_000), Call.Map(2_000_000_000, "a")).IsRefused("SEN216", -1,
            "'layer1.0.x': the channels of concat would be more than 2147483647; use smaller numbers");
    }
}
