namespace SeNetGen.Images;

/// <summary>
/// Random numbers as a pure function of what they are for: the same (seed, epoch, position) gives the same numbers on any thread,
/// in any order, so that the number of workers and a resumed run change nothing. The mixing is SplitMix64's (Steele, Lea and Flood 2014).
/// Pass it by reference: a copy goes its own way.
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

    /// <summary>A real number from <paramref name="low"/> to below <paramref name="high"/>.</summary>
    public double Uniform(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>True with a probability: always at 1, never at 0.</summary>
    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>A normally distributed number (Box and Muller 1958; always two draws).</summary>
    public double Normal()
    {
        // 1 - u lies above 0, where the logarithm is finite.
        var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        return radius * Math.Cos(2 * Math.PI * Uniform());
    }

    /// <summary>A number of the symmetric Beta distribution, as mixup and cutmix draw their share.</summary>
    /// <param name="alpha">Both parameters; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not above 0.</exception>
    public double Beta(double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        // As logarithms: with a small alpha both numbers may be too small for a double while their ratio is not.
        var first = LogGamma(alpha);
        var second = LogGamma(alpha);
        return 1 / (1 + Math.Exp(second - first));
    }

    /// <summary>Fills <paramref name="weights"/> from the symmetric Dirichlet distribution; they sum to 1.</summary>
    /// <param name="alpha">The parameter of each; above 0.</param>
    /// <param name="weights">Takes one number a component.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not above 0.</exception>
    public void Dirichlet(double alpha, Span<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        var largest = double.NegativeInfinity;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = LogGamma(alpha);
            largest = Math.Max(largest, weights[i]);
        }

        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = Math.Exp(weights[i] - largest);
            sum += weights[i];
        }

        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] /= sum;
        }
    }

    /// <summary>Puts items into a random order (Fisher and Yates's shuffle).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    // The logarithm of a number of the Gamma distribution with scale 1: Marsaglia and Tsang 2000, and for shapes below 1 their boost.
    private double LogGamma(double shape)
    {
        if (shape < 1)
        {
            return LogGamma(shape + 1) + (Math.Log(1 - Uniform()) / shape);
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = 1 + (c * x);
            if (v <= 0)
            {
                continue;
            }

            v *= v * v;
            if (Math.Log(1 - Uniform()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
            {
                return Math.Log(d * v);
            }
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
