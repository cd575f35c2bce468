using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// The transform of an attention over the last axis: fc2(activation(norm(fc1(x)))), timm's ConvMlp. State: <c>fc1</c>, <c>norm</c> if there is
/// one, <c>fc2</c>; weights are 1x1 convolution kernels.
/// </summary>
public sealed class GateMlp : Layer
{
    private readonly string _activation;

    internal GateMlp(int channels, int reducedChannels, bool norm, string activation = "relu", bool bias = true, GateStart last = GateStart.Conv)
    {
        _activation = GateFunction.Known(activation);
        Fc1 = Add("fc1", new GateProjection(channels, reducedChannels, bias: bias));
        Norm = norm ? Add("norm", new LayerNorm(reducedChannels)) : null;
        Fc2 = Add("fc2", new GateProjection(reducedChannels, channels, bias: bias, start: last));
    }

    /// <summary>C to the reduced channels.</summary>
    public GateProjection Fc1 { get; }

    /// <summary>The norm between; null without one.</summary>
    public LayerNorm? Norm { get; }

    /// <summary>Back to C.</summary>
    public GateProjection Fc2 { get; }

    /// <summary>Transforms, in the parameters' number format.</summary>
    /// <param name="input">[..., C].</param>
    /// <returns>[..., C].</returns>
    public override Tensor forward(Tensor input)
    {
        using var reduced = Fc1.forward(input);
        using var normed = Norm is null ? reduced.alias() : Norm.forward(reduced);
        using var active = GateFunction.Apply(_activation, normed);
        return Fc2.forward(active);
    }
}
