namespace SeNetGen.Images;

/// <summary>
/// Random numbers as a pure function of what they are for: the same (seed, epoch, position) gives the same numbers on any thread,
/// in any order, so that the number of workers and a resumed run change nothing. The mixing is SplitMix64's (Steele, Lea and Flood 2014).
/// </summary>
#pragma warning disable CA1711 // A stream of random numbers, as the field calls it; nobody takes a struct for a System.IO.Stream.
public struct RandomStream
#pragma warning restore CA1711
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const ulong EpochSalt = 0x3C6EF372FE94F82A;
    private const ulong PositionSalt = 0xDAA66D2C7DDF743F;

    private ulong _state;

    /// <summary>The numbers of one image in one epoch.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="position">Which image: its index in the data set, or its place in the epoch.</param>
    public RandomStream(int seed, int epoch, int position)
    {
        var state = Mix((ulong)(uint)seed + Golden);
        state = Mix(state ^ ((ulong)(uint)epoch + EpochSalt));
        _state = Mix(state ^ ((ulong)(uint)position + PositionSalt));
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        _state += Golden;
        return Mix(_state);
    }

    /// <summary>A whole number from 0 to below <paramref name="bound"/>; its bias is below 2^-32.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)(uint)bound) >> 32);

    /// <summary>A real number from 0 to below 1.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
