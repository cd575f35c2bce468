using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Effective squeeze-and-excitation (Lee and Park, 2020): every channel times gate(fc(mean over H, W)), computed in the parameters' number
/// format. State: <c>fc</c>, a 1x1 convolution with bias.
/// </summary>
public sealed class EffectiveSqueezeExcite : Layer
{
    private readonly string _gate;
    private readonly bool _addsMaxpool;

    /// <summary>Makes the gate.</summary>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="gate">The function at the end: <c>hard_sigmoid</c> or <c>sigmoid</c>.</param>
    /// <param name="addMaxpool">Whether half the mean plus half the greatest value is looked at.</param>
    public EffectiveSqueezeExcite(int channels, string gate = "hard_sigmoid", bool addMaxpool = false)
    {
        _gate = GateFunction.Known(gate);
        _addsMaxpool = addMaxpool;
        Fc = Add("fc", new GateProjection(channels, channels));
    }

    /// <summary>The map of the means.</summary>
    public GateProjection Fc { get; }

    /// <summary>Scales the channels.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <returns>The same shape and number format.</returns>
    public override Tensor forward(Tensor input)
    {
        using var squeezed = Functional.Squeeze(input, _addsMaxpool);
        using var mapped = Fc.forward(squeezed);
        using var gate = GateFunction.Apply(_gate, mapped);
        return Functional.ScaleChannels(input, gate);
    }
}
