namespace SeNetGen.Checkpoints;

/// <summary>How a network does on a set of labelled images.</summary>
/// <param name="Top1">Part of the images whose label got the highest score, 0 to 1.</param>
/// <param name="Top5">Part of the images whose label is among the five highest scores; null below five classes.</param>
/// <param name="Loss">Mean cross entropy, without label smoothing.</param>
/// <param name="Images">Number of images that the figures are of.</param>
/// <param name="Seconds">Time it took.</param>
public sealed record ValidationResult(double Top1, double? Top5, double Loss, int Images, double Seconds)
{
    /// <summary>Number of images that could not be read, and are left out.</summary>
    public int Unreadable { get; init; }
}
