using SeNetGen.Modules;

namespace SeNetGen.Tests.Modules;

public sealed class InputSizesTests
{
    [Fact]
    public void Periodic_sizes_are_named_with_the_nearest_legal_ones()
    {
        var sizes = new InputSizes(31, 32, [31, 0, 1, 2]);

        Assert.Equal("31-34, then every 32", sizes.Describe());
        Assert.Equal("height 121: legal are 31-34, then every 32 (nearest 98, 127)", sizes.Refuse("height", 121));
        Assert.Null(sizes.Refuse("height", 130));
        Assert.False(sizes.Contains(30));
        Assert.False(sizes.Contains(-1));
    }

    [Fact]
    public void Finite_sizes_are_listed()
    {
        var sizes = new InputSizes(1, finite: [224, 288]);

        Assert.Equal("width 225: legal are 224 and 288 (nearest 224, 288)", sizes.Refuse("width", 225));
        Assert.True(sizes.Contains(288));
        Assert.False(sizes.Contains(256));
    }
}
