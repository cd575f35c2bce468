using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Group normalisation (Wu and He, 2018): each image's groups of channels apart, in training as in evaluation. Statistics and parameters
/// stay in float32 (float64 in a float64 network) whatever the input's number format. State: <c>weight</c> and <c>bias</c>, [C].
/// </summary>
public sealed class GroupNorm : AffineNorm
{
    private readonly int _groups;
    private readonly double _eps;

    /// <summary>Makes the norm.</summary>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="groups">Groups that the channels are split into.</param>
    /// <param name="eps">What is added to the variance.</param>
    /// <param name="gamma">What the weight starts at.</param>
    public GroupNorm(int channels, int groups, double eps = 1e-5, double gamma = 1)
        : base(channels, gamma)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if (channels % groups != 0)
        {
            throw new ArgumentException($"{channels} channels do not split into {groups} groups", nameof(groups));
        }

        _groups = groups;
        _eps = eps;
    }

    /// <summary>Normalises.</summary>
    /// <param name="input">[N, C, H, W] or [N, C].</param>
    /// <returns>The same shape and number format.</returns>
    public override Tensor forward(Tensor input) => Functional.InFormatOf(Weight, input, Normalise);

    private Tensor Normalise(Tensor values)
    {
        if (values.requires_grad || !is_grad_enabled() || !(Weight.requires_grad || Bias.requires_grad))
        {
            return nn.functional.group_norm(values, _groups, Weight, Bias, _eps);
        }

        // The image itself, or what frozen layers made. LibTorch 2.10's backward pass of a channels-last map writes the input's gradient
        // also where none is wanted, to nowhere, and ends the process: so one is wanted.
        using var wanting = values.detach().requires_grad_(true);
        return nn.functional.group_norm(wanting, _groups, Weight, Bias, _eps);
    }
}
