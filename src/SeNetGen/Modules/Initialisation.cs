using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>How weights start. Norms start at gain gamma, bias 0, mean 0, variance 1 in every layout.</summary>
public sealed class Initialisation
{
    private readonly WeightStart _convWeight;
    private readonly WeightStart _linearWeight;
    private readonly BiasStart _convBias;
    private readonly BiasStart _linearBias;

    private readonly bool _keepsGates;

    private Initialisation(WeightStart convWeight, BiasStart convBias, WeightStart linearWeight, BiasStart linearBias, bool keepsGates = false)
    {
        _keepsGates = keepsGates;
        _convWeight = convWeight;
        _convBias = convBias;
        _linearWeight = linearWeight;
        _linearBias = linearBias;
    }

    /// <summary>
    /// timm's ResNets: every convolution, those of gates included, normal with deviation sqrt(2 / fan_out) and fan_out = out k k whatever
    /// the groups; everything else as PyTorch has it.
    /// </summary>
    public static Initialisation Timm { get; } = new(WeightStart.KaimingNormalFanOut, BiasStart.Torch, WeightStart.Torch, BiasStart.Torch);

    /// <summary>
    /// MindCV's SENets: convolutions as <see cref="Timm"/>; every linear layer, those of gates included, uniform within
    /// sqrt(3 / fan_in); biases 0.
    /// </summary>
    public static Initialisation MindCv { get; } = new(WeightStart.KaimingNormalFanOut, BiasStart.Zero, WeightStart.HeUniformFanIn, BiasStart.Zero);

    /// <summary>
    /// timm's ByobNets: convolutions normal with deviation sqrt(2 / fan_out) and fan_out = out k k / groups, linear layers normal with
    /// deviation 0.01; biases 0. Attentions then set their own weights again, such as the zeros at the end of an added global context, which
    /// the other layouts overwrite.
    /// </summary>
    public static Initialisation Byob { get; } = new(WeightStart.KaimingNormalGroupedFanOut, BiasStart.Zero, WeightStart.Normal001, BiasStart.Zero, keepsGates: true);

    /// <summary>A start put together from words; biases 0 except beside <c>torch</c>.</summary>
    /// <param name="conv">How convolutions start; null as <see cref="Timm"/>: see <see cref="Words"/>.</param>
    /// <param name="linear">How linear layers start; null as <see cref="Timm"/>.</param>
    /// <param name="norm">Accepted for symmetry: <c>ones</c> is the only start of a norm.</param>
    /// <exception cref="ArgumentException">An unknown word.</exception>
    public static Initialisation Custom(string? conv = null, string? linear = null, string? norm = null)
    {
        if (norm is not (null or "ones"))
        {
            throw new ArgumentException($"norms start at 'ones', not at '{norm}'", nameof(norm));
        }

        var (convWeight, convBias) = Parse(conv ?? "kaiming_normal");
        var (linearWeight, linearBias) = Parse(linear ?? "torch");
        return new Initialisation(convWeight, conv is null ? BiasStart.Torch : convBias, linearWeight, linearBias);
    }

    /// <summary>The words that <see cref="Custom"/> takes.</summary>
    public static IReadOnlyList<string> Words { get; } = ["torch", "kaiming_normal", "kaiming_normal_grouped", "he_uniform", "normal", "truncated_normal"];

    /// <summary>Starts a convolution's weights.</summary>
    internal void StartConv(Tensor weight, Tensor? bias, int groups) => Start(weight, bias, _convWeight, _convBias, groups);

    /// <summary>Starts a gate's 1x1 convolution: as the attention itself does in a layout that keeps this, as a convolution otherwise.</summary>
    internal void StartGate(Tensor weight, Tensor? bias, GateStart start, int groups)
    {
        StartConv(weight, bias, groups);
        if (_keepsGates && start == GateStart.Zero)
        {
            weight.fill_(Functional.Zero);
        }
        else if (_keepsGates && start == GateStart.KaimingNormalFanIn)
        {
            weight.normal_(0, Math.Sqrt(2.0 / weight.shape[1]));
        }
    }

