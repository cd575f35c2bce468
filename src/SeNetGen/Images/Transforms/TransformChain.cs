namespace SeNetGen.Images.Transforms;

/// <summary>Transforms one after another.</summary>
public sealed class TransformChain : IImageTransform
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
        ArgumentNullException.ThrowIfNull(target);
        if (_transforms.Length == 0)
        {
            target.CopyFrom(source);
            return;
        }

        // Between two buffers, so that the last result lies in the target.
        var from = source;
        for (var i = 0; i < _transforms.Length; i++)
        {
            var to = (_transforms.Length - 1 - i) % 2 == 0 ? target : _spare;
            _transforms[i].Apply(from, to, ref random);
            from = to;
        }
    }
}
