using SeNetGen.Images;

namespace SeNetGen.Data.Shards;

/// <summary>
/// The order of an epoch over shards, as WebDataset has it: shards in a random order, each from front to back into a buffer of samples, from which
/// one is drawn whenever the next comes in. A function of seed and epoch alone.
/// </summary>
internal static class ShardOrder
{
    /// <summary>All samples, each once.</summary>
    /// <param name="starts">The first sample of each shard, and at the end the number of all.</param>
    /// <param name="buffer">Samples that are shuffled at a time; 1 shuffles the shards alone.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch.</param>
    public static int[] Of(ReadOnlySpan<int> starts, int buffer, int seed, int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buffer, 1);
        var random = new RandomStream(seed, epoch, EpochOrder.OrderPosition);
        var shards = EpochOrder.InSequence(starts.Length - 1);
        random.Shuffle(shards.AsSpan());
        var order = new int[starts[^1]];
        var waiting = new int[Math.Min(buffer, order.Length)];
        var (filled, next) = (0, 0);
        foreach (var shard in shards)
        {
            for (var sample = starts[shard]; sample < starts[shard + 1]; sample++)
            {
                if (filled < waiting.Length)
                {
                    waiting[filled++] = sample;
                    continue;
                }

                var drawn = random.Below(filled);
                order[next++] = waiting[drawn];
                waiting[drawn] = sample;
            }
        }

        random.Shuffle(waiting.AsSpan(0, filled));
        waiting.AsSpan(0, filled).CopyTo(order.AsSpan(next));
        return order;
    }
}
