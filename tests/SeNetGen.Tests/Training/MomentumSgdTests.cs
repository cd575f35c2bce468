using SeNetGen.Tests.Modules;
using SeNetGen.Torch;
using SeNetGen.Training;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Training;

public sealed class MomentumSgdTests
{
    static MomentumSgdTests() => LibTorch.EnsureLoaded();

    [Theory]
    [InlineData(0.9, true, WeightDecayFilter.Disable)]
    [InlineData(0.9, false, WeightDecayFilter.NormAndBias)]
    [InlineData(0.5, true, WeightDecayFilter.NormAndBias)]
    [InlineData(0, true, WeightDecayFilter.Disable)]
    [InlineData(0, false, WeightDecayFilter.NormAndBias)]
    public void Steps_follow_the_formula(double momentum, bool nesterov, WeightDecayFilter filter)
    {
        using var scope = NewDisposeScope();
        var matrix = full([2, 1], 3.0, dtype: ScalarType.Float64).requires_grad_();
        var vector = full([2], 5.0, dtype: ScalarType.Float64).requires_grad_();
        var recipe = new Recipe { Momentum = momentum, UseNesterov = nesterov, WeightDecay = 0.1, WeightDecayFilter = filter };
        using var optimizer = new MomentumSgd([("matrix", matrix), ("vector", vector)], recipe);
        var (w, b, v, u) = (3.0, 5.0, 0.0, 0.0);
        for (var step = 1; step <= 3; step++)
        {
            optimizer.ZeroGradients();
            // Gradients of 2 and of step.
            ((matrix.sum() * 2) + (vector.sum() * step)).backward();
            optimizer.Step(0.25);

            (w, v) = Step(w, v, 2, decay: 0.1);
            (b, u) = Step(b, u, step, filter == WeightDecayFilter.Disable ? 0.1 : 0);
        }

        Assert.Equal([w, w], matrix.detach().data<double>().ToArray(), Near);
        Assert.Equal([b, b], vector.detach().data<double>().ToArray(), Near);
        Assert.Equal(["matrix", "vector"], optimizer.Momentum.Select(entry => entry.Name));
        Assert.Equal([momentum == 0 ? 0 : v, momentum == 0 ? 0 : u], optimizer.Momentum.Select(entry => entry.Value.flatten()[0].item<double>()), Near);

        (double Weight, double Velocity) Step(double weight, double velocity, double gradient, double decay)
        {
            gradient += decay * weight;
            velocity = (momentum * velocity) + gradient;
            return (weight - (0.25 * (nesterov ? gradient + (momentum * velocity) : velocity)), velocity);
        }

        static bool Near(double left, double right) => Math.Abs(left - right) < 1e-12;
    }

    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.BFloat16)]
    public void Every_gradient_of_a_network_lies_like_its_parameter(Precision precision)
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        using var network = new HandWrittenNetwork { Precision = precision };
        var parameters = network.named_parameters().Select(entry => (Name: entry.name, Value: (Tensor)entry.parameter)).ToArray();
        using var optimizer = new MomentumSgd(parameters, new Recipe());

        network.forward(randn(4, 3, 32, 32)).sum().backward();

        // What does not takes the slow way without a word.
        Assert.All(parameters.Zip(optimizer.Momentum), pair =>
            Assert.True(FusedSgd.CanFuse(StableAbi.Current!, pair.First.Value, pair.First.Value.grad!, pair.Second.Value), pair.First.Name));
    }

    [Fact]
    public void Parameters_without_a_gradient_stay()
    {
        using var scope = NewDisposeScope();
        var used = ones(3).requires_grad_();
        var unused = ones(3).requires_grad_();
        using var optimizer = new MomentumSgd([("used", used), ("unused", unused)], new Recipe { WeightDecay = 0.5 });

        used.sum().backward();
        optimizer.Step(0.5);

        Assert.Equal(0.25f, used.detach()[0].item<float>());
        Assert.Equal(1f, unused.detach()[0].item<float>());
    }
}
