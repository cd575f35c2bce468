using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Squeeze-and-excitation (Hu et al., 2018): every channel times sigmoid(expand(relu(reduce(mean over H, W)))). The gate is computed in
/// the parameters' number format on [N, C], through matrix products: 1x1 convolutions of 1x1 maps are slow.
/// State: children named by <c>reduce</c> and <c>expand</c> with <c>weight</c>, [out, in, 1, 1] (or [out, in] when linear), and <c>bias</c>.
/// </summary>
public sealed class SqueezeExcite : Layer
{
    private readonly long[] _gateShape;

    /// <summary>Makes the gate.</summary>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="reducedChannels">Channels in the middle.</param>
    /// <param name="reduce">The first layer's name in the state dict.</param>
    /// <param name="expand">The second layer's name in the state dict.</param>
    /// <param name="linear">Whether weights are matrices instead of 1x1 convolution kernels.</param>
    public SqueezeExcite(int channels, int reducedChannels, string reduce = "fc1", string expand = "fc2", bool linear = false)
    {
        _gateShape = [-1, channels, 1, 1];
        Reduce = Add(reduce, new GateProjection(channels, reducedChannels, linear));
        Expand = Add(expand, new GateProjection(reducedChannels, channels, linear));
    }

    /// <summary>The first layer: C to the reduced channels.</summary>
    public GateProjection Reduce { get; }

    /// <summary>The second layer: back to C.</summary>
    public GateProjection Expand { get; }

    /// <summary>Scales the channels.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <returns>The same shape and number format.</returns>
    public override Tensor forward(Tensor input)
    {
        using var squeezed = Functional.Squeeze(input);
        using var hidden = Reduce.forward(squeezed);
        hidden.relu_();
        using var gate = Expand.forward(hidden);
        gate.sigmoid_();
        using var map = gate.view(_gateShape);
        return Functional.Multiply(input, map);
    }
}
