using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Layer normalisation (Ba et al., 2016) over the channels of each pixel, as timm's LayerNorm2d, or of each row. Statistics and parameters
/// stay in float32 (float64 in a float64 network) whatever the input's number format. State: <c>weight</c> and <c>bias</c>, [C].
/// </summary>
public sealed class LayerNorm : AffineNorm
{
    private readonly long[] _shape;
    private readonly double _eps;

    /// <summary>Makes the norm.</summary>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="eps">What is added to the variance.</param>
    /// <param name="gamma">What the weight starts at.</param>
    public LayerNorm(int channels, double eps = 1e-6, double gamma = 1)
        : base(channels, gamma)
    {
        _shape = [channels];
        _eps = eps;
    }

    /// <summary>Normalises.</summary>
    /// <param name="input">[N, C, H, W] or [N, C].</param>
    /// <returns>The same shape and number format.</returns>
    public override Tensor forward(Tensor input)
    {
        if (input.dim() == 2)
        {
            return Normalise(input);
        }

        using var pixels = input.permute(Functional.ChannelsLast);
        using var normal = Normalise(pixels);
        return normal.permute(Functional.ChannelsFirst);
    }

    private Tensor Normalise(Tensor rows) => Functional.InFormatOf(Weight, rows,
        values => nn.functional.layer_norm(values, _shape, Weight, Bias, _eps));
}
