namespace SeNetGen.Images.Augmentation;

/// <summary>One operation of a policy.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Probability">Share of the images that it changes.</param>
/// <param name="Magnitude">How much, 0 to 10 unless the settings allow more.</param>
internal readonly record struct AugmentStep(AugmentKind Kind, double Probability, double Magnitude);
