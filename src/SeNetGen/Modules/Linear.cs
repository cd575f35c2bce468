using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// A linear layer. It computes in its parameters' number format, so logits are float32 under bfloat16 feature maps. Weights are 0 until
/// <see cref="Layer.Initialise"/>. State: <c>weight</c> [outputs, inputs], then <c>bias</c> [outputs] if there is one.
/// </summary>
public sealed class Linear : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="inputs">Values that go in.</param>
    /// <param name="outputs">Values that come out.</param>
    /// <param name="bias">Whether a bias is added.</param>
    public Linear(int inputs, int outputs, bool bias = true)
    {
        Weight = AddParameter("weight", zeros(outputs, inputs));
        Bias = bias ? AddParameter("bias", zeros(outputs)) : null;
    }

    /// <summary>The weight, [outputs, inputs].</summary>
    public Parameter Weight { get; private set; }

    /// <summary>The bias, [outputs]; null without one.</summary>
    public Parameter? Bias { get; private set; }

    /// <summary>Multiplies and adds.</summary>
    /// <param name="input">[N, inputs], or [N, inputs, 1, 1].</param>
    /// <returns>[N, outputs].</returns>
    public override Tensor forward(Tensor input)
    {
        var isMap = input.dim() > 2;
        var isCast = input.dtype != Weight.dtype;
        if (!isMap && !isCast)
        {
            return nn.functional.linear(input, Weight, Bias);
        }

        using var flat = isMap ? input.flatten(1) : input.alias();
        if (!isCast)
        {
            return nn.functional.linear(flat, Weight, Bias);
        }

        using var cast = flat.to_type(Weight.dtype);
        return nn.functional.linear(cast, Weight, Bias);
    }

    private protected override void InitialiseOwn(Initialisation initialisation) => initialisation.StartLinear(Weight, Bias);

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
