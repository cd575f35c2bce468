using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// What norms have in common: a gain and a bias a channel, in float32 (float64 in a float64 network) whatever the input's number format.
/// State: <c>weight</c> and <c>bias</c>, [C].
/// </summary>
public abstract class AffineNorm : Layer
{
    private readonly double _gamma;

    private protected AffineNorm(int channels, double gamma)
    {
        _gamma = gamma;
        Weight = AddParameter("weight", full(channels, gamma, dtype: ScalarType.Float32));
        Bias = AddParameter("bias", zeros(channels));
    }

    /// <summary>The gain, [C].</summary>
    public Parameter Weight { get; private set; }

    /// <summary>The bias, [C].</summary>
    public Parameter Bias { get; private set; }

    private protected override void InitialiseOwn(Initialisation initialisation)
    {
        using Scalar gamma = _gamma;
        Weight.fill_(gamma);
        Bias.fill_(Functional.Zero);
    }

    private protected override void Replace(string name, Tensor tensor)
    {
        if (name == "weight")
        {
            Weight = (Parameter)tensor;
        }
        else
        {
            Bias = (Parameter)tensor;
        }
    }
}
