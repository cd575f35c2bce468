using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.Data;

/// <summary>Turns the bytes of a batch into what a network takes: (pixel - mean) / std, float32, on the device, [N, C, H, W] with the strides of NHWC.</summary>
public sealed class Normalisation : IDisposable
{
    private readonly Device _device;
    private readonly float[] _mean;
    private readonly float[] _inverseStd;

    // A row of an image in values: LibTorch's loops over three channels would be too short to go through vectors.
    private Tensor? _rowMean;
    private Tensor? _rowInverseStd;

    /// <summary>Keeps the constants on a device.</summary>
    /// <param name="mean">Subtracted from pixels of 0 to 255; one value a channel.</param>
    /// <param name="std">Pixels are divided by it; one value a channel.</param>
    /// <param name="device">Where batches go.</param>
    public Normalisation(IReadOnlyList<double> mean, IReadOnlyList<double> std, Device device)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(std);
        LibTorch.EnsureLoaded();
        _device = device;
        _mean = [.. mean.Select(m => (float)m)];
        _inverseStd = [.. std.Select(s => (float)(1 / s))];
    }

    /// <summary>One value a channel from what a recipe gives: one value for all, or one each.</summary>
    /// <param name="key">The recipe's key, for the message.</param>
    /// <param name="values">What the recipe gives.</param>
    /// <param name="channels">Number of channels.</param>
    /// <exception cref="SenetException">The number of values fits neither.</exception>
    public static IReadOnlyList<double> PerChannel(string key, IReadOnlyList<double> values, int channels)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count == channels ? values
            : values.Count == 1 ? [.. Enumerable.Repeat(values[0], channels)]
            : throw new SenetException($"{key} has {values.Count} values, but the images have {channels} channel{(channels == 1 ? "" : "s")}: give one, or one a channel");
    }

    /// <summary>The images of a batch as a network takes them. The caller disposes the result; the batch's buffer is free again afterwards.</summary>
    public Tensor Images(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var bytes = batch.Pixels.narrow(0, 0, batch.Count);
        using var moved = bytes.to(_device);
        using var values = moved.to(ScalarType.Float32);
        RequireRows(values.size(2) * values.size(3));
        using (var rows = values.view(-1, values.size(2) * values.size(3)))
        {
            using var centred = rows.sub_(_rowMean!);
            using var scaled = rows.mul_(_rowInverseStd!);
        }

        return values.permute(0, 3, 1, 2);
    }

    /// <summary>The labels of a batch on the device: [N], int64. The caller disposes them.</summary>
    public Tensor Labels(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        // A copy, always: the loader fills the buffer again while the device may still read.
        using var labels = batch.Labels.narrow(0, 0, batch.Count);
        return labels.to(ScalarType.Int64, _device, copy: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rowMean?.Dispose();
        _rowInverseStd?.Dispose();
    }

    private void RequireRows(long length)
    {
        if (_rowMean?.numel() == length)
        {
            return;
        }

        Dispose();
        _rowMean = Row(_mean);
        _rowInverseStd = Row(_inverseStd);

        Tensor Row(float[] channels)
        {
            using var one = tensor(channels);
            using var row = one.repeat(length / channels.Length);
            return row.to(ScalarType.Float32, _device, copy: true).DetachFromDisposeScope();
        }
    }
}