    /// <summary>Starts weights as PyTorch's convolutions do, whatever the layout: timm's touch two-dimensional ones alone.</summary>
    internal static void StartAsTorch(Tensor weight) => Start(weight, null, WeightStart.Torch, BiasStart.Torch, groups: 1);

    /// <summary>Starts a linear layer's weights.</summary>
    internal void StartLinear(Tensor weight, Tensor? bias) => Start(weight, bias, _linearWeight, _linearBias, groups: 1);

    /// <summary>Fills with a normal distribution cut off at mean ± <paramref name="cut"/> deviations. TorchSharp's own gives a constant.</summary>
    /// <param name="tensor">What is filled.</param>
    /// <param name="deviation">The deviation before the cut.</param>
    /// <param name="cut">Where it is cut, in deviations.</param>
    public static void TruncatedNormal(Tensor tensor, double deviation, double cut = 2)
    {
        ArgumentNullException.ThrowIfNull(tensor);

        // The inverse of the distribution function: x = deviation sqrt(2) erfinv(u), u uniform within ± erf(cut / sqrt(2)).
        using var noGradient = no_grad();
        using var bound = torch.tensor(cut / Math.Sqrt(2), dtype: ScalarType.Float64);
        using var erf = bound.erf();
        var edge = erf.ToDouble();
        using Scalar scale = deviation * Math.Sqrt(2);
        using Scalar least = -cut * deviation;
        using Scalar greatest = cut * deviation;
        tensor.uniform_(-edge, edge);
        tensor.erfinv_();
        tensor.mul_(scale);
        tensor.clamp_(least, greatest);
    }

    private static (WeightStart Weight, BiasStart Bias) Parse(string word) => word switch
    {
        "torch" => (WeightStart.Torch, BiasStart.Torch),
        "kaiming_normal" => (WeightStart.KaimingNormalFanOut, BiasStart.Zero),
        "kaiming_normal_grouped" => (WeightStart.KaimingNormalGroupedFanOut, BiasStart.Zero),
        "he_uniform" => (WeightStart.HeUniformFanIn, BiasStart.Zero),
        "normal" => (WeightStart.Normal001, BiasStart.Zero),
        "truncated_normal" => (WeightStart.TruncatedNormal002, BiasStart.Zero),
        _ => throw new ArgumentException($"unknown start '{word}': known are {string.Join(", ", Words)}", nameof(word)),
    };

    private static void Start(Tensor weight, Tensor? bias, WeightStart start, BiasStart biasStart, int groups)
    {
        var shape = weight.shape;
        long taps = 1;
        for (var axis = 2; axis < shape.Length; axis++)
        {
            taps *= shape[axis];
        }

        var fanIn = (double)(shape[1] * taps);
        var fanOut = (double)(shape[0] * taps);
        switch (start)
        {
            case WeightStart.Torch:
                // PyTorch's kaiming_uniform with a = sqrt(5) comes down to this bound.
                weight.uniform_(-1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));
                break;
            case WeightStart.KaimingNormalFanOut:
                weight.normal_(0, Math.Sqrt(2 / fanOut));
                break;
            case WeightStart.KaimingNormalGroupedFanOut:
                weight.normal_(0, Math.Sqrt(2 / Math.Floor(fanOut / groups)));
                break;
            case WeightStart.HeUniformFanIn:
                weight.uniform_(-Math.Sqrt(3 / fanIn), Math.Sqrt(3 / fanIn));
                break;
            case WeightStart.Normal001:
                weight.normal_(0, 0.01);
                break;
            case WeightStart.TruncatedNormal002:
                TruncatedNormal(weight, 0.02);
                break;
        }

        if (bias is null)
        {
            return;
        }

        if (biasStart == BiasStart.Torch)
        {
            bias.uniform_(-1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));
        }
        else
        {
            // TorchSharp's zero_() leaves a second handle behind.
            bias.fill_(Functional.Zero);
        }
    }

    private enum WeightStart
    {
        Torch,
        KaimingNormalFanOut,
        KaimingNormalGroupedFanOut,
        HeUniformFanIn,
        Normal001,
        TruncatedNormal002,
    }

    private enum BiasStart
    {
        Torch,
        Zero,
    }
}
