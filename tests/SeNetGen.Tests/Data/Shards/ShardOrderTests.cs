using SeNetGen.Data.Shards;

namespace SeNetGen.Tests.Data.Shards;

public sealed class ShardOrderTests
{
    private static readonly int[] Starts = [0, 40, 40, 75, 100, 160];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(30)]
    [InlineData(1000)]
    public void Every_sample_comes_once_and_never_earlier_than_the_buffer_lets_it(int buffer)
    {
        var order = ShardOrder.Of(Starts, buffer, 1, 1);

        Assert.Equal(Enumerable.Range(0, 160), order.Order());
        // Where it would come without the buffer: with 1 the shards are whole, in their new order.
        var arrivals = ShardOrder.Of(Starts, 1, 1, 1);
        Assert.All(order.Select((sample, place) => (sample, place)), at => Assert.InRange(Array.IndexOf(arrivals, at.sample), 0, at.place + buffer));
    }

    [Fact]
    public void Buffer_of_one_shuffles_the_shards_alone()
    {
        var orders = Enumerable.Range(1, 40).Select(epoch => ShardOrder.Of(Starts, 1, 1, epoch)).ToList();

        Assert.All(orders, order => Assert.Equal(3, order.Zip(order.Skip(1), (a, b) => b - a).Count(step => step != 1) + Joined(order)));
        Assert.Equal([0, 40, 75, 100], orders.Select(order => order[0]).Distinct().Order());

        // Neighbours that stay neighbours show no seam.
        static int Joined(int[] order) => new[] { 40, 75, 100 }.Count(start => Array.IndexOf(order, start) is > 0 and var at && order[at - 1] == start - 1);
    }

    [Fact]
    public void Order_is_a_function_of_seed_and_epoch()
    {
        var order = ShardOrder.Of(Starts, 20, 3, 5);
        Assert.Equal(order, ShardOrder.Of(Starts, 20, 3, 5));
        Assert.NotEqual(order, ShardOrder.Of(Starts, 20, 3, 6));
        Assert.NotEqual(order, ShardOrder.Of(Starts, 20, 4, 5));
        Assert.NotEqual(order, ShardOrder.Of(Starts, 21, 3, 5));
    }

    [Fact]
    public void Buffer_that_holds_all_gives_every_place_to_every_sample()
    {
        var first = Enumerable.Range(1, 400).Select(epoch => ShardOrder.Of([0, 3, 6], 6, 1, epoch)[0]).Distinct().Order();
        Assert.Equal([0, 1, 2, 3, 4, 5], first);
    }
}
