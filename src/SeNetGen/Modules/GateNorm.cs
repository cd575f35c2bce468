using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Layer normalisation of a gate's middle: over the last axis, eps 1e-6 as timm's LayerNorm2d, in the parameters' number format. State:
/// <c>weight</c>, <c>bias</c> [C].
/// </summary>
public sealed class GateNorm : Layer
{
    private const double Eps = 1e-6;
    private readonly long[] _shape;

    internal GateNorm(int channels)
    {
        _shape = [channels];
        Weight = AddParameter("weight", ones(channels));
        Bias = AddParameter("bias", zeros(channels));
    }

    /// <summary>The gain, [C].</summary>
    public Parameter Weight { get; private set; }

    /// <summary>The bias, [C].</summary>
    public Parameter Bias { get; private set; }

    /// <summary>Normalises.</summary>
    /// <param name="input">[..., C], in the parameters' number format.</param>
    /// <returns>The same shape.</returns>
    public override Tensor forward(Tensor input) => nn.functional.layer_norm(input, _shape, Weight, Bias, Eps);

    private protected override void InitialiseOwn(Initialisation initialisation)
    {
        Weight.fill_(Functional.One);
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
