namespace SeNetGen.Torch;

/// <summary>The number format that a network computes its feature maps in.</summary>
public enum Precision
{
    /// <summary>32-bit floating point.</summary>
    Float32,

    /// <summary>
    /// bfloat16 for convolutions, pooling, activations and residual additions; parameters, statistics of norms, gates and the classifier
    /// stay in float32, so a state dict is the same as with <see cref="Float32"/>.
    /// </summary>
    BFloat16,

    /// <summary>64-bit floating point, parameters included: for checking numbers, not for speed.</summary>
    Float64,
}
