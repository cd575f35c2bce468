using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// A blur before striding (Zhang, "Making Convolutional Networks Shift-Invariant Again", 2019), as timm's BlurPool2d: each channel is
/// convolved with a binomial filter over a reflected border. No state: the filter is fixed.
/// </summary>
public sealed class BlurPool : Layer
{
    private readonly int _channels;
    private readonly int _kernel;
    private readonly long[] _strides;
    private readonly long[] _paddings;
    private Tensor? _filter;

    /// <summary>Makes the layer.</summary>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="kernel">Height and width of the filter, at least 2.</param>
    /// <param name="stride">Pixels between neighbouring outputs.</param>
    public BlurPool(int channels, int kernel = 3, int stride = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        _channels = channels;
        _kernel = kernel;
        _strides = [stride, stride];
        long border = (stride - 1 + kernel - 1) / 2;
        _paddings = [border, border, border, border];
    }

    /// <summary>Blurs and strides.</summary>
    /// <param name="input">[N, C, H, W], larger than the border ((stride + kernel - 2) / 2) on both axes.</param>
    /// <returns>[N, C, floor((H + 2 border - kernel) / stride) + 1, ...], in the input's number format.</returns>
    public override Tensor forward(Tensor input)
    {
        var filter = FilterFor(input);
        if (_paddings[0] == 0)
        {
            return nn.functional.conv2d(input, filter, null, _strides, null, null, _channels);
        }

        using var padded = nn.functional.pad(input, _paddings, PaddingModes.Reflect);
        return nn.functional.conv2d(padded, filter, null, _strides, null, null, _channels);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _filter?.Dispose();
        }

        base.Dispose(disposing);
    }

    private Tensor FilterFor(Tensor input)
    {
        if (_filter is not null && _filter.dtype == input.dtype && _filter.device_type == input.device_type && _filter.device_index == input.device_index)
        {
            return _filter;
        }

        // Made outside inference mode: a backward pass could not read it otherwise.
        using var normal = inference_mode(false);
        using var scope = NewDisposeScope();
        var row = tensor(Binomial(_kernel), ScalarType.Float64, input.device);
        var square = row.unsqueeze(1) * row.unsqueeze(0);
        _filter?.Dispose();
        _filter = square.to_type(input.dtype).view(1, 1, _kernel, _kernel).repeat(_channels, 1, 1, 1).DetachFromDisposeScope();
        return _filter;
    }

    /// <summary>The numbers n over k, divided by their sum.</summary>
    private static double[] Binomial(int count)
    {
        var numbers = new double[count];
        numbers[0] = 1;
        for (var round = 1; round < count; round++)
        {
            for (var k = round; k > 0; k--)
            {
                numbers[k] = (numbers[k] + numbers[k - 1]) / 2;
            }

            numbers[0] /= 2;
        }

        return numbers;
    }
}
