using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// A leaky ReLU whose slope is learnt (He et al., 2015): x where it is positive, else weight times x. State: <c>weight</c>, [1] or [C].
/// </summary>
public sealed class PRelu : Layer
{
    private readonly double _start;

    /// <summary>Makes the layer.</summary>
    /// <param name="weights">How many weights: 1, or the input's channels.</param>
    /// <param name="start">What they start at.</param>
    public PRelu(int weights = 1, double start = 0.25)
    {
        _start = start;
        Weight = AddParameter("weight", full(weights, start, dtype: ScalarType.Float32));
    }

    /// <summary>The slope of the negative side, [1] or [C].</summary>
    public Parameter Weight { get; private set; }

    /// <summary>Activates, in the input's number format.</summary>
    /// <param name="input">[N, C, H, W] or [N, C].</param>
    /// <returns>The same shape.</returns>
    public override Tensor forward(Tensor input)
    {
        if (input.dtype == Weight.dtype)
        {
            return input.prelu(Weight);
        }

        using var weight = Weight.to_type(input.dtype);
        return input.prelu(weight);
    }

    private protected override void InitialiseOwn(Initialisation initialisation)
    {
        using Scalar start = _start;
        Weight.fill_(start);
    }

    private protected override void Replace(string name, Tensor tensor) => Weight = (Parameter)tensor;
}
