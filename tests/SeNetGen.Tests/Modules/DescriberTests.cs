using SeNetGen.Modules;

namespace SeNetGen.Tests.Modules;

/// <summary>The static walk's shapes where operands differ.</summary>
public sealed class DescriberTests
{
    private static readonly Shape Map = new(8, 4, 6);
    private static readonly Shape Gate = new(8, 1, 1);

    [Fact]
    public void A_product_has_the_maps_shape_whichever_side_the_gate_is_on()
    {
        var describer = new NetworkDescriber();
        Assert.Equal(Map, describer.Multiply("a", Map, Gate));
        Assert.Equal(Map, describer.Multiply("b", Gate, Map));
        Assert.Equal(Gate, describer.Multiply("c", Gate, Gate));
        Assert.Throws<InvalidOperationException>(() => describer.Multiply("d", Gate with { Channels = 4 }, Map));
    }

    [Fact]
    public void New_sizes_and_channels_are_counted()
    {
        var describer = new NetworkDescriber();
        Assert.Equal(new Shape(20, 4, 6), describer.Concat("a", Map, Map, Map with { Channels = 4 }));
        Assert.Throws<InvalidOperationException>(() => describer.Concat("b", Map, Gate));
        Assert.Equal(new Shape(16, 1, 1), describer.GlobalCatAvgMaxPool("c", Map));
        Assert.Equal(new Shape(8, 2, 3), describer.BlurPool("d", Map, 8));
        Assert.Equal(new Shape(8, 12, 18), describer.Upsample("e", Map, 3));
        Assert.Equal(new Shape(8, 7, 5), describer.AdaptiveAvgPool("f", Map, 7, 5));
        Assert.Equal(new Shape(2, 4, 3), describer.Conv("g", Map, 8, 2, kernel: (3, 1), stride: (1, 2), padding: (1, 0), dilation: (1, 1)));
        Assert.Equal(2 * 8 * 3, describer.Parameters);
        Assert.Equal(2 * 8 * 3 * 4 * 3, describer.MultiplyAdds);
        Assert.Throws<InvalidOperationException>(() => describer.GroupNorm("h", Map, 8, 3));
    }
}
