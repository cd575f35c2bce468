using SeNetGen.Data;

namespace SeNetGen.Tests.Data;

public sealed class ImageSubsetTests
{
    [Fact]
    public void Held_out_images_are_balanced_and_the_rest_remains()
    {
        var (remaining, held) = ImageSubset.HoldOut(new CountingDataset(1000), 105);
        Assert.Equal((895, 105), (remaining.Count, held.Count));
        var perClass = Enumerable.Range(0, held.Count).GroupBy(held.Label).Select(group => group.Count()).Order();
        Assert.Equal([10, 10, 10, 10, 10, 11, 11, 11, 11, 11], perClass);
        var all = Enumerable.Range(0, 895).Select(remaining.IndexInWhole).Concat(Enumerable.Range(0, 105).Select(held.IndexInWhole));
        Assert.Equal(Enumerable.Range(0, 1000), all.Order());
    }

    [Fact]
    public void The_same_images_are_held_out_each_time()
    {
        var first = ImageSubset.HoldOut(new CountingDataset(300), 50).HeldOut;
        var second = ImageSubset.HoldOut(new CountingDataset(300), 50).HeldOut;
        Assert.Equal(Enumerable.Range(0, 50).Select(first.IndexInWhole), Enumerable.Range(0, 50).Select(second.IndexInWhole));
    }

    [Fact]
    public void Pixels_and_labels_are_those_of_the_whole()
    {
        var whole = new CountingDataset(100);
        var held = ImageSubset.HoldOut(whole, 7).HeldOut;
        var (mine, its) = (new byte[16], new byte[16]);
        held.Read(3, mine);
        whole.Read(held.IndexInWhole(3), its);
        Assert.Equal(its, mine);
        Assert.Equal(whole.Label(held.IndexInWhole(3)), held.Label(3));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(101)]
    public void Holding_out_everything_is_refused(int count)
        => Assert.Equal($"val_split holdout:{count} cannot be: dataset 'counting' has 100 training images, so N is from 1 to 99",
            Assert.Throws<SenetException>(() => ImageSubset.HoldOut(new CountingDataset(100), count)).Message);
}
