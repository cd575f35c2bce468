namespace SeNetGen.Data;

/// <summary>
/// The order of an epoch with repeated augmentation (Hoffer et al. 2019, arXiv 1901.09335; Berman et al. 2019): an image comes several times in a row, each time with random numbers of its own, and
/// fewer images come, so that the epoch is as long as without. As DeiT's, timm's and MindCV's samplers: the repeats of an image go to different processes, or on one process into the same batch.
/// </summary>
internal static class RepeatedOrder
{
    /// <summary>The indices that a process takes, in order: as many on each process.</summary>
    /// <param name="count">Images of the data set.</param>
    /// <param name="repeats">How often an image comes; 1 is the plain shuffled order.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="rank">Which process, from 0.</param>
    /// <param name="size">Number of processes.</param>
    public static int[] Of(int count, int repeats, int seed, int epoch, int rank = 0, int size = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, size);
        var shuffled = EpochOrder.Shuffled(count, seed, epoch);
        var order = new int[(int)(((long)count + size - 1) / size)];
        for (var i = 0; i < order.Length; i++)
        {
            // Where the processes do not share evenly, the last ones take some of the first again.
            order[i] = shuffled[(int)((((long)i * size) + rank) / repeats % count)];
        }

        return order;
    }
}
