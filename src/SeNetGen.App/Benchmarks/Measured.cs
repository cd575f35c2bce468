namespace SeNetGen.App.Benchmarks;

/// <summary>One figure of several rounds.</summary>
/// <param name="Median">The middle one.</param>
/// <param name="Least">The least.</param>
/// <param name="Most">The greatest.</param>
internal readonly record struct Measured(double Median, double Least, double Most)
{
    /// <summary>Summarises rounds; of an even number the lower middle one counts.</summary>
    public static Measured Of(IEnumerable<double> rounds)
    {
        double[] sorted = [.. rounds.Order()];
        return new Measured(sorted[(sorted.Length - 1) / 2], sorted[0], sorted[^1]);
    }
}
