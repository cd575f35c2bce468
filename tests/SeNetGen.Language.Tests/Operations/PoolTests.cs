using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Operations;

public class PoolTests
{
    [Fact]
    public void Stride_is_the_kernel_by_default()
    {
        var call = Call.Of("max_pool", Call.Map(64), ("kernel", 2));
        Assert.Equal("64x28x24", call.Shape);
        Assert.Equal("MaxPool(2, 2)", call.Code);
        Assert.Equal((0, 0), (call.Result!.Parameters.Constant, call.Result.MultiplyAdds));
        Assert.Empty(call.Tensors);
        Assert.True(call.Result.Call is { IsStateful: false, SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
        Assert.Equal(1, call.Constraints[0].AtLeast);
        Assert.Equal(2, call.Constraints.Count);
    }

    [Fact]
    public void Resnets_pool_takes_every_size()
    {
        var call = Call.Of("max_pool", Call.Map(64), ("kernel", 3), ("stride", 2), ("padding", 1));
        Assert.Equal("64x28x24", call.Shape);
        Assert.Equal("MaxPool(3, 2, padding: 1)", call.Code);
        Assert.Empty(call.Constraints);
    }

    [Fact]
    public void Ceil_mode_counts_a_window_that_is_cut_off()
    {
        var call = Call.At(57, 48, "max_pool", Call.Map(64), ("kernel", 3), ("stride", 2), ("ceil", true));
        Assert.Equal("MaxPool(3, 2, ceil: true)", call.Code);
        Assert.Equal((28, 28, 29), (call.Result!.Output.Height.At(56), call.Result.Output.Height.At(57), call.Result.Output.Height.At(58)));
    }

    [Fact]
    public void Padding_same_gives_the_size_over_the_stride_rounded_up()
    {
        var call = Call.At(57, 48, "max_pool", Call.Map(64), ("kernel", 3), ("stride", 2), ("padding", "same"));
        Assert.Equal("MaxPoolSame(3, 2)", call.Code);
        Assert.Equal(SizeFunction.Same(2), call.Result!.Output.Height);
        Assert.Empty(call.Constraints);
    }

    [Fact]
    public void Avg_pool_may_leave_padding_out_of_the_mean()
    {
        var call = Call.Of("avg_pool", Call.Map(64), ("kernel", 2), ("ceil", true), ("count_padding", false));
        Assert.Equal("AvgPool(2, 2, ceil: true, countPadding: false)", call.Code);
        Assert.Equal("64x28x24", call.Shape);
        Assert.True(call.Result!.Call is { IsStateful: false, SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
        Assert.Equal("AvgPool(3, 1, padding: 1)", Call.Of("avg_pool", Call.Map(64), ("kernel", 3), ("stride", 1), ("padding", 1)).Code);
    }

    [Fact]
    public void Padding_beyond_half_the_kernel_is_refused()
    {
        Call.Of("max_pool", Call.Map(64), ("kernel", 3), ("padding", 2)).IsRefused("SEN207", 1,
            "'layer1.0.x': max_pool padding 2 is more than half its kernel 3; use at most 1");
        Call.Of("avg_pool", Call.Map(64), ("kernel", 2), ("padding", 2)).IsRefused("SEN207", 1,
            "'layer1.0.x': avg_pool padding 2 is more than half its kernel 2; use at most 1");
    }

    [Fact]
    public void A_pool_that_leaves_nothing_is_refused() =>
        Call.At(2, 48, "max_pool", Call.Map(64), ("kernel", 3), ("stride", 2)).IsRefused("SEN206", 0,
            "'layer1.0.x': max_pool with kernel 3, stride 2, padding 0 leaves nothing of its input, 'before' gives [N, 64, 2, 48]; "
            + "use a smaller kernel or fewer strides before it");

    [Fact]
    public void Ceil_with_padding_same_is_refused() =>
        Call.Of("max_pool", Call.Map(64), ("kernel", 3), ("padding", "same"), ("ceil", true)).IsRefused("SEN218", 2,
            "'layer1.0.x': max_pool with 'padding: same' covers every pixel already; leave 'ceil' out");

    [Theory]
    [InlineData("kernel", 0, 1)]
    [InlineData("stride", 0, 1)]
    [InlineData("padding", -1, 0)]
    public void Numbers_that_are_too_small_are_refused(string argument, int value, int least)
    {
        (string, object)[] arguments = argument == "kernel" ? [("kernel", value)] : [("kernel", 2), (argument, value)];
        foreach (var operation in new[] { "max_pool", "avg_pool" })
        {
            Call.Of(operation, Call.Map(64), arguments).IsRefused("SEN210", arguments.Length - 1,
                $"'layer1.0.x': {argument} of {operation} is {value}; it must be at least {least}");
        }
    }

    [Fact]
    public void A_stride_beyond_what_is_solved_is_refused() =>
        Call.Of("max_pool", Call.Map(64), ("kernel", 3), ("stride", 20_000), ("padding", "same")).IsRefused("SEN215", -1,
            "'layer1.0.x': sizes are too intricate: the output of max_pool would repeat only after more than 16,384 pixels; use smaller or fewer distinct strides");

    [Fact]
    public void A_flat_input_is_refused()
    {
        foreach (var operation in new[] { "max_pool", "avg_pool" })
        {
            Call.Of(operation, Call.Flat(64), ("kernel", 2)).IsRefused("SEN200", -1,
                $"'layer1.0.x': {operation} needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");
        }

        Call.Of("global_avg_pool", Call.Flat(64)).IsRefused("SEN200", -1,
            "'layer1.0.x': global_avg_pool needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");
    }

    [Fact]
    public void Global_avg_pool_leaves_one_pixel()
    {
        var call = Call.Of("global_avg_pool", Call.Map(64));
        Assert.Equal("64x1x1", call.Shape);
        Assert.Equal("GlobalAvgPool()", call.Code);
        Assert.Equal(SizeFunction.One, call.Result!.Output.Height);
        Assert.True(call.Result.Call is { IsStateful: false, SavesInputs: false, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
        Assert.Empty(call.Constraints);
    }
}
