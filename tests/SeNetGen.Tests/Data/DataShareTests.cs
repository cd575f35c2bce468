using SeNetGen.Data;

namespace SeNetGen.Tests.Data;

public sealed class DataShareTests
{
    public static IEnumerable<object[]> Counts => from images in new[] { 1, 2, 3, 6, 7, 100, 101 } from size in new[] { 1, 2, 3, 5 } select new object[] { images, size };

    [Theory]
    [MemberData(nameof(Counts))]
    public void Places_of_all_shares_are_those_of_the_epoch_each_once(int images, int size)
    {
        var shares = Enumerable.Range(0, size).Select(rank => new DataShare(rank, size)).ToList();

        var validation = shares.SelectMany(share => Places(share, images, eachOnce: true)).Order();
        var training = shares.Select(share => Places(share, images, eachOnce: false)).ToList();

        Assert.Equal(Enumerable.Range(0, images), validation);
        Assert.Equal(images / size, Assert.Single(training.Select(places => places.Count).Distinct()));
        // What stays out is less than one image a process, at the end.
        Assert.Equal(Enumerable.Range(0, images / size * size), training.SelectMany(places => places).Order());
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public void No_such_process_is_refused(int rank, int size) => Assert.Throws<ArgumentOutOfRangeException>(() => new DataShare(rank, size));

    private static List<int> Places(DataShare share, int images, bool eachOnce) => [.. Enumerable.Range(0, share.Count(images, eachOnce)).Select(share.Place)];
}
