namespace SeNetGen.Language.Binding;

/// <summary>The words of <c>initialise: { conv:, linear:, norm: }</c>; the runtime's <c>Initialisation.Words</c> are held to them by a test.</summary>
public static class InitialisationWords
{
    /// <summary>How convolutions and linear layers may start.</summary>
    public static readonly IReadOnlyList<string> Weights =
        ["torch", "kaiming_normal", "kaiming_normal_grouped", "he_uniform", "normal", "truncated_normal"];

    /// <summary>How norms may start.</summary>
    public static readonly IReadOnlyList<string> Norms = ["ones"];
}
