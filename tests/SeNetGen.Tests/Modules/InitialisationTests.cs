using SeNetGen.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Modules;

public sealed class InitialisationTests
{
    [Fact]
    public void Timm_starts_convolutions_by_fan_out_and_the_rest_as_torch_does()
    {
        random.manual_seed(11);
        using var conv = Started(new Conv(64, 128, kernel: 3, groups: 2, bias: true), Initialisation.Timm);
        using var linear = Started(new Linear(256, 200), Initialisation.Timm);
        using var gate = Started(new SqueezeExcite(256, 64), Initialisation.Timm);

        AssertNormal(conv.Weight, Math.Sqrt(2.0 / (128 * 9)));
        AssertUniform(conv.Bias!, 1 / Math.Sqrt(32 * 9), slack: 0.2);
        AssertUniform(linear.Weight, 1 / Math.Sqrt(256));
        AssertUniform(linear.Bias!, 1 / Math.Sqrt(256), slack: 0.2);
        AssertNormal(gate.Reduce.Weight, Math.Sqrt(2.0 / 64));
        AssertUniform(gate.Reduce.Bias!, 1 / Math.Sqrt(256), slack: 0.3);
        AssertNormal(gate.Expand.Weight, Math.Sqrt(2.0 / 256));
    }

    [Fact]
    public void MindCv_starts_linear_layers_he_uniform_and_biases_at_zero()
    {
        random.manual_seed(12);
        using var conv = Started(new Conv(64, 128, kernel: 3), Initialisation.MindCv);
        using var linear = Started(new Linear(256, 200), Initialisation.MindCv);
        using var gate = Started(new SqueezeExcite(256, 64, linear: true), Initialisation.MindCv);

        AssertNormal(conv.Weight, Math.Sqrt(2.0 / (128 * 9)));
        AssertUniform(linear.Weight, Math.Sqrt(3.0 / 256));
        AssertUniform(gate.Reduce.Weight, Math.Sqrt(3.0 / 256));
        AssertUniform(gate.Expand.Weight, Math.Sqrt(3.0 / 64));
        Assert.Equal(0, linear.Bias!.abs().sum().ToDouble() + gate.Reduce.Bias!.abs().sum().ToDouble());
    }

    [Fact]
    public void Byob_divides_fan_out_by_the_groups()
    {
        random.manual_seed(13);
        using var conv = Started(new Conv(64, 128, kernel: 3, groups: 4, bias: true), Initialisation.Byob);
        using var linear = Started(new Linear(256, 200), Initialisation.Byob);

        AssertNormal(conv.Weight, Math.Sqrt(2.0 / (128 * 9 / 4)));
        Assert.Equal(0, conv.Bias!.abs().sum().ToDouble());
        AssertNormal(linear.Weight, 0.01);
    }

    [Fact]
    public void Norms_start_at_their_gamma()
    {
        using var network = new HandWrittenNetwork();

        Assert.Equal(16, network.Bn1.Weight.sum().ToDouble());
        Assert.Equal(0, network.Layer1[0].Bn2.Weight.abs().sum().ToDouble());
        Assert.Equal(16, network.Bn1.RunningVariance.sum().ToDouble());
    }

    [Fact]
    public void Truncated_normal_has_the_deviation_and_bounds_of_its_distribution()
    {
        random.manual_seed(14);
        using var values = empty(200_000);
        Initialisation.TruncatedNormal(values, 0.02);

        // A standard normal cut at 2 has deviation 0.8796.
        Assert.InRange(values.std().ToDouble(), 0.01742, 0.01777);
        Assert.InRange(values.mean().ToDouble(), -2e-4, 2e-4);
        Assert.InRange(values.abs().max().ToDouble(), 0.0395, 0.04 + 1e-8);
    }

    [Fact]
    public void Same_seed_gives_the_same_weights()
    {
        random.manual_seed(5);
        using var first = new HandWrittenNetwork();
        random.manual_seed(5);
        using var second = new HandWrittenNetwork();

        Assert.All(StateDict.Of(first).Zip(StateDict.Of(second)), pair => Assert.True(Same.Values(pair.First.Tensor, pair.Second.Tensor)));
    }

    private static T Started<T>(T layer, Initialisation initialisation)
        where T : Layer
    {
        layer.Initialise(initialisation);
        return layer;
    }

    private static void AssertNormal(Tensor tensor, double deviation)
    {
        Assert.InRange(tensor.std().ToDouble() / deviation, 0.97, 1.03);
        Assert.InRange(tensor.mean().ToDouble() / deviation, -0.05, 0.05);
        Assert.True(tensor.abs().max().ToDouble() > 2.5 * deviation);
    }

    private static void AssertUniform(Tensor tensor, double bound, double slack = 0.03)
    {
        Assert.InRange(tensor.std().ToDouble() / (bound / Math.Sqrt(3)), 1 - slack, 1 + slack);
        Assert.InRange(tensor.abs().max().ToDouble(), bound * (0.99 - slack), bound * (1 + 1e-6));
    }
}
