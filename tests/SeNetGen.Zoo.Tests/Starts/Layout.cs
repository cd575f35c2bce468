using SeNetGen.Modules;
using static SeNetGen.Zoo.Tests.Starts.ExpectedStart;

namespace SeNetGen.Zoo.Tests.Starts;

/// <summary>How an original starts its tensors, by their keys and shapes.</summary>
/// <param name="isLastNorm">Whether a key is the gain of a norm that starts at 0; null for no norm.</param>
internal abstract class Layout(Predicate<string>? isLastNorm)
{
    /// <summary>timm's ResNets (timm/models/resnet.py, init_weights with zero_init_last).</summary>
    /// <param name="isLastNorm">Whether a key is the gain of a residual's last norm.</param>
    public static Layout Timm(Predicate<string>? isLastNorm) => new TimmLayout(isLastNorm);

    /// <summary>MindCV's SENets (mindcv/models/senet.py, _initialize_weights).</summary>
    public static Layout MindCv { get; } = new MindCvLayout();

    /// <summary>
    /// timm's ByobNets (timm/models/byobnet.py, _init_weights with zero_init_last): as the attention itself starts where it has its own way.
    /// </summary>
    public static Layout Byob { get; } = new ByobLayout();

    /// <summary>How a tensor of a network starts.</summary>
    /// <param name="entry">The tensor.</param>
    /// <param name="shapes">Shapes by key of the whole network: a bias starts by its weight's.</param>
    public ExpectedStart For(StateEntry entry, IReadOnlyDictionary<string, long[]> shapes)
    {
        var dot = entry.Name.LastIndexOf('.');
        var (layer, leaf) = (entry.Name[..dot], entry.Name[(dot + 1)..]);
        if (shapes.ContainsKey(layer + ".running_mean"))
        {
            return new Constant(leaf switch
            {
                "weight" => isLastNorm?.Invoke(entry.Name) == true ? 0 : 1,
                "running_var" => 1,
                "bias" or "running_mean" or "num_batches_tracked" => 0,
                _ => throw new ArgumentException($"a norm has no {leaf}", nameof(entry)),
            });
        }

        var weight = shapes[layer + ".weight"];
        double fanIn = weight.Skip(1).Aggregate(1L, (product, size) => product * size);
        return (leaf, weight.Length) switch
        {
            ("bias", 1) => new Constant(0),
            ("bias", _) => Bias(fanIn),
            (_, 1) => new Constant(1),
            // A convolution along channels: both of timm's layouts leave it as PyTorch starts it.
            (_, 3) => new Uniform(1 / Math.Sqrt(fanIn)),
            (_, 4) => Conv(layer, weight),
            _ => Linear(fanIn),
        };
    }

    // PyTorch's kaiming_normal with fan_out, which knows nothing of groups.
    protected virtual ExpectedStart Conv(string layer, long[] shape) => new Normal(Math.Sqrt(2.0 / (shape[0] * shape[2] * shape[3])));

    protected abstract ExpectedStart Linear(double fanIn);

    protected abstract ExpectedStart Bias(double fanIn);

    private sealed class TimmLayout(Predicate<string>? isLastNorm) : Layout(isLastNorm)
    {
        // PyTorch's own start of linear layers, and of every bias.
        protected override ExpectedStart Linear(double fanIn) => new Uniform(1 / Math.Sqrt(fanIn));

        protected override ExpectedStart Bias(double fanIn) => new Uniform(1 / Math.Sqrt(fanIn));
    }

    private sealed class MindCvLayout() : Layout(null)
    {
        // HeUniform with fan_in and gain 1.
        protected override ExpectedStart Linear(double fanIn) => new Uniform(Math.Sqrt(3 / fanIn));

        protected override ExpectedStart Bias(double fanIn) => new Constant(0);
    }

    private sealed class ByobLayout() : Layout(key => key.EndsWith(".conv3_1x1.bn.weight", StringComparison.Ordinal))
    {
        protected override ExpectedStart Conv(string layer, long[] shape)
        {
            if (layer.EndsWith(".conv_attn", StringComparison.Ordinal))
            {
                return new Normal(Math.Sqrt(2.0 / shape[1]));
            }

            if (layer.EndsWith(".mlp_add.fc2", StringComparison.Ordinal))
            {
                return new Constant(0);
            }

            // The 3x3 convolution gives as many channels as it takes, so its shape tells its groups.
            var groups = layer.EndsWith(".conv2_kxk.conv", StringComparison.Ordinal) ? shape[0] / shape[1] : 1;
            return new Normal(Math.Sqrt(2.0 / (shape[0] * shape[2] * shape[3] / groups)));
        }

        protected override ExpectedStart Linear(double fanIn) => new Normal(0.01);

        protected override ExpectedStart Bias(double fanIn) => new Constant(0);
    }
}
