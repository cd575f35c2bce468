using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// A fully connected layer of a gate, whose weight may be stored as a 1x1 convolution kernel. It multiplies the last axis: 1x1 convolutions of
/// 1x1 maps are slow.
/// </summary>
public sealed class GateProjection : Layer
{
    private readonly bool _isLinear;
    private readonly GateStart _start;
    private readonly int _groups;

    internal GateProjection(int inputs, int outputs, bool linear = false, bool bias = true, GateStart start = GateStart.Conv, int groups = 1)
    {
        if (inputs % groups != 0 || outputs % groups != 0)
        {
            throw new ArgumentException($"{inputs} channels to {outputs} do not split into {groups} groups", nameof(groups));
        }

        _isLinear = linear;
        _start = start;
        _groups = groups;
        Weight = AddParameter("weight", linear ? zeros(outputs, inputs) : zeros(outputs, inputs / groups, 1, 1));
        Bias = bias ? AddParameter("bias", zeros(outputs)) : null;
    }

    /// <summary>The weight, [outputs, inputs / groups, 1, 1], or [outputs, inputs] when linear.</summary>
    public Parameter Weight { get; private set; }

    /// <summary>The bias, [outputs]; null without one.</summary>
    public Parameter? Bias { get; private set; }

    /// <summary>Multiplies and adds, in the weight's number format.</summary>
    /// <param name="input">[..., inputs]; [N, inputs] where there are groups.</param>
    /// <returns>[..., outputs].</returns>
    public override Tensor forward(Tensor input)
    {
        if (_groups > 1)
        {
            return Grouped(input);
        }

        using var matrix = _isLinear ? Weight.alias() : Weight.flatten(1);
        if (input.dtype == Weight.dtype)
        {
            return nn.functional.linear(input, matrix, Bias);
        }

        using var cast = input.to_type(Weight.dtype);
        return nn.functional.linear(cast, matrix, Bias);
    }

    // One product of matrices a group, side by side.
    private Tensor Grouped(Tensor input)
    {
        using var cast = input.dtype == Weight.dtype ? input.alias() : input.to_type(Weight.dtype);
        using var parts = cast.view(-1, _groups, Weight.size(1));
        using var groupFirst = parts.transpose(0, 1);
        using var matrices = Weight.view(_groups, -1, Weight.size(1));
        using var columns = matrices.transpose(1, 2);
        using var products = groupFirst.bmm(columns);
        using var imageFirst = products.transpose(0, 1);
        using var joined = imageFirst.flatten(1);
        return Bias is null ? joined.alias() : joined.add(Bias, Functional.One);
    }

    private protected override void InitialiseOwn(Initialisation initialisation)
    {
        if (_isLinear)
        {
            initialisation.StartLinear(Weight, Bias);
        }
        else
        {
            initialisation.StartGate(Weight, Bias, _start, _groups);
        }
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

/// <summary>How a gate's weight starts where the layout keeps what the attention itself sets; as a convolution elsewhere.</summary>
internal enum GateStart
{
    /// <summary>As every convolution.</summary>
    Conv,

    /// <summary>Normal with deviation sqrt(2 / fan_in).</summary>
    KaimingNormalFanIn,

    /// <summary>Zero.</summary>
    Zero,
}
