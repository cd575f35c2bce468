using SeNetGen.Images;

namespace SeNetGen.Data;

/// <summary>The order in which an epoch goes through a data set.</summary>
internal static class EpochOrder
{
    /// <summary>A position that no image has, so that the order's random numbers are not those of an image.</summary>
    public const int OrderPosition = -1;

    /// <summary>A permutation of 0 to count less one that seed and epoch decide (Fisher and Yates's shuffle).</summary>
    public static int[] Shuffled(int count, int seed, int epoch)
    {
        var order = InSequence(count);
        var random = new RandomStream(seed, epoch, OrderPosition);
        for (var i = count - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    public static int[] InSequence(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
        }

        return order;
    }
}
