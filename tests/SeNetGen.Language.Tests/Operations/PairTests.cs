using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Operations;

/// <summary>add and multiply.</summary>
public class PairTests
{
    private static readonly PlanValue Gate = new("gate", Dimension.Of(64), SizeFunction.One, SizeFunction.One, IsFlat: false);

    [Fact]
    public void Add_joins_equal_shapes()
    {
        var call = Call.Pair("add", Call.Map(64), Call.Map(64, "other"));
        Assert.Equal("64x56x48", call.Shape);
        Assert.Equal("Add()", call.Code);
        Assert.Empty(call.Constraints);
        Assert.True(call.Result!.Call is { IsStateful: false, SavesInputs: false, SavesOutput: false, CanRunInPlace: true, IsAlias: false });
        Assert.Equal("64", Call.Pair("add", Call.Flat(64), Call.Flat(64, "other")).Shape);
    }

    [Fact]
    public void Sizes_that_are_equal_at_the_declared_size_are_demanded()
    {
        var down = Call.Of("avg_pool", Call.Map(64), ("kernel", 2)).Result!.Output;
        var up = Call.Of("avg_pool", Call.Map(64), ("kernel", 2), ("ceil", true)).Result!.Output with { Name = "other" };
        foreach (var operation in new[] { "add", "multiply" })
        {
            var call = Call.Pair(operation, down, up);
            Assert.Equal("64x28x24", call.Shape);
            Assert.Equal([true, false], call.Constraints.Select(constraint => constraint.IsHeight));
            Assert.True(call.Constraints[0].HoldsAt(56));
            Assert.False(call.Constraints[0].HoldsAt(57));
        }
    }

    [Fact]
    public void Add_of_different_channels_is_refused() =>
        Call.Pair("add", Call.Map(64), Call.Map(128, "other")).IsRefused("SEN203", -1,
            "'layer1.0.x': add needs equal shapes, 'before' gives [N, 64, 56, 48], 'other' gives [N, 128, 56, 48]; "
            + "give one of them a conv with the other's channels, 64 or 128");

    [Fact]
    public void Add_of_different_sizes_is_refused() =>
        Call.Pair("add", Call.Map(64), Call.Of("max_pool", Call.Map(64), ("kernel", 2)).Result!.Output with { Name = "pool" }).IsRefused("SEN203", -1,
            "'layer1.0.x': add needs equal shapes, 'before' gives [N, 64, 56, 48], 'pool' gives [N, 64, 28, 24]; give both the same strides and padding");

    [Fact]
    public void Add_of_a_gate_is_refused() =>
        Call.Pair("add", Call.Map(64), Gate).IsRefused("SEN203", -1,
            "'layer1.0.x': add needs equal shapes, 'before' gives [N, 64, 56, 48], 'gate' gives [N, 64, 1, 1]; give both the same strides and padding");

    [Fact]
    public void Add_of_a_flat_value_is_refused() =>
        Call.Pair("add", Gate, Call.Flat(64, "row")).IsRefused("SEN203", -1,
            "'layer1.0.x': add needs equal shapes, 'gate' gives [N, 64, 1, 1], 'row' gives [N, 64]; flatten both or neither");

    [Fact]
    public void The_join_of_residual_and_shortcut_says_so() =>
        Call.Pair("add", Call.Map(256, "bn2"), Call.Map(128, "input"), name: "").IsRefused("SEN203", -1,
            "'layer1.0': add needs equal shapes, residual 'bn2' gives [N, 256, 56, 48], shortcut 'input' gives [N, 128, 56, 48]; "
            + "give the shortcut a projection with 'when: stride != 1 or input.channels != ...', or the residual the input's channels and size");

    [Fact]
    public void Multiply_joins_equal_shapes()
    {
        var call = Call.Pair("multiply", Call.Map(64), Call.Map(64, "other"));
        Assert.Equal("64x56x48", call.Shape);
        Assert.Equal("Multiply()", call.Code);
        Assert.True(call.Result!.Call is { IsStateful: false, SavesInputs: true, SavesOutput: false, CanRunInPlace: true, IsAlias: false });
        Assert.Equal("64", Call.Pair("multiply", Call.Flat(64), Call.Flat(64, "other")).Shape);
    }

    [Fact]
    public void Multiply_takes_a_gate_on_either_side()
    {
        var second = Call.Pair("multiply", Call.Map(64), Gate);
        Assert.Equal("64x56x48", second.Shape);
        Assert.True(second.Result!.Call.CanRunInPlace);
        var first = Call.Pair("multiply", Gate, Call.Map(64));
        Assert.Equal("64x56x48", first.Shape);
        Assert.False(first.Result!.Call.CanRunInPlace);
        Assert.Empty(first.Constraints.Concat(second.Constraints));
        Assert.True(Call.Pair("multiply", Gate, Gate).Result!.Call.CanRunInPlace);
    }

    [Fact]
    public void Multiply_of_different_shapes_is_refused()
    {
        Call.Pair("multiply", Call.Map(64), Call.Map(128, "other")).IsRefused("SEN204", -1,
            "'layer1.0.x': multiply needs equal shapes or a gate [N, C, 1, 1], 'before' gives [N, 64, 56, 48], 'other' gives [N, 128, 56, 48]; "
            + "give one of them a conv with the other's channels, 64 or 128");
        Call.Pair("multiply", Call.Map(64), Call.Flat(64, "row")).IsRefused("SEN204", -1,
            "'layer1.0.x': multiply needs equal shapes or a gate [N, C, 1, 1], 'before' gives [N, 64, 56, 48], 'row' gives [N, 64]; flatten both or neither");
        Call.Pair("multiply", Call.Map(128), Gate).IsRefused("SEN204", -1,
            "'layer1.0.x': multiply needs equal shapes or a gate [N, C, 1, 1], 'before' gives [N, 128, 56, 48], 'gate' gives [N, 64, 1, 1]; "
            + "give one of them a conv with the other's channels, 128 or 64");
    }
}
