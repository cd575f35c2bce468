using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Split attention (Zhang et al., 2020, ResNeSt): a convolution into <c>radix</c> splits of the output's channels, each channel their sum weighted
/// by a softmax over the splits (a sigmoid for a single one). State: <c>conv</c>, <c>bn0</c>, <c>fc1</c>, <c>bn1</c>, <c>fc2</c>.
/// </summary>
public sealed class SplitAttention : Layer
{
    private readonly int _outputChannels;
    private readonly int _radix;
    private readonly long[] _splitShape;
    private readonly long[] _groupShape;
    private readonly string _activation;

    /// <summary>Makes the convolution and its attention.</summary>
    /// <param name="inputChannels">Channels of the input.</param>
    /// <param name="outputChannels">Channels of the output.</param>
    /// <param name="reducedChannels">Channels in the middle of the attention.</param>
    /// <param name="kernel">Height and width of the kernel, odd.</param>
    /// <param name="stride">Pixels between neighbouring outputs.</param>
    /// <param name="dilation">Pixels between neighbouring taps.</param>
    /// <param name="groups">Groups that are convolved and attended apart.</param>
    /// <param name="radix">The number of splits.</param>
    /// <param name="activation">The activation after each norm.</param>
    public SplitAttention(
        int inputChannels, int outputChannels, int reducedChannels, int kernel = 3, int stride = 1, int dilation = 1, int groups = 1, int radix = 2, string activation = "relu")
    {
        _outputChannels = outputChannels;
        _radix = radix;
        _splitShape = [-1, radix, outputChannels];
        _groupShape = [-1, groups, radix, outputChannels / groups];
        _activation = GateFunction.Known(activation);
        var wide = outputChannels * radix;
        Conv = AddConv("conv", inputChannels, wide, kernel, stride, dilation * ((kernel - 1) / 2), dilation, groups * radix);
        Bn0 = AddBatchNorm("bn0", wide);
        Fc1 = Add("fc1", new GateProjection(outputChannels, reducedChannels, groups: groups));
        Bn1 = AddBatchNorm("bn1", reducedChannels);
        Fc2 = Add("fc2", new GateProjection(reducedChannels, wide, groups: groups));
    }

    /// <summary>The convolution into all splits.</summary>
    public Conv Conv { get; }

    /// <summary>The norm of the splits.</summary>
    public BatchNorm Bn0 { get; }

    /// <summary>The output's channels to the reduced ones.</summary>
    public GateProjection Fc1 { get; }

    /// <summary>The norm in the middle.</summary>
    public BatchNorm Bn1 { get; }

    /// <summary>To the channels of all splits.</summary>
    public GateProjection Fc2 { get; }

    /// <summary>Convolves and selects.</summary>
    /// <param name="input">[N, in, H, W].</param>
    /// <returns>[N, out, ceil(H / stride), ceil(W / stride)].</returns>
    /// <exception cref="SenetException">In training mode on a single image, of which the attention has no variance.</exception>
    public override Tensor forward(Tensor input)
    {
        using var convolved = Conv.forward(input);
        using var normed = Bn0.forward(convolved);
        using var splits = GateFunction.Apply(_activation, normed);
        using var weights = Weights(splits);
        var result = Weighted(splits, weights, 0);
        for (var index = 1; index < _radix; index++)
        {
            using var further = Weighted(splits, weights, index);
            Functional.Add_(result, further);
        }

        return result;
    }

    // [N, radix, C]
    private Tensor Weights(Tensor splits)
    {
        using var squeezed = Functional.Squeeze(splits);
        using var apart = squeezed.view(_splitShape);
        using var sum = apart.sum(1);
        using var reduced = Fc1.forward(sum);
        using var normed = Bn1.forward(reduced);
        using var active = GateFunction.Apply(_activation, normed);
        using var selected = Fc2.forward(active);
        if (_radix == 1)
        {
            using var gate = selected.sigmoid();
            return gate.unsqueeze(1);
        }

        using var logits = selected.view(_groupShape);
        using var softmax = logits.softmax(2);
        using var radixFirst = softmax.transpose(1, 2);
        return radixFirst.flatten(2);
    }

    private Tensor Weighted(Tensor splits, Tensor weights, int index)
    {
        using var own = splits.narrow(1, (long)index * _outputChannels, _outputChannels);
        using var weight = weights.select(1, index);
        return Functional.ScaleChannels(own, weight);
    }
}
