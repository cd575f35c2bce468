using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Squeeze-and-excitation (Hu et al., 2018): every channel times gate(expand(activation(norm(reduce(mean over H, W))))). The gate is computed in
/// the parameters' number format on [N, C], through matrix products. State: children named by <c>reduce</c> and <c>expand</c> with <c>weight</c>,
/// [out, in, 1, 1] (or [out, in] when linear), and <c>bias</c> if they have one; between them <c>bn</c> if there is a norm.
/// </summary>
public sealed class SqueezeExcite : Layer
{
    private readonly string _activation;
    private readonly string _gate;
    private readonly bool _addsMaxpool;

    /// <summary>Makes the gate.</summary>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="reducedChannels">Channels in the middle.</param>
    /// <param name="reduce">The first layer's name in the state dict.</param>
    /// <param name="expand">The second layer's name in the state dict.</param>
    /// <param name="linear">Whether weights are matrices instead of 1x1 convolution kernels.</param>
    /// <param name="bias">Whether both layers add a bias.</param>
    /// <param name="norm">The norm between: <c>none</c>, <c>batch_norm</c> or <c>layer_norm</c>.</param>
    /// <param name="activation">The function between, by its name in the language.</param>
    /// <param name="gate">The function at the end: <c>sigmoid</c> or <c>hard_sigmoid</c>.</param>
    /// <param name="addMaxpool">Whether half the mean plus half the greatest value is looked at.</param>
    public SqueezeExcite(
        int channels,
        int reducedChannels,
        string reduce = "fc1",
        string expand = "fc2",
        bool linear = false,
        bool bias = true,
        string norm = "none",
        string activation = "relu",
        string gate = "sigmoid",
        bool addMaxpool = false)
    {
        _activation = GateFunction.Known(activation);
        _gate = GateFunction.Known(gate);
        _addsMaxpool = addMaxpool;
        Reduce = Add(reduce, new GateProjection(channels, reducedChannels, linear, bias));
        Norm = norm switch
        {
            "none" => null,
            "batch_norm" => AddBatchNorm("bn", reducedChannels),
            "layer_norm" => Add<Layer>("bn", new LayerNorm(reducedChannels)),
            _ => throw new ArgumentException($"unknown norm '{norm}': known are none, batch_norm, layer_norm", nameof(norm)),
        };
        Expand = Add(expand, new GateProjection(reducedChannels, channels, linear, bias));
    }

    /// <summary>The first layer: C to the reduced channels.</summary>
    public GateProjection Reduce { get; }

    /// <summary>The norm between, <c>bn</c>; null without one.</summary>
    public Layer? Norm { get; }

    /// <summary>The second layer: back to C.</summary>
    public GateProjection Expand { get; }

    /// <summary>Scales the channels.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <returns>The same shape and number format.</returns>
    public override Tensor forward(Tensor input)
    {
        using var squeezed = Functional.Squeeze(input, _addsMaxpool);
        using var reduced = Reduce.forward(squeezed);
        using var normed = Norm is null ? reduced.alias() : Norm.forward(reduced);
        using var hidden = GateFunction.Apply(_activation, normed);
        using var expanded = Expand.forward(hidden);
        using var gate = GateFunction.Apply(_gate, expanded);
        return Functional.ScaleChannels(input, gate);
    }
}
