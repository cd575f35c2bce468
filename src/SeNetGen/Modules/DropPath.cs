using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Stochastic depth (Huang et al., 2016), as timm's DropPath: in training mode, zeroes a whole image with probability p and divides the others
/// by 1 - p; does nothing otherwise. The probability grows along the network: of its n layers of this kind, the i-th from 0 has
/// rate * i / (n - 1), an only one the rate itself. Draws from LibTorch's default generator, as <see cref="Dropout"/> does. No state.
/// </summary>
public sealed class DropPath : Layer
{
    private double? _probability;

    /// <summary>Makes the layer.</summary>
    /// <param name="rate">The probability of the network's last layer of this kind, at least 0 and less than 1.</param>
    public DropPath(double rate)
    {
        if (rate is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "a rate is at least 0 and less than 1");
        }

        Rate = rate;
    }

    /// <summary>The probability of the network's last layer of this kind.</summary>
    public double Rate { get; }

    /// <summary>The probability that an image is zeroed; known once the network is whole.</summary>
    public double Probability => _probability ??= Rate * Share();

    /// <summary>Drops.</summary>
    /// <param name="input">Any shape; the first axis is the batch.</param>
    /// <returns>The same shape; the input's own values when nothing is dropped.</returns>
    public override Tensor forward(Tensor input)
    {
        if (!training || Rate == 0 || Probability == 0)
        {
            return input.alias();
        }

        var shape = new long[input.dim()];
        Array.Fill(shape, 1);
        shape[0] = input.size(0);
        using var kept = empty(shape, input.dtype, input.device);
        kept.bernoulli_(1 - Probability);
        return Apply(input, kept, Probability);
    }

    /// <summary>The input times the mask over 1 - p.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="kept">1 for each image that is kept, 0 for the others; overwritten.</param>
    /// <param name="probability">The probability of 0.</param>
    internal static Tensor Apply(Tensor input, Tensor kept, double probability)
    {
        using Scalar share = 1 - probability;
        kept.div_(share);
        return input.mul(kept);
    }

    // The layer's place among those of its kind, from 0 for the first to 1 for the last.
    private double Share()
    {
        Layer root = this;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        var (count, place) = (0, 0);
        Visit(root);
        return count == 1 ? 1 : place / (count - 1.0);

        void Visit(nn.Module module)
        {
            if (module is DropPath)
            {
                place = ReferenceEquals(module, this) ? count : place;
                count++;
            }

            foreach (var (_, child) in module.named_children())
            {
                Visit(child);
            }
        }
    }
}
