using SeNetGen.Data;

namespace SeNetGen.Tests.Data;

public sealed class RepeatedOrderTests
{
    [Theory]
    [InlineData(100, 3)]
    [InlineData(101, 3)]
    [InlineData(7, 4)]
    [InlineData(2, 5)]
    public void An_epoch_is_as_long_as_without_and_holds_fewer_images(int count, int repeats)
    {
        var order = RepeatedOrder.Of(EpochOrder.Shuffled(count, 1, 1), repeats);
        Assert.Equal(count, order.Length);
        var groups = order.GroupBy(index => index).ToList();
        Assert.Equal((count + repeats - 1) / repeats, groups.Count);
        Assert.All(groups, group => Assert.InRange(group.Count(), 1, repeats));
        Assert.All(order.Chunk(repeats), chunk => Assert.Single(chunk.Distinct()));
    }

    [Fact]
    public void One_repeat_is_the_shuffled_order() => Assert.Equal(EpochOrder.Shuffled(50, 3, 2), RepeatedOrder.Of(EpochOrder.Shuffled(50, 3, 2), 1));

    [Fact]
    public void All_images_come_within_some_epochs()
    {
        var seen = Enumerable.Range(1, 20).SelectMany(epoch => RepeatedOrder.Of(EpochOrder.Shuffled(60, 1, epoch), 3)).ToHashSet();
        Assert.Equal(60, seen.Count);
    }
}
