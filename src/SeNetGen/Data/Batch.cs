using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SeNetGen.Data;

/// <summary>Images and labels of one step, in memory that the loader uses again for a later one.</summary>
public sealed unsafe class Batch : IDisposable
{
    private readonly byte* _pixels;
    private readonly long* _labels;
    private readonly int _imageBytes;

    internal Batch(int capacity, int height, int width, int channels, bool pinned)
    {
        // The tensors outlive every dispose scope of the steps that use them.
        Pixels = Allocate([capacity, height, width, channels], ScalarType.Byte, pinned);
        Labels = Allocate([capacity], ScalarType.Int64, pinned);
        _imageBytes = height * width * channels;
        _pixels = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Pixels.bytes));
        _labels = (long*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Labels.bytes));
    }

    /// <summary>Bytes of the images on the CPU: [capacity, height, width, channels]; those from <see cref="Count"/> on mean nothing.</summary>
    public Tensor Pixels { get; }

    /// <summary>Labels on the CPU: [capacity], int64.</summary>
    public Tensor Labels { get; }

    /// <summary>Number of images in it: less than its capacity in an epoch's last batch.</summary>
    public int Count { get; internal set; }

    internal Span<byte> Image(int index) => new(_pixels + ((long)index * _imageBytes), _imageBytes);

    internal void SetLabel(int index, int label) => _labels[index] = label;

    /// <inheritdoc/>
    public void Dispose()
    {
        Pixels.Dispose();
        Labels.Dispose();
    }

    private static Tensor Allocate(long[] shape, ScalarType type, bool pinned)
    {
        var tensor = empty(shape, dtype: type, device: CPU);
        if (!pinned)
        {
            return tensor.DetachFromDisposeScope();
        }

        using (tensor)
        {
            return tensor.pin_memory().DetachFromDisposeScope();
        }
    }
}
