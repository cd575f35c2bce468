using SeNetGen.Language.Operations;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Operations;

/// <summary>batch_norm, activations, dropout, flatten, identity and linear.</summary>
public class LayerTests
{
    [Fact]
    public void Batch_norm_keeps_statistics()
    {
        var call = Call.Of("batch_norm", Call.Map(64));
        Assert.Equal("64x56x48", call.Shape);
        Assert.Equal("BatchNorm(64)", call.Code);
        Assert.Equal(["weight [64]", "bias [64]", "running_mean [64]*", "running_var [64]*", "num_batches_tracked []*"], call.Tensors);
        Assert.Equal((128, 0), (call.Result!.Parameters.Constant, call.Result.MultiplyAdds));
        Assert.True(call.Result.Call is { IsStateful: true, SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false });
    }

    [Fact]
    public void Batch_norms_numbers_are_printed_as_written()
    {
        Assert.Equal("BatchNorm(64, eps: 1e-3, momentum: 0.01, gamma: 0)", Call.Of("batch_norm", Call.Map(64), ("gamma", 0), ("eps", "1e-3"), ("momentum", "0.01")).Code);
        Assert.Equal("BatchNorm(64)", Call.Of("batch_norm", Call.Map(64), ("gamma", "1.0"), ("eps", "0.00001"), ("momentum", "0.10")).Code);
        Assert.Equal("BatchNorm(in_channels)", Call.Of("batch_norm", Call.Map(Dimension.Runtime("in_channels"))).Code);
    }

    [Theory]
    [InlineData("eps", "0.0", "more than 0")]
    [InlineData("eps", "-1e-5", "more than 0")]
    [InlineData("eps", "1e999", "more than 0")]
    [InlineData("momentum", "1.5", "from 0 to 1")]
    [InlineData("momentum", "-0.1", "from 0 to 1")]
    [InlineData("gamma", "1e999", "a finite number")]
    public void Batch_norms_numbers_have_ranges(string argument, string value, string range) =>
        Call.Of("batch_norm", Call.Map(64), (argument, value)).IsRefused("SEN213", 0,
            $"'layer1.0.x': {argument} of batch_norm is {value}; it must be {range}");

    [Fact]
    public void Batch_norm_takes_no_runtime_parameter_and_no_flat_value()
    {
        Call.Of("batch_norm", Call.Map(64), ("eps", new Call.Runtime("epsilon"))).IsRefused("SEN212", 0,
            "'layer1.0.x': eps of batch_norm is 'epsilon', a runtime parameter; "
            + "only the outputs of linear, the rates of dropout, drop_path and drop_block and the input's channels may be set at run time");
        Call.Of("batch_norm", Call.Flat(64)).IsRefused("SEN200", -1,
            "'layer1.0.x': batch_norm needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");
    }

    [Theory]
    [InlineData("relu", "Relu", false, true, true)]
    [InlineData("sigmoid", "Sigmoid", false, true, true)]
    [InlineData("silu", "Silu", true, false, false)]
    public void Activations_keep_the_shape(string name, string code, bool savesInputs, bool savesOutput, bool canRunInPlace)
    {
        var call = Call.Of(name, Call.Map(64));
        Assert.Equal("64x56x48", call.Shape);
        Assert.Equal(code + "()", call.Code);
        Assert.Empty(call.Tensors);
        Assert.Equal((0, 0), (call.Result!.Parameters.Constant, call.Result.MultiplyAdds));
        Assert.Equal((savesInputs, savesOutput, canRunInPlace), (call.Result.Call.SavesInputs, call.Result.Call.SavesOutput, call.Result.Call.CanRunInPlace));
        Assert.False(call.Result.Call.IsStateful || call.Result.Call.IsAlias);
        Assert.Equal("64", Call.Of(name, Call.Flat(64)).Shape);
        Assert.Equal("x", call.Result.Output.Name);
    }

    [Fact]
    public void Dropout_keeps_the_value()
    {
        var call = Call.Of("dropout", Call.Flat(64), ("probability", "0.2"));
        Assert.Equal("64", call.Shape);
        Assert.Equal("Dropout(0.2)", call.Code);
        Assert.Equal("Dropout(0)", Call.Of("dropout", Call.Map(64), ("probability", 0)).Code);
        Assert.Equal("Dropout(rate)", Call.Of("dropout", Call.Map(64), ("probability", new Call.Runtime("rate"))).Code);
        Assert.True(call.Result!.Call is { IsStateful: true, SavesInputs: false, SavesOutput: false, CanRunInPlace: false, IsAlias: true });
        Assert.Empty(call.Tensors);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("-0.1")]
    public void Dropouts_probability_is_below_1(string value) =>
        Call.Of("dropout", Call.Map(64), ("probability", value)).IsRefused("SEN213", 0,
            $"'layer1.0.x': probability of dropout is {value}; it must be at least 0 and less than 1");

    [Fact]
    public void Flatten_pins_the_size()
    {
        var call = Call.Of("flatten", Call.Map(8));
        Assert.Equal($"{8 * 56 * 48}", call.Shape);
        Assert.Equal("Flatten()", call.Code);
        Assert.Equal([(true, 56L), (false, 48L)], call.Constraints.Select(constraint => (constraint.IsHeight, constraint.EqualTo!.ConstantValue!.Value)));
        Assert.True(call.Result!.Call is { IsStateful: false, SavesInputs: false, SavesOutput: false, CanRunInPlace: false, IsAlias: true });
    }

