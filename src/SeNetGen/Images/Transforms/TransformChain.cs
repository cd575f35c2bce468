using SeNetGen.Images.Resampling;

namespace SeNetGen.Images.Transforms;

/// <summary>Transforms one after another. It looks at the part of the image that its first one looks at.</summary>
public sealed class TransformChain : IPartTransform
{
    private readonly IImageTransform[] _transforms;
    private readonly RgbImage _spare = new();

    /// <summary>Keeps the transforms, in order; none leaves images as they are.</summary>
    public TransformChain(params IReadOnlyList<IImageTransform> transforms)
    {
        ArgumentNullException.ThrowIfNull(transforms);
        _transforms = [.. transforms];
    }

    /// <inheritdoc/>
    public void Apply(RgbImage source, RgbImage target, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        if (_transforms.Length == 0)
        {
            target.CopyFrom(source);
            return;
        }

        _transforms[0].Apply(source, TargetOf(0, target), ref random);
        ApplyOthers(target, ref random);
    }

    /// <inheritdoc/>
    public CropRectangle Choose(int width, int height, ref RandomStream random)
        => _transforms is [IPartTransform first, ..] ? first.Choose(width, height, ref random) : CropRectangle.Whole(width, height);

    /// <inheritdoc/>
    public void ApplyToPart(RgbImage source, CropRectangle part, RgbImage target, ref RandomStream random)
    {
        if (_transforms is not [IPartTransform first, ..])
        {
            // The part is all there is.
            Apply(source, target, ref random);
            return;
        }

        ArgumentNullException.ThrowIfNull(target);
        first.ApplyToPart(source, part, TargetOf(0, target), ref random);
        ApplyOthers(target, ref random);
    }

    private void ApplyOthers(RgbImage target, ref RandomStream random)
    {
        for (var i = 1; i < _transforms.Length; i++)
        {
            _transforms[i].Apply(TargetOf(i - 1, target), TargetOf(i, target), ref random);
        }
    }

    // Between two buffers, so that the last result lies in the target.
    private RgbImage TargetOf(int step, RgbImage target) => (_transforms.Length - 1 - step) % 2 == 0 ? target : _spare;
}
