using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Selective kernel (Li et al., 2019, in timm's form): convolutions of several kernels side by side, each channel their mean weighted by a
/// softmax over the paths. State: <c>paths.0.conv</c>, <c>paths.0.bn</c>, ..., then <c>attn.fc_reduce</c>, <c>attn.bn</c>, <c>attn.fc_select</c>.
/// </summary>
public sealed class SelectiveKernel : Layer
{
    private readonly long _share;

    /// <summary>Makes the paths and their attention.</summary>
    /// <param name="inputChannels">Channels of the input.</param>
    /// <param name="outputChannels">Channels of the output.</param>
    /// <param name="reducedChannels">Channels in the middle of the attention.</param>
    /// <param name="kernels">The odd kernel of each path; 3 and 5 when null.</param>
    /// <param name="stride">Pixels between neighbouring outputs.</param>
    /// <param name="dilation">Pixels between neighbouring taps.</param>
    /// <param name="groups">Groups that each path's channels are split into.</param>
    /// <param name="keep3X3">Whether every path is a 3x3 kernel, dilated to the span of its own.</param>
    /// <param name="splitInput">Whether each path receives its own share of the input's channels.</param>
    /// <param name="activation">The activation at the end of each path.</param>
    public SelectiveKernel(
        int inputChannels,
        int outputChannels,
        int reducedChannels,
        int[]? kernels = null,
        int stride = 1,
        int dilation = 1,
        int groups = 1,
        bool keep3X3 = true,
        bool splitInput = true,
        string activation = "relu")
    {
        kernels ??= [3, 5];
        if (splitInput && inputChannels % kernels.Length != 0)
        {
            throw new ArgumentException($"{inputChannels} input channels do not split into {kernels.Length} paths", nameof(inputChannels));
        }

        _share = splitInput ? inputChannels / kernels.Length : 0;
        Paths = AddBlocks("paths", kernels.Length, index =>
        {
            var (kernel, step) = keep3X3 ? (3, dilation * ((kernels[index] - 1) / 2)) : (kernels[index], dilation);
            var inputs = splitInput ? inputChannels / kernels.Length : inputChannels;
            return new ConvNorm(inputs, outputChannels, kernel, stride, step, groups, activation);
        });
        Attn = Add("attn", new PathAttention(outputChannels, kernels.Length, reducedChannels));
    }

    /// <summary>The convolutions.</summary>
    public BlockList<ConvNorm> Paths { get; }

    /// <summary>The weights of the paths.</summary>
    public PathAttention Attn { get; }

    /// <summary>Convolves and selects.</summary>
    /// <param name="input">[N, in, H, W].</param>
    /// <returns>[N, out, ceil(H / stride), ceil(W / stride)].</returns>
    /// <exception cref="SenetException">In training mode on a single image, of which the attention has no variance.</exception>
    public override Tensor forward(Tensor input)
    {
        var paths = new Tensor[Paths.Count];
        for (var index = 0; index < paths.Length; index++)
        {
            using var part = _share == 0 ? input.alias() : input.narrow(1, index * _share, _share);
            paths[index] = Paths[index].forward(part);
        }

        using var weights = Attn.forward(paths);
        var result = Weighted(paths[0], weights, 0);
        for (var index = 1; index < paths.Length; index++)
        {
            using var further = Weighted(paths[index], weights, index);
            Functional.Add_(result, further);
        }

        foreach (var path in paths)
        {
            path.Dispose();
        }

        return result;
    }

    private static Tensor Weighted(Tensor path, Tensor weights, int index)
    {
        using var own = weights.select(1, index);
        return Functional.ScaleChannels(path, own);
    }
}

/// <summary>A convolution that keeps the size at stride 1, with batch norm and, where one is named, an activation. State: <c>conv</c>, <c>bn</c>.</summary>
public sealed class ConvNorm : Layer
{
    private readonly string? _activation;

    internal ConvNorm(int inputChannels, int outputChannels, int kernel, int stride, int dilation, int groups, string? activation)
    {
        _activation = activation is null ? null : GateFunction.Known(activation);
        Conv = AddConv("conv", inputChannels, outputChannels, kernel, stride, dilation * ((kernel - 1) / 2), dilation, groups);
        Bn = AddBatchNorm("bn", outputChannels);
    }

    /// <summary>The convolution.</summary>
    public Conv Conv { get; }

    /// <summary>The norm.</summary>
    public BatchNorm Bn { get; }

    /// <summary>Convolves, normalises, activates.</summary>
    /// <param name="input">[N, in, H, W].</param>
    /// <returns>[N, out, ceil(H / stride), ceil(W / stride)].</returns>
    public override Tensor forward(Tensor input)
    {
        using var convolved = Conv.forward(input);
        if (_activation is null)
        {
            return Bn.forward(convolved);
        }

        using var normed = Bn.forward(convolved);
        return GateFunction.Apply(_activation, normed);
    }
}

/// <summary>
/// The attention of a selective kernel: softmax over the paths of select(relu(bn(reduce(mean of their sum)))), in the parameters' number format.
/// State: <c>fc_reduce</c>, <c>bn</c>, <c>fc_select</c>.
/// </summary>
public sealed class PathAttention : Layer
{
    private readonly long[] _shape;

    internal PathAttention(int channels, int paths, int reducedChannels)
    {
        _shape = [-1, paths, channels];
        FcReduce = Add("fc_reduce", new GateProjection(channels, reducedChannels, bias: false));
        Bn = AddBatchNorm("bn", reducedChannels);
        FcSelect = Add("fc_select", new GateProjection(reducedChannels, channels * paths, bias: false));
    }

    /// <summary>C to the reduced channels.</summary>
    public GateProjection FcReduce { get; }

    /// <summary>The norm between.</summary>
    public BatchNorm Bn { get; }

    /// <summary>To the paths' channels.</summary>
    public GateProjection FcSelect { get; }

    /// <summary>Not to be called: the selective kernel hands over its paths.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override Tensor forward(Tensor input) => throw new NotSupportedException($"'{Path}' weighs paths, not one feature map");

    /// <summary>The weights of the paths, [N, paths, C].</summary>
    internal Tensor forward(Tensor[] paths)
    {
        var sum = Functional.Squeeze(paths[0]);
        for (var index = 1; index < paths.Length; index++)
        {
            using var before = sum;
            using var further = Functional.Squeeze(paths[index]);
            sum = before.add(further, Functional.One);
        }

        using var squeezed = sum;
        using var reduced = FcReduce.forward(squeezed);
        using var normed = Bn.forward(reduced);
        using var active = normed.relu();
        using var selected = FcSelect.forward(active);
        using var logits = selected.view(_shape);
        return logits.softmax(1);
    }
}
