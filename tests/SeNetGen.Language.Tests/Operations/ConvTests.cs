using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Operations;

public class ConvTests
{
    [Fact]
    public void A_plain_convolution_is_1x1_without_bias()
    {
        var call = Call.Of("conv", Call.Map(64), ("channels", 256));
        Assert.Equal("256x56x48", call.Shape);
        Assert.Equal("Conv(64, 256)", call.Code);
        Assert.Equal(["weight [256, 64, 1, 1]"], call.Tensors);
        Assert.Equal(16_384, call.Result!.Parameters.Constant);
        Assert.Equal(16_384L * 56 * 48, call.Result.MultiplyAdds);
        Assert.Empty(call.Constraints);
        Assert.True(call.Result.Call is { IsStateful: true, SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
    }

    [Fact]
    public void Every_argument_is_printed_where_it_differs()
    {
        var call = Call.Of("conv", Call.Map(64), ("channels", 128), ("kernel", 3), ("stride", 2), ("padding", 3), ("dilation", 2), ("groups", 32), ("bias", true));
        Assert.Equal("Conv(64, 128, kernel: 3, stride: 2, padding: 3, dilation: 2, groups: 32, bias: true)", call.Code);
        Assert.Equal(["weight [128, 2, 3, 3]", "bias [128]"], call.Tensors);
        Assert.Equal("128x29x25", call.Shape);
        Assert.Equal((128 * 2 * 9) + 128, call.Result!.Parameters.Constant);
        Assert.Equal(128L * 2 * 9 * 29 * 25, call.Result.MultiplyAdds);
    }

    [Fact]
    public void Height_and_width_may_differ()
    {
        var call = Call.Of("conv", Call.Map(64), ("channels", 32), ("kernel", new[] { 1, 7 }));
        Assert.Equal("32x56x48", call.Shape);
        Assert.Equal("Conv(64, 32, kernel: (1, 7), stride: (1, 1), padding: (0, 3), dilation: (1, 1))", call.Code);
        Assert.Equal(["weight [32, 64, 1, 7]"], call.Tensors);
        Assert.Equal(32L * 64 * 7 * 56 * 48, call.Result!.MultiplyAdds);
        Assert.Empty(call.Constraints);

        var uneven = Call.Of("conv", Call.Map(64), ("channels", 32), ("kernel", 3), ("stride", new[] { 1, 2 }), ("padding", new[] { 1, 0 }), ("dilation", new[] { 1, 4 }));
        Assert.Equal("32x56x20", uneven.Shape);
        Assert.Equal("Conv(64, 32, kernel: (3, 3), stride: (1, 2), padding: (1, 0), dilation: (1, 4))", uneven.Code);
        var demand = Assert.Single(uneven.Constraints);
        Assert.Equal((false, 9L), (demand.IsHeight, demand.AtLeast!.Value));
    }

    [Fact]
    public void Equal_sides_are_one_number() =>
        Assert.Equal("Conv(64, 32, kernel: 3, padding: 1)", Call.Of("conv", Call.Map(64), ("channels", 32), ("kernel", new[] { 3, 3 })).Code);

    [Fact]
    public void Sides_that_do_not_fit_are_refused()
    {
        Call.At(60, 4, "conv", Call.Map(8), ("channels", 8), ("kernel", new[] { 3, 7 }), ("padding", new[] { 1, 0 })).IsRefused("SEN205", 1,
            "'layer1.0.x': conv with kernel 3x7 needs a padded input of at least 3 by 7, 'before' gives [N, 8, 60, 4] and padding 1x0 makes it 62 by 4; "
            + "use a smaller kernel, more padding or fewer strides before it");
        Call.Of("conv", Call.Map(8), ("channels", 8), ("kernel", new[] { 3, 2 })).IsRefused("SEN209", 1,
            "'layer1.0.x': conv with the even kernel 3x2 has no default padding; give 'padding'");
        Call.Of("conv", Call.Map(8), ("channels", 8), ("kernel", new[] { 3 })).IsRefused("SEN241", 1,
            "'layer1.0.x': kernel of conv is a list of 1; it must be one number for both, or [height, width]");
        Call.Of("conv", Call.Map(8), ("channels", 8), ("stride", new[] { 1, 0 })).IsRefused("SEN210", 1,
            "'layer1.0.x': stride of conv is 0; it must be at least 1");
    }

    [Fact]
    public void Groups_of_every_channel_are_a_depthwise_convolution()
    {
        var call = Call.Of("conv", Call.Map(64), ("channels", 64), ("kernel", 3), ("groups", 64));
        Assert.Equal(["weight [64, 1, 3, 3]"], call.Tensors);
        Assert.Equal(64L * 9 * 56 * 48, call.Result!.MultiplyAdds);
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(3, 1, 1)]
    [InlineData(7, 1, 3)]
    [InlineData(3, 2, 2)]
    [InlineData(5, 3, 6)]
    public void Default_padding_keeps_the_size(int kernel, int dilation, int padding)
    {
        var call = Call.Of("conv", Call.Map(8), ("channels", 8), ("kernel", kernel), ("dilation", dilation));
        Assert.Equal("8x56x48", call.Shape);
        Assert.Equal(padding == 0, !call.Code.Contains("padding", StringComparison.Ordinal));
        Assert.Contains(padding == 0 ? "8, 8" : $"padding: {padding}", call.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void Channels_of_the_input_may_be_a_runtime_parameter()
    {
        var call = Call.Of("conv", Call.Map(Dimension.Runtime("in_channels")), ("channels", 16), ("kernel", 3));
        Assert.Equal("Conv(in_channels, 16, kernel: 3, padding: 1)", call.Code);
        Assert.Equal(["weight [16, in_channels, 3, 3]"], call.Tensors);
        Assert.Equal("144 * in_channels", call.Result!.Parameters.ToString());
        Assert.Equal(144L * 3 * 56 * 48, call.Result.MultiplyAdds);
    }

    [Fact]
    public void A_kernel_beyond_its_padding_demands_a_size()
    {
        var call = Call.Of("conv", Call.Map(8), ("channels", 8), ("kernel", 7), ("padding", 1));
        Assert.Equal("8x52x44", call.Shape);
        Assert.Equal(2, call.Constraints.Count);
        Assert.All(call.Constraints, constraint => Assert.Equal((5, "x", Call.Layer), (constraint.AtLeast, constraint.Layer, constraint.At)));
        Assert.Equal([true, false], call.Constraints.Select(constraint => constraint.IsHeight));
    }

    [Fact]
    public void A_kernel_larger_than_its_input_is_refused() =>
        Call.At(4, 60, "conv", Call.Map(8), ("channels", 8), ("kernel", 7), ("padding", 1)).IsRefused("SEN205", 1,
            "'layer1.0.x': conv with kernel 7 needs a padded input of at least 7 by 7, 'before' gives [N, 8, 4, 60] and padding 1 makes it 6 by 62; "
            + "use a smaller kernel, more padding or fewer strides before it");

    [Fact]
    public void A_dilated_kernel_larger_than_its_input_is_refused() =>
        Call.At(60, 4, "conv", Call.Map(8), ("channels", 8), ("kernel", 3), ("padding", 0), ("dilation", 2)).IsRefused("SEN205", 1,
            "'layer1.0.x': conv with kernel 3, dilation 2 needs a padded input of at least 5 by 5, 'before' gives [N, 8, 60, 4] and padding 0 makes it 60 by 4; "
            + "use a smaller kernel, more padding or fewer strides before it");

    [Fact]
    public void Groups_that_do_not_divide_the_inputs_channels_are_refused() =>
        Call.Of("conv", Call.Map(100), ("channels", 128), ("groups", 32)).IsRefused("SEN201", 1,
            "'layer1.0.x': groups 32 do not divide the 100 channels of its input, 'before' gives [N, 100, 56, 48]; give 'before' 96 or 128 channels or use other groups");

    [Fact]
    public void Groups_over_runtime_channels_are_refused() =>
        Call.Of("conv", Call.Map(Dimension.Runtime("in_channels")), ("channels", 128), ("groups", 2)).IsRefused("SEN201", 1,
            "'layer1.0.x': groups 2 do not divide the in_channels channels of its input, 'before' gives [N, in_channels, 56, 48]; "
            + "use 'groups: 1' where a runtime parameter decides the channels");

    [Fact]
    public void Groups_that_divide_whatever_the_runtime_parameter_is_are_accepted()
    {
        var call = Call.Of("conv", Call.Map(Dimension.Of(4) * Dimension.Runtime("in_channels")), ("channels", 128), ("groups", 2));
        Assert.Equal(["weight [128, 2 * in_channels, 1, 1]"], call.Tensors);
    }

    [Fact]
    public void Groups_that_do_not_divide_the_outputs_channels_are_refused() =>
        Call.Of("conv", Call.Map(64), ("channels", 20), ("groups", 32)).IsRefused("SEN202", 0,
            "'layer1.0.x': groups 32 do not divide its 20 output channels; use 32 channels or other groups");

    [Fact]
    public void An_even_kernel_without_padding_is_refused() =>
        Call.Of("conv", Call.Map(64), ("channels", 64), ("kernel", 2)).IsRefused("SEN209", 1,
            "'layer1.0.x': conv with the even kernel 2 has no default padding; give 'padding'");

    [Fact]
    public void An_even_kernel_with_padding_is_accepted() =>
        Assert.Equal("64x28x24", Call.Of("conv", Call.Map(64), ("channels", 64), ("kernel", 2), ("stride", 2), ("padding", 0)).Shape);

    [Theory]
    [InlineData("channels", 0, 1)]
    [InlineData("kernel", 0, 1)]
    [InlineData("stride", 0, 1)]
    [InlineData("stride", -1, 1)]
    [InlineData("padding", -1, 0)]
    [InlineData("dilation", 0, 1)]
    [InlineData("groups", 0, 1)]
    public void Numbers_that_are_too_small_are_refused(string argument, int value, int least)
    {
        (string, object)[] arguments = argument == "channels" ? [("channels", value)] : [("channels", 8), (argument, value)];
        Call.Of("conv", Call.Map(64), arguments).IsRefused("SEN210", arguments.Length - 1,
            $"'layer1.0.x': {argument} of conv is {value}; it must be at least {least}");
    }

    [Fact]
    public void Numbers_beyond_32_bits_are_refused()
    {
        Call.Of("conv", Call.Map(64), ("channels", 2147483648L)).IsRefused("SEN211", 0,
            "'layer1.0.x': channels of conv is 2147483648; it must be at most 2147483647");
        Call.Of("conv", Call.Map(64), ("channels", 8), ("kernel", 2147483647), ("dilation", 3)).IsRefused("SEN211", 1,
            "'layer1.0.x': the default padding of conv is 3221225469; it must be at most 2147483647");
    }

    [Fact]
    public void Counts_beyond_64_bits_are_refused() =>
        Call.Of("conv", Call.Map(2147483647), ("channels", 2147483647), ("kernel", 3)).IsRefused("SEN216", -1,
            "'layer1.0.x': the parameters of conv would be more than 64 bits can count; use smaller numbers");

    [Fact]
    public void Sizes_beyond_32_bits_are_refused() =>
        Call.Of("conv", Call.Map(1), ("channels", 1), ("padding", 2147483647)).IsRefused("SEN216", -1,
            "'layer1.0.x': the output size of conv would be more than 2147483647; use smaller numbers");

    [Fact]
    public void A_stride_beyond_what_is_solved_is_refused() =>
        Call.Of("conv", Call.Map(64), ("channels", 8), ("stride", 20_000)).IsRefused("SEN215", -1,
            "'layer1.0.x': sizes are too intricate: the output of conv would repeat only after more than 16,384 pixels; use smaller or fewer distinct strides");

    [Fact]
    public void A_runtime_number_of_channels_is_refused() =>
        Call.Of("conv", Call.Map(64), ("channels", Dimension.Runtime("classes"))).IsRefused("SEN212", 0,
            "'layer1.0.x': channels of conv is 'classes', a runtime parameter; "
            + "only the outputs of linear, the rates of dropout, drop_path and drop_block and the input's channels may be set at run time");

    [Fact]
    public void A_flat_input_is_refused() =>
        Call.Of("conv", Call.Flat(64), ("channels", 8), ("kernel", 3)).IsRefused("SEN200", -1,
            "'layer1.0.x': conv needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");

    [Fact]
    public void Every_fault_of_a_call_is_reported()
    {
        var call = Call.Of("conv", Call.Flat(64), ("channels", 0), ("kernel", 2), ("stride", 0), ("groups", 0));
        Assert.Equal(["SEN210", "SEN210", "SEN210", "SEN209", "SEN200"], call.Faults.Select(fault => fault.Rule.Id));
    }
}
