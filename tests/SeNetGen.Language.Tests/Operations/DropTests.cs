namespace SeNetGen.Language.Tests.Operations;

public class DropTests
{
    [Fact]
    public void Drop_path_is_its_input_outside_training()
    {
        var call = Call.Of("drop_path", Call.Map(64), ("rate", "0.1"));
        Assert.Equal("64x56x48", call.Shape);
        Assert.Equal("DropPath(0.1)", call.Code);
        Assert.Empty(call.Tensors);
        Assert.True(call.Result!.Call is { IsStateful: true, SavesInputs: false, SavesOutput: false, CanRunInPlace: false, IsAlias: true });
        Assert.Equal("DropPath(drop_path_rate)", Call.Of("drop_path", Call.Flat(64), ("rate", new Call.Runtime("drop_path_rate"))).Code);
    }

    [Fact]
    public void Drop_block_is_its_input_outside_training()
    {
        var call = Call.Of("drop_block", Call.Map(64), ("rate", "0.1"));
        Assert.Equal("64x56x48", call.Shape);
        Assert.Equal("DropBlock(0.1)", call.Code);
        Assert.True(call.Result!.Call is { IsStateful: true, IsAlias: true });
        Assert.Equal("DropBlock(0.1, size: 5, scale: 0.25)", Call.Of("drop_block", Call.Map(64), ("rate", "0.1"), ("size", 5), ("scale", "0.25")).Code);
    }

    [Theory]
    [InlineData("drop_path", "1.0")]
    [InlineData("drop_block", "1.0")]
    [InlineData("drop_path", "-0.1")]
    public void Rates_are_at_least_0_and_less_than_1(string name, string rate) =>
        Call.Of(name, Call.Map(64), ("rate", rate)).IsRefused("SEN213", 0, $"'layer1.0.x': rate of {name} is {rate}; it must be at least 0 and less than 1");

    [Fact]
    public void Drop_block_needs_a_map_a_size_and_a_scale()
    {
        Call.Of("drop_block", Call.Flat(64), ("rate", "0.1")).IsRefused("SEN200", -1,
            "'layer1.0.x': drop_block needs a feature map [N, C, H, W], 'before' gives [N, 64]; put it before the flatten or linear that makes the value flat");
        Call.Of("drop_block", Call.Map(64), ("rate", "0.1"), ("size", 0)).IsRefused("SEN210", 1, "'layer1.0.x': size of drop_block is 0; it must be at least 1");
        Call.Of("drop_block", Call.Map(64), ("rate", "0.1"), ("scale", "-1.0")).IsRefused("SEN213", 1,
            "'layer1.0.x': scale of drop_block is -1.0; it must be at least 0");
    }
}
