using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.Starts;

/// <summary>
/// How a tensor of a new network is distributed, and whether a sample of it is. Bounds come from the number of values: what lies outside
/// them happens once in a thousand million samples or less.
/// </summary>
internal abstract record ExpectedStart
{
    private const double Sigmas = 6;
    private const double Rare = 1e-9;

    /// <summary>Why the values are no sample of the distribution; null when they may be one.</summary>
    /// <param name="values">At least one value, any shape.</param>
    public string? Refuse(Tensor values)
    {
        using var scope = NewDisposeScope();
        var sample = values.detach().to(ScalarType.Float64).flatten();
        return Judge(sample, sample.numel());
    }

    protected abstract string? Judge(Tensor sample, long count);

    private static string? Within(string what, double actual, double expected, double slack) =>
        Math.Abs(actual - expected) <= slack ? null : FormattableString.Invariant($"{what} is {actual:g6}, not {expected:g6} within {slack:g3}");

    // Held until the call is over: a number that TorchSharp converts by itself may be collected while LibTorch reads it.
    private static Tensor Over(Tensor sample, double unit)
    {
        using Scalar divisor = unit;
        return sample.div(divisor);
    }

    /// <summary>Every value is the same.</summary>
    public sealed record Constant(double Value) : ExpectedStart
    {
        protected override string? Judge(Tensor sample, long count)
        {
            var (least, greatest) = (sample.min().ToDouble(), sample.max().ToDouble());
            return least == Value && greatest == Value ? null : FormattableString.Invariant($"values lie from {least:g6} to {greatest:g6}, not at {Value}");
        }
    }

    /// <summary>Normal around 0, not cut off.</summary>
    public sealed record Normal(double Deviation) : ExpectedStart
    {
        protected override string? Judge(Tensor sample, long count)
        {
            var scaled = Over(sample, Deviation);
            var squares = scaled * scaled;
            // Powers of a standard normal have the means 0, 1 and 3 and the variances 1, 2 and 96. The fourth tells it from a uniform or a cut one.
            // A value beyond the last bound has the probability exp(-bound^2 / 2) or less.
            return Within("the mean in deviations", scaled.mean().ToDouble(), 0, Sigmas / Math.Sqrt(count))
                ?? Within("the mean square in variances", squares.mean().ToDouble(), 1, Sigmas * Math.Sqrt(2.0 / count))
                ?? Within("the mean fourth power", (squares * squares).mean().ToDouble(), 3, Sigmas * Math.Sqrt(96.0 / count))
                ?? Within("the largest value in deviations", scaled.abs().max().ToDouble(), 0, Math.Sqrt(2 * Math.Log(count / Rare)));
        }
    }

    /// <summary>Uniform within plus and minus a bound.</summary>
    public sealed record Uniform(double Bound) : ExpectedStart
    {
        protected override string? Judge(Tensor sample, long count)
        {
            var scaled = Over(sample, Bound);
            var reach = 2 * (1 - Math.Pow(Rare, 1.0 / count));
            // Values and squares of a uniform number within 1 have the variances 1/3 and 4/45. Float32 rounds the bound itself.
            return Within("the mean in bounds", scaled.mean().ToDouble(), 0, Sigmas * Math.Sqrt(1.0 / 3 / count))
                ?? Within("the mean square in squared bounds", (scaled * scaled).mean().ToDouble(), 1.0 / 3, Sigmas * Math.Sqrt(4.0 / 45 / count))
                ?? Within("the largest distance in bounds", Math.Max(0, scaled.abs().max().ToDouble() - 1), 0, 1e-6)
                ?? Within("the greatest value in bounds", scaled.max().ToDouble(), 1, reach)
                ?? Within("the least value in bounds", scaled.min().ToDouble(), -1, reach);
        }
    }
}
