using TorchSharp.Modules;
using static TorchSharp.torch;

namespace My.Networks;

/// <summary>An attention that no YAML says: each channel is scaled by its own mean over all pixels, squashed; a weight and a bias a channel.</summary>
internal sealed class ChannelGate : nn.Module<Tensor, Tensor>
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;

    /// <summary>Makes the gate, open by half.</summary>
    /// <param name="channels">Channels of the input.</param>
    public ChannelGate(int channels)
        : base(nameof(ChannelGate))
    {
        _weight = new Parameter(zeros(channels, 1, 1));
        _bias = new Parameter(zeros(channels, 1, 1));
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var gate = (input.mean([2, 3], keepdim: true) * _weight + _bias).sigmoid();
        return (input * gate).MoveToOuterDisposeScope();
    }
}
