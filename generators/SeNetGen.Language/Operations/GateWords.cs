namespace SeNetGen.Language.Operations;

/// <summary>The functions that attentions take by name.</summary>
internal static class GateWords
{
    /// <summary>Between the two maps of a gate.</summary>
    public static readonly EquatableArray<string> Activations = new(["relu", "relu6", "silu", "gelu", "mish", "hard_swish", "leaky_relu"]);

    /// <summary>At a gate's end.</summary>
    public static readonly EquatableArray<string> Gates = new(["sigmoid", "hard_sigmoid"]);
}
