namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>Two values that do not fit, although LibTorch may broadcast them: what a silent shape error is.</summary>
internal sealed class Misfit(string message) : Exception(message);

/// <summary>An interpreted network that grows beyond what can be run: nothing is known of it.</summary>
internal sealed class TooLarge : Exception
{
    private const long MostNumbers = 1 << 24;

    /// <summary>Throws for a tensor of too many numbers.</summary>
    public static void ThrowFor(long[] shape)
    {
        if (shape.Aggregate(1.0, (product, side) => product * side) > MostNumbers)
        {
            throw new TooLarge();
        }
    }
}
