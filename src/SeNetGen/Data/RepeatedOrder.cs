namespace SeNetGen.Data;

/// <summary>
/// The order of an epoch with repeated augmentation (Hoffer et al. 2019, arXiv 1901.09335; Berman et al. 2019): an image comes several times in a row, each time with random numbers of its own, and
/// fewer images come, so that the epoch is as long as without. As DeiT's, timm's and MindCV's samplers: processes take turns, so that the repeats of an image go to different ones; on one process, and
/// of shards, they go into the same batch.
/// </summary>
internal static class RepeatedOrder
{
    /// <summary>As many indices as there are images, in order.</summary>
    /// <param name="order">The epoch's order without repeats, which this takes the place of.</param>
    /// <param name="repeats">How often an image comes; 1 is the plain order.</param>
    public static int[] Of(int[] order, int repeats)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        // From the end, so that what is still to be read is not yet overwritten.
        for (var i = order.Length - 1; i >= 0; i--)
        {
            order[i] = order[i / repeats];
        }

        return order;
    }
}
