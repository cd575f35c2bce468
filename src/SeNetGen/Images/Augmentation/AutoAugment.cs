namespace SeNetGen.Images.Augmentation;

/// <summary>AutoAugment (Cubuk et al. 2018): one entry of a searched policy for each image. Policies and arguments are timm's; <c>3a</c> is DeiT III's.</summary>
public sealed class AutoAugment : IImageTransform
{
    private readonly AugmentStep[][] _policy;
    private readonly AugmentRunner _runner;

    internal AutoAugment(AugmentStep[][] policy, AugmentSettings settings)
    {
        _policy = policy;
        _runner = new AugmentRunner(settings);
    }

    /// <inheritdoc/>
    public void Apply(RgbImage source, RgbImage target, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var image = source;
        foreach (var step in _policy[random.Below(_policy.Length)])
        {
            image = _runner.Run(step, image, image == source ? target : source, ref random);
        }

        if (image != target)
        {
            target.CopyFrom(image);
        }
    }
}