    [Fact]
    public void Flatten_of_one_pixel_or_of_a_row_pins_nothing()
    {
        var pooled = Call.Of("flatten", Call.Of("global_avg_pool", Call.Map(8)).Result!.Output);
        Assert.Equal("8", pooled.Shape);
        Assert.Empty(pooled.Constraints);
        Assert.Equal("8", Call.Of("flatten", Call.Flat(8)).Shape);
    }

    [Fact]
    public void Flatten_to_more_than_32_bits_is_refused() =>
        Call.Of("flatten", Call.Map(2147483647)).IsRefused("SEN216", -1,
            "'layer1.0.x': the output size of flatten would be more than 2147483647; use smaller numbers");

    [Theory]
    [InlineData("identity")]
    [InlineData("none")]
    public void Identity_is_its_input(string name)
    {
        var call = Call.Of(name, Call.Map(64));
        Assert.Equal("64x56x48", call.Shape);
        Assert.Equal("Identity()", call.Code);
        Assert.Equal(name, call.Result!.Call.Operation);
        Assert.True(call.Result.Call is { IsStateful: false, IsAlias: true });
        Assert.Equal("64", Call.Of(name, Call.Flat(64)).Shape);
    }

    [Fact]
    public void Linear_takes_rows_and_single_pixels()
    {
        var call = Call.Of("linear", Call.Of("global_avg_pool", Call.Map(512)).Result!.Output, ("outputs", Dimension.Runtime("classes")));
        Assert.Equal("classes", call.Shape);
        Assert.Equal("Linear(512, classes)", call.Code);
        Assert.Equal(["weight [classes, 512]", "bias [classes]"], call.Tensors);
        Assert.Equal("513 * classes", call.Result!.Parameters.ToString());
        Assert.Equal(512_000, call.Result.MultiplyAdds);
        Assert.Empty(call.Constraints);
        Assert.True(call.Result.Call is { IsStateful: true, SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false });

        var plain = Call.Of("linear", Call.Flat(64), ("outputs", 10), ("bias", false));
        Assert.Equal("Linear(64, 10, bias: false)", plain.Code);
        Assert.Equal(["weight [10, 64]"], plain.Tensors);
    }

    [Fact]
    public void Linear_on_a_map_that_is_one_pixel_at_the_declared_size_pins_it()
    {
        var call = Call.At(1, 1, "linear", Call.Map(64), ("outputs", 10));
        Assert.Equal(2, call.Constraints.Count);
        Assert.True(call.Constraints[0].HoldsAt(1));
        Assert.False(call.Constraints[0].HoldsAt(2));
    }

    [Fact]
    public void Linear_on_a_feature_map_is_refused() =>
        Call.Of("linear", Call.Map(512), ("outputs", 10)).IsRefused("SEN208", -1,
            "'layer1.0.x': linear needs [N, C] or [N, C, 1, 1], 'before' gives [N, 512, 56, 48]; put global_avg_pool or flatten before it");

    [Fact]
    public void Linear_without_outputs_is_refused() =>
        Call.Of("linear", Call.Flat(512), ("outputs", 0)).IsRefused("SEN210", 0, "'layer1.0.x': outputs of linear is 0; it must be at least 1");

    [Fact]
    public void The_table_is_ordinal_and_complete()
    {
        var names = OperationTable.All.Select(operation => operation.Signature.Name).ToArray();
        Assert.Equal(
            ["adaptive_avg_pool", "adaptive_max_pool", "add", "avg_pool", "batch_norm", "blur_pool", "cbam", "concat", "conv",
                "coordinate_attention", "drop_block", "drop_path", "dropout", "eca", "effective_squeeze_excite", "flatten", "gather_excite", "gelu",
                "global_avg_pool", "global_avgmax_pool", "global_catavgmax_pool", "global_context", "global_max_pool", "group_norm", "hard_sigmoid",
                "hard_swish", "identity", "layer_norm", "leaky_relu", "linear", "max_pool", "mish", "module", "multiply", "none", "prelu", "relu", "relu6",
                "selective_kernel", "sigmoid", "silu", "softmax", "split_attention", "squeeze_excite", "upsample"],
            names);
        Assert.All(names, name => Assert.Equal(name, OperationTable.Find(name)!.Signature.Name));
        Assert.Null(OperationTable.Find("Conv"));
    }

    [Fact]
    public void Every_signature_explains_itself()
    {
        foreach (var signature in OperationTable.All.Select(operation => operation.Signature))
        {
            Assert.EndsWith(".", signature.Summary, StringComparison.Ordinal);
            var arguments = signature.Arguments.Concat(signature.Main is null ? [] : [signature.Main]).ToArray();
            Assert.All(arguments, argument => Assert.EndsWith(".", argument.Summary, StringComparison.Ordinal));
            Assert.All(arguments, argument => Assert.False(argument.IsRequired && argument.Default is not null));
            Assert.Equal(arguments.Length, arguments.Select(argument => argument.Name).Distinct().Count());
        }
    }
}
