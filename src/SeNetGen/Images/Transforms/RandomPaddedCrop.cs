namespace SeNetGen.Images.Transforms;

/// <summary>
/// Puts black around an image and takes a part of a fixed size at a random place: torchvision's <c>RandomCrop(size, padding, pad_if_needed=True)</c>, MindCV's
/// for CIFAR. An image that is too small even so gets more black at both sides.
/// </summary>
public sealed class RandomPaddedCrop : IImageTransform
{
    private readonly int _width;
    private readonly int _height;
    private readonly int _padding;

    /// <summary>Makes the transform.</summary>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="padding">Black pixels at each side.</param>
    public RandomPaddedCrop(int width, int height, int padding = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        (_width, _height, _padding) = (width, height, padding);
    }

    /// <inheritdoc/>
    public void Apply(RgbImage source, RgbImage target, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        target.Resize(_width, _height);
        var top = Start(source.Height, _height, ref random);
        var left = Start(source.Width, _width, ref random);
        var first = Math.Max(0, -left);
        var end = Math.Min(_width, source.Width - left);
        for (var y = 0; y < _height; y++)
        {
            var to = target.Row(y);
            var from = y + top;
            if (from < 0 || from >= source.Height || first >= end)
            {
                to.Clear();
                continue;
            }

            to[..(first * RgbImage.Channels)].Clear();
            source.Row(from).Slice((first + left) * RgbImage.Channels, (end - first) * RgbImage.Channels).CopyTo(to[(first * RgbImage.Channels)..]);
            to[(end * RgbImage.Channels)..].Clear();
        }
    }

    // Where the part begins, in the image's pixels.
    private int Start(int size, int wanted, ref RandomStream random)
    {
        var padded = size + (2 * _padding);
        var missing = Math.Max(0, wanted - padded);
        return random.Below(padded + (2 * missing) - wanted + 1) - _padding - missing;
    }
}
