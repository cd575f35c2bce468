using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Efficient channel attention (Wang et al., 2020): every channel times sigmoid of one convolution over the means of its neighbours, computed in
/// the weight's number format on [N, C]. State: <c>conv.weight</c> [1, 1, kernel].
/// </summary>
public sealed class Eca : Layer
{
    /// <summary>Makes the gate.</summary>
    /// <param name="kernel">How many channels a gate looks at, odd.</param>
    /// <param name="circular">Whether the channels go round; zeros lie beyond the first and last one otherwise.</param>
    public Eca(int kernel, bool circular = false) => Conv = Add("conv", new ChannelConv(kernel, circular));

    /// <summary>The convolution along the channels.</summary>
    public ChannelConv Conv { get; }

    /// <summary>Scales the channels.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <returns>The same shape and number format.</returns>
    public override Tensor forward(Tensor input)
    {
        using var squeezed = Functional.Squeeze(input);
        using var mixed = Conv.forward(squeezed);
        using var gate = mixed.sigmoid();
        return Functional.ScaleChannels(input, gate);
    }
}

/// <summary>A convolution along the channels of [N, C], without a bias. It starts as PyTorch's Conv1d in every layout.</summary>
public sealed class ChannelConv : Layer
{
    private readonly int _kernel;
    private readonly bool _isCircular;

    internal ChannelConv(int kernel, bool circular)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        if (kernel % 2 == 0)
        {
            throw new ArgumentException($"a kernel of {kernel} channels has no middle: make it odd", nameof(kernel));
        }

        _kernel = kernel;
        _isCircular = circular;
        Weight = AddParameter("weight", zeros(1, 1, kernel));
    }

    /// <summary>The weight, [1, 1, kernel].</summary>
    public Parameter Weight { get; private set; }

    /// <summary>Convolves, in the weight's number format.</summary>
    /// <param name="input">[N, C].</param>
    /// <returns>[N, C].</returns>
    public override Tensor forward(Tensor input)
    {
        var padding = _kernel / 2;
        using var cast = input.dtype == Weight.dtype ? input.alias() : input.to_type(Weight.dtype);
        using var row = cast.unsqueeze(1);
        if (!_isCircular)
        {
            using var convolved = nn.functional.conv1d(row, Weight, padding: padding);
            return convolved.squeeze(1);
        }

        using var padded = nn.functional.pad(row, [padding, padding], PaddingModes.Circular);
        using var around = nn.functional.conv1d(padded, Weight);
        return around.squeeze(1);
    }

    private protected override void InitialiseOwn(Initialisation initialisation) => Initialisation.StartAsTorch(Weight);

    private protected override void Replace(string name, Tensor tensor) => Weight = (Parameter)tensor;
}
