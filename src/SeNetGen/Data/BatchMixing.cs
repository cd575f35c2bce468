using SeNetGen.Images;
using SeNetGen.Images.Resampling;
using static TorchSharp.torch;

namespace SeNetGen.Data;

/// <summary>
/// Mixup (Zhang et al. 2017, arXiv 1710.09412) and CutMix (Yun et al. 2019, arXiv 1905.04899) of whole batches, and switching between them, as timm and MindCV have it: an image's partner is the
/// one at the same place from the batch's other end, and labels become soft targets in which label smoothing is contained. An odd batch's middle image stays.
/// </summary>
public sealed class BatchMixing
{
    // Numbers of samples are 0 and more, and -1 is the epoch's order.
    private const int FirstStep = -2;

    private readonly double _mixup;
    private readonly double _cutmix;
    private readonly double _probability;
    private readonly double _switchProbability;

    /// <summary>Makes the mixing; an alpha of 0 leaves out its method.</summary>
    /// <param name="mixup">Mixup's alpha: shares are drawn from Beta(alpha, alpha).</param>
    /// <param name="cutmix">CutMix's alpha.</param>
    /// <param name="probability">Share of the batches that are mixed.</param>
    /// <param name="switchProbability">Where both are used: the share of the mixed batches that CutMix takes.</param>
    public BatchMixing(double mixup, double cutmix, double probability = 1, double switchProbability = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mixup);
        ArgumentOutOfRangeException.ThrowIfNegative(cutmix);
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(switchProbability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(switchProbability, 1);
        (_mixup, _cutmix, _probability, _switchProbability) = (mixup, cutmix, probability, switchProbability);
    }

    /// <summary>Draws how a step's batch is mixed: a function of seed, epoch and step alone, so that a resumed run mixes alike.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="step">The step in it, from 0.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="height">Rows of the images.</param>
    public BatchMix Draw(int seed, int epoch, int step, int width, int height)
    {
        var random = new RandomStream(seed, epoch, FirstStep - step);
        if (!random.Chance(_probability) || (_mixup == 0 && _cutmix == 0))
        {
            return BatchMix.None;
        }

        var cuts = _mixup == 0 || (_cutmix > 0 && random.Chance(_switchProbability));
        var share = random.Beta(cuts ? _cutmix : _mixup);
        return cuts ? Cut(share, width, height, ref random) : new BatchMix(share, null);
    }

    /// <summary>Mixes images in place.</summary>
    /// <param name="images">[N, C, H, W], floating point.</param>
    /// <param name="mix">How.</param>
    public static void Mix(Tensor images, BatchMix mix)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (mix.Share == 1)
        {
            return;
        }

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        if (mix.Box is not { } box)
        {
            using var others = images.flip(0);
            others.mul_(1 - mix.Share);
            images.mul_(mix.Share).add_(others);
            return;
        }

        var part = images.narrow(2, box.Top, box.Height).narrow(3, box.Left, box.Width);
        using var otherParts = part.flip(0);
        part.copy_(otherParts);
    }

    /// <summary>The targets of a mixed batch: [N, classes], float32, each row with the sum 1. The caller disposes them.</summary>
    /// <param name="labels">[N], int64.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="labelSmoothing">The share that is spread over all classes.</param>
    /// <param name="mix">How the images were mixed.</param>
    public static Tensor Targets(Tensor labels, int classes, double labelSmoothing, BatchMix mix)
    {
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var targets = Smoothed(labels, classes, labelSmoothing);
        if (mix.Share != 1)
        {
            using var others = targets.flip(0);
            others.mul_(1 - mix.Share);
            targets.mul_(mix.Share).add_(others);
        }

        return targets.MoveToOuterDisposeScope();
    }

    private static Tensor Smoothed(Tensor labels, int classes, double labelSmoothing)
        => nn.functional.one_hot(labels, classes).to(ScalarType.Float32).mul_(1 - labelSmoothing).add_(labelSmoothing / classes);

    // A square's part of the image's shape about a random middle, cut off at the border; the share is what really remains.
    private static BatchMix Cut(double share, int width, int height, ref RandomStream random)
    {
        var side = Math.Sqrt(1 - share);
        var (halfHeight, halfWidth) = ((int)(height * side) / 2, (int)(width * side) / 2);
        var middleY = random.Below(height);
        var middleX = random.Below(width);
        var (top, bottom) = (Math.Max(0, middleY - halfHeight), Math.Min(height, middleY + halfHeight));
        var (left, right) = (Math.Max(0, middleX - halfWidth), Math.Min(width, middleX + halfWidth));
        var area = (bottom - top) * (right - left);
        return area == 0 ? BatchMix.None : new BatchMix(1 - (area / (double)(width * height)), new CropRectangle(left, top, right - left, bottom - top));
    }
}
