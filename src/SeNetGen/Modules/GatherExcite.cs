using System.Globalization;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Gather-excite (Hu et al., 2018): pixels are gathered over the whole map or to every <c>extent</c>-th pixel, mapped, and spread out again as a
/// gate. State: <c>gather.conv1</c>, <c>gather.norm1</c>, ... where convolutions gather, then <c>mlp.fc1</c>, <c>mlp.fc2</c>.
/// </summary>
public sealed class GatherExcite : Layer
{
    private readonly bool _addsMaxpool;

    /// <summary>Makes the gate.</summary>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="reducedChannels">Channels in the middle of the maps.</param>
    /// <param name="extent">Pixels between gathered values, a power of 2; 0 for the whole map.</param>
    /// <param name="depthwise">Whether depthwise convolutions gather instead of means.</param>
    /// <param name="addMaxpool">Whether half the mean plus half the greatest value is gathered.</param>
    public GatherExcite(int channels, int reducedChannels, int extent = 0, bool depthwise = false, bool addMaxpool = false)
    {
        if (extent < 0 || extent == 1 || (extent & (extent - 1)) != 0 || (depthwise && extent == 0))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"an extent of {extent} pixels is no power of 2"), nameof(extent));
        }

        Extent = extent;
        _addsMaxpool = addMaxpool;
        Gather = depthwise ? Add("gather", new DepthwiseGather(channels, extent)) : null;
        Mlp = Add("mlp", new GateMlp(channels, reducedChannels, norm: false));
    }

    /// <summary>Pixels between gathered values; 0 for the whole map.</summary>
    public int Extent { get; }

    /// <summary>The convolutions that gather; null where means do.</summary>
    public DepthwiseGather? Gather { get; }

    /// <summary>The maps of gathered values.</summary>
    public GateMlp Mlp { get; }

    /// <summary>Gathers and scales.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <returns>The same shape and number format.</returns>
    public override Tensor forward(Tensor input)
    {
        if (Extent == 0)
        {
            using var squeezed = Functional.Squeeze(input, _addsMaxpool);
            using var logits = Mlp.forward(squeezed);
            using var channels = logits.sigmoid();
            return Functional.ScaleChannels(input, channels);
        }

        using var gathered = Gather is null ? Means(input) : Gather.forward(input);
        using var pixelsLast = gathered.permute(0, 2, 3, 1);
        using var mapped = Mlp.forward(pixelsLast);
        using var gates = mapped.sigmoid();
        using var map = gates.permute(0, 3, 1, 2);
        if (map.size(2) == 1 && map.size(3) == 1)
        {
            return Functional.Multiply(input, map);
        }

        using var spread = nn.functional.interpolate(map, [input.size(2), input.size(3)], mode: InterpolationMode.Nearest);
        return Functional.Multiply(input, spread);
    }

    private Tensor Means(Tensor input)
    {
        var (kernel, padding) = ((2 * Extent) - 1, Extent - 1);
        if (!_addsMaxpool)
        {
            return Functional.AvgPool(input, kernel, Extent, padding, countPadding: false);
        }

        using var mean = Functional.AvgPool(input, kernel, Extent, padding, countPadding: false);
        using var maximum = Functional.MaxPool(input, kernel, Extent, padding);
        return Functional.Middle(mean, maximum);
    }
}

/// <summary>Depthwise 3x3 convolutions of stride 2 with batch norm, ReLU between them. State: <c>conv1</c>, <c>norm1</c>, <c>conv2</c>, ...</summary>
public sealed class DepthwiseGather : Layer
{
    private readonly Conv[] _convs;
    private readonly BatchNorm[] _norms;

    internal DepthwiseGather(int channels, int extent)
    {
        var count = int.Log2(extent);
        _convs = new Conv[count];
        _norms = new BatchNorm[count];
        for (var index = 0; index < count; index++)
        {
            var number = (index + 1).ToString(CultureInfo.InvariantCulture);
            _convs[index] = AddConv("conv" + number, channels, channels, kernel: 3, stride: 2, padding: 1, groups: channels);
            _norms[index] = AddBatchNorm("norm" + number, channels);
        }
    }

    /// <summary>Gathers.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <returns>[N, C, ceil(H / extent), ceil(W / extent)].</returns>
    public override Tensor forward(Tensor input)
    {
        var current = input.alias();
        for (var index = 0; index < _convs.Length; index++)
        {
            using var before = current;
            using var convolved = _convs[index].forward(before);
            current = _norms[index].forward(convolved);
            if (index < _convs.Length - 1)
            {
                Functional.Relu_(current);
            }
        }

        return current;
    }
}
