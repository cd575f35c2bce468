using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Global context (Cao et al., 2019): the mean of all pixels, weighted by a softmax over one attention map, is transformed and then scales the
/// channels through a sigmoid (timm's gc) or is added to every pixel (gca). The softmax and the transform are computed in the parameters' number
/// format. State: <c>conv_attn</c>, then <c>mlp_scale</c> or <c>mlp_add</c> with <c>fc1</c>, <c>norm</c>, <c>fc2</c>.
/// </summary>
public sealed class GlobalContext : Layer
{
    private readonly bool _isAdded;

    /// <summary>Makes the attention.</summary>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="reducedChannels">Channels in the middle of the transform.</param>
    /// <param name="add">Whether the transformed context is added instead of scaling.</param>
    public GlobalContext(int channels, int reducedChannels, bool add = false)
    {
        _isAdded = add;
        ConvAttn = Add("conv_attn", new GateProjection(channels, 1, start: GateStart.KaimingNormalFanIn));
        Mlp = Add(add ? "mlp_add" : "mlp_scale", new GateMlp(channels, reducedChannels, norm: true, last: add ? GateStart.Zero : GateStart.Conv));
    }

    /// <summary>The attention of a pixel: C to 1.</summary>
    public GateProjection ConvAttn { get; }

    /// <summary>The context's transform.</summary>
    public GateMlp Mlp { get; }

    /// <summary>Attends.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <returns>The same shape and number format.</returns>
    public override Tensor forward(Tensor input)
    {
        using var context = Context(input);
        using var transformed = Mlp.forward(context);
        if (!_isAdded)
        {
            using var gate = transformed.sigmoid();
            return Functional.ScaleChannels(input, gate);
        }

        using var map = Functional.AsMap(transformed);
        return Functional.Add(input, map);
    }

    // [N, C]
    private Tensor Context(Tensor input)
    {
        using var pixels = Functional.Pixels(input);
        using var logits = ConvAttn.forward(pixels);
        using var attention = logits.softmax(1);
        using var weights = attention.dtype == input.dtype ? attention.alias() : attention.to_type(input.dtype);
        using var channels = pixels.transpose(1, 2);
        using var context = channels.matmul(weights);
        return context.squeeze(2);
    }
}
