using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// A two-dimensional convolution over channels-last feature maps. It computes in its input's number format: the weight, kept with
/// channels-last strides, is cast where the formats differ, once a call. Weights are 0 until <see cref="Layer.Initialise"/>.
/// State: <c>weight</c> [out, in / groups, kernel height, kernel width], then <c>bias</c> [out] if there is one.
/// </summary>
public sealed class Conv : Layer
{
    private readonly long[] _strides;
    private readonly long[] _paddings;
    private readonly long[] _dilations;
    private readonly int _groups;
    private readonly bool _isPointwise;
    private readonly int _multiplier;
    private readonly bool _isWrongInBFloat16;

    /// <summary>Makes the convolution.</summary>
    /// <param name="inputChannels">Channels of the input.</param>
    /// <param name="outputChannels">Channels of the output.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="stride">Pixels between neighbouring outputs.</param>
    /// <param name="padding">Zeros on each side.</param>
    /// <param name="dilation">Pixels between neighbouring taps.</param>
    /// <param name="groups">Groups that input and output channels are split into.</param>
    /// <param name="bias">Whether a bias is added.</param>
    public Conv(int inputChannels, int outputChannels, int kernel = 1, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = false)
        : this(inputChannels, outputChannels, (kernel, kernel), (stride, stride), (padding, padding), (dilation, dilation), groups, bias)
    {
    }

    /// <summary>Makes a convolution whose height and width differ.</summary>
    /// <param name="inputChannels">Channels of the input.</param>
    /// <param name="outputChannels">Channels of the output.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="stride">Pixels between neighbouring outputs.</param>
    /// <param name="padding">Zeros above and below, and on the left and right.</param>
    /// <param name="dilation">Pixels between neighbouring taps.</param>
    /// <param name="groups">Groups that input and output channels are split into.</param>
    /// <param name="bias">Whether a bias is added.</param>
    public Conv(
        int inputChannels,
        int outputChannels,
        (int Height, int Width) kernel,
        (int Height, int Width) stride,
        (int Height, int Width) padding,
        (int Height, int Width) dilation,
        int groups = 1,
        bool bias = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if (inputChannels % groups != 0 || outputChannels % groups != 0)
        {
            throw new ArgumentException($"{inputChannels} input and {outputChannels} output channels do not split into {groups} groups", nameof(groups));
        }

        _strides = [stride.Height, stride.Width];
        _paddings = [padding.Height, padding.Width];
        _dilations = [dilation.Height, dilation.Width];
        _groups = groups;
        _multiplier = groups == inputChannels && groups > 1 && kernel != (1, 1) ? outputChannels / inputChannels : 1;
        _isWrongInBFloat16 = groups == inputChannels
            && (groups == 1 ? outputChannels % 16 != 0 || kernel == (1, 1) : outputChannels > groups && kernel == (1, 1));
        _isPointwise = kernel == (1, 1) && padding == (0, 0) && groups == 1;

        // Channels-last from the start: LibTorch goes by strides, and optimizer state and gradients follow the weight's.
        using (var values = zeros(outputChannels, kernel.Height, kernel.Width, inputChannels / groups))
        {
            Weight = AddParameter("weight", values.permute(0, 3, 1, 2));
        }

        Bias = bias ? AddParameter("bias", zeros(outputChannels)) : null;
    }

    /// <summary>The weight, [out, in / groups, kernel height, kernel width].</summary>
    public Parameter Weight { get; private set; }

    /// <summary>The bias, [out]; null without one.</summary>
    public Parameter? Bias { get; private set; }

    /// <summary>Convolves.</summary>
    /// <param name="input">[N, in, H, W].</param>
    /// <returns>[N, out, floor((H + 2 padding - dilation (kernel - 1) - 1) / stride) + 1, ...].</returns>
    public override Tensor forward(Tensor input)
    {
        var type = input.dtype;
        if (_isPointwise && type != ScalarType.Float64 && input.device_type == DeviceType.CPU)
        {
            return Pointwise(input, type);
        }

        if (_multiplier > 1 && type != ScalarType.Float64 && input.device_type == DeviceType.CPU)
        {
            using var repeated = Repeated(input);
            return Convolve(repeated, type, _groups * _multiplier);
        }

        if (_isWrongInBFloat16 && type == ScalarType.BFloat16 && input.device_type == DeviceType.CPU)
        {
            return ConvolveInFloat32(input, type);
        }

        return Convolve(input, type, _groups);
    }

    private Tensor Convolve(Tensor input, ScalarType type, long groups)
    {
        if (type == Weight.dtype)
        {
            return nn.functional.conv2d(input, Weight, Bias, _strides, _paddings, _dilations, groups);
        }

        using var weight = Weight.to_type(type);
        using var bias = Bias?.to_type(type);
        return nn.functional.conv2d(input, weight, bias, _strides, _paddings, _dilations, groups);
    }

    // On the CPU a 1x1 convolution is a product of matrices over the channels-last view. LibTorch 2.10's oneDNN kernel for it (brgconv_1x1)
    // gives wrong channels, or divides by zero, on AVX-512: 256 to 512 channels on 8x8 at stride 2 in float32, 1024 to 2048 in float32
    // and bfloat16. No condition keeps it safe: the wrong shapes change with the number of threads (64 to 512 channels on 7x7 at stride 1
    // are right with 1 and 16 threads, wrong with 2 and 4).
    private Tensor Pointwise(Tensor input, ScalarType type)
    {
        // Means of single pixels: LibTorch gathers and, for the gradient, scatters in one pass each; slices take two, and a copy.
        using var sampled = _strides[0] == 1 ? input.alias() : nn.functional.avg_pool2d(input, 1, _strides[0], 0);
        using var pixels = sampled.permute(0, 2, 3, 1);
        using var matrix = Weight.flatten(1);
        using var weight = type == Weight.dtype ? matrix.alias() : matrix.to_type(type);
        using var bias = Bias is null || type == Bias.dtype ? Bias?.alias() : Bias.to_type(type);
        using var product = nn.functional.linear(pixels, weight, bias);
        return product.permute(0, 3, 1, 2);
    }

    // A depthwise convolution with several outputs a channel, computed with one output for each of as many copies of the channel: LibTorch
    // 2.10's oneDNN kernel for the former gives wrong numbers in float32 (3x3, at every number of groups, size and stride that was tried).
    private Tensor Repeated(Tensor input)
    {
        using var pixels = input.permute(Functional.ChannelsLast);
        using var column = pixels.unsqueeze(4);
        using var copies = column.expand(-1, -1, -1, -1, _multiplier);
        using var flat = copies.flatten(3, 4);
        return flat.permute(Functional.ChannelsFirst);
    }

    // A single input channel, in all or in each group. LibTorch 2.10's oneDNN kernels give wrong numbers for it in bfloat16 on AVX-512, unless a
    // larger kernel than 1x1 gives a multiple of 16 channels or, depthwise, one for each.
    private Tensor ConvolveInFloat32(Tensor input, ScalarType type)
    {
        using var wide = input.to_type(ScalarType.Float32);
        using var result = Convolve(wide, ScalarType.Float32, _groups);
        return result.to_type(type);
    }

    private protected override void InitialiseOwn(Initialisation initialisation) => initialisation.StartConv(Weight, Bias, _groups);

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
