using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Convolutional block attention (Woo et al., 2018): a gate of each channel, then a gate of each pixel. State: <c>channel.fc1</c>,
/// <c>channel.fc2</c>, <c>spatial.conv.conv</c>, <c>spatial.conv.bn</c>.
/// </summary>
public sealed class Cbam : Layer
{
    /// <summary>Makes both gates.</summary>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="reducedChannels">Channels in the middle of the channels' gate.</param>
    /// <param name="kernel">Height and width of the pixels' kernel, odd.</param>
    /// <param name="bias">Whether the channels' maps add a bias.</param>
    /// <param name="light">Whether both look at half the mean plus half the greatest value, instead of at each.</param>
    public Cbam(int channels, int reducedChannels, int kernel = 7, bool bias = false, bool light = false)
    {
        Channel = Add("channel", new ChannelGate(channels, reducedChannels, bias, light));
        Spatial = Add("spatial", new PixelGate(kernel, light));
    }

    /// <summary>The gate of each channel.</summary>
    public ChannelGate Channel { get; }

    /// <summary>The gate of each pixel.</summary>
    public PixelGate Spatial { get; }

    /// <summary>Scales channels, then pixels.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <returns>The same shape and number format.</returns>
    /// <exception cref="SenetException">In training mode on a single image of one pixel, of which the norm has no variance.</exception>
    public override Tensor forward(Tensor input)
    {
        using var scaled = Channel.forward(input);
        return Spatial.forward(scaled);
    }
}

/// <summary>Scales channels by sigmoid(mlp(mean) + mlp(greatest)), or sigmoid(mlp(half of each)) when light. State: <c>fc1</c>, <c>fc2</c>.</summary>
public sealed class ChannelGate : Layer
{
    private readonly bool _isLight;

    internal ChannelGate(int channels, int reducedChannels, bool bias, bool light)
    {
        _isLight = light;
        Fc1 = Add("fc1", new GateProjection(channels, reducedChannels, bias: bias));
        Fc2 = Add("fc2", new GateProjection(reducedChannels, channels, bias: bias));
    }

    /// <summary>C to the reduced channels.</summary>
    public GateProjection Fc1 { get; }

    /// <summary>Back to C.</summary>
    public GateProjection Fc2 { get; }

    /// <summary>Scales the channels.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <returns>The same shape and number format.</returns>
    public override Tensor forward(Tensor input)
    {
        using var logits = Logits(input);
        using var gate = logits.sigmoid();
        return Functional.ScaleChannels(input, gate);
    }

    private Tensor Logits(Tensor input)
    {
        using var first = Functional.Squeeze(input, addMaxpool: _isLight);
        if (_isLight)
        {
            return Mapped(first);
        }

        using var second = Functional.SqueezeMaximum(input);
        using var ofMean = Mapped(first);
        using var ofMaximum = Mapped(second);
        return ofMean.add(ofMaximum, Functional.One);
    }

    private Tensor Mapped(Tensor squeezed)
    {
        using var reduced = Fc1.forward(squeezed);
        using var hidden = reduced.relu();
        return Fc2.forward(hidden);
    }
}

/// <summary>
/// Scales pixels by sigmoid(bn(conv([mean over C; greatest over C]))), or of half of each when light. One or two maps are convolved in the
/// parameters' number format: LibTorch 2.10's bfloat16 kernel gives wrong values for single channels. State: <c>conv.conv</c>, <c>conv.bn</c>.
/// </summary>
public sealed class PixelGate : Layer
{
    private static readonly long[] ChannelAxis = [1];

    private readonly bool _isLight;

    internal PixelGate(int kernel, bool light)
    {
        _isLight = light;
        Conv = Add("conv", new ConvNorm(light ? 1 : 2, 1, kernel, stride: 1, dilation: 1, groups: 1, activation: null));
    }

    /// <summary>The convolution with its norm.</summary>
    public ConvNorm Conv { get; }

    /// <summary>Scales the pixels.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <returns>The same shape and number format.</returns>
    public override Tensor forward(Tensor input)
    {
        using var mean = input.mean(ChannelAxis, keepdim: true);
        using var maximum = input.amax(ChannelAxis, keepdim: true);
        using var summary = _isLight ? Functional.Middle(mean, maximum) : cat([mean, maximum], 1);
        using var precise = summary.dtype == Conv.Conv.Weight.dtype ? summary.alias() : summary.to_type(Conv.Conv.Weight.dtype);
        using var logits = Conv.forward(precise);
        using var gate = logits.sigmoid();
        return Functional.Multiply(input, gate);
    }
}
