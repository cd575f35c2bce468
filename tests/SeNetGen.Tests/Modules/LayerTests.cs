using SeNetGen.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Modules;

/// <summary>Each layer against LibTorch's plain functions on contiguous float64 tensors.</summary>
public sealed class LayerTests
{
    private static Tensor Random(params long[] shape)
    {
        using var generator = new Generator(42);
        return rand(shape, dtype: ScalarType.Float64, generator: generator) * 2 - 1;
    }

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.shape, actual.shape);
        using var error = (expected - actual).abs().max();
        Assert.InRange(error.ToDouble(), 0, tolerance);
    }

    [Theory]
    [InlineData(1, 1, 0, 1, 1, false)]
    [InlineData(3, 2, 1, 1, 1, true)]
    [InlineData(3, 1, 2, 2, 2, true)]
    public void Conv_computes_what_conv2d_does(int kernel, int stride, int padding, int dilation, int groups, bool bias)
    {
        using var conv = new Conv(4, 6, kernel, stride, padding, dilation, groups, bias);
        conv.to(ScalarType.Float64);
        conv.Initialise(Initialisation.Timm);
        using var input = Random(2, 4, 9, 8).requires_grad_();
        using var reference = input.detach().clone().requires_grad_();
        using var weight = conv.Weight.detach().contiguous().clone().requires_grad_();

        using var actual = conv.forward(input);
        using var expected = nn.functional.conv2d(reference, weight, conv.Bias?.detach(), [stride, stride], [padding, padding], [dilation, dilation], groups);
        AssertClose(expected, actual);
        actual.square().sum().backward();
        expected.square().sum().backward();
        AssertClose(reference.grad!, input.grad!);
        AssertClose(weight.grad!, conv.Weight.grad!, 1e-11);
    }

    [Fact]
    public void BatchNorm_normalises_by_the_batch_and_keeps_running_statistics()
    {
        using var norm = new BatchNorm(3, eps: 1e-3, momentum: 0.25);
        norm.to(ScalarType.Float64);
        using var input = Random(4, 3, 5, 6);

        using var actual = norm.forward(input);

        using var mean = input.mean([0, 2, 3], keepdim: true);
        using var variance = (input - mean).square().mean([0, 2, 3], keepdim: true);
        AssertClose((input - mean) / (variance + 1e-3).sqrt(), actual);
        AssertClose(mean.flatten() * 0.25, norm.RunningMean);
        AssertClose((variance.flatten() * (120.0 / 119.0) * 0.25) + 0.75, norm.RunningVariance);
        Assert.Equal(1, norm.BatchesTracked.ToInt64());

        norm.eval();
        using var evaluated = norm.forward(input);
        var m = norm.RunningMean.view(1, 3, 1, 1);
        var v = norm.RunningVariance.view(1, 3, 1, 1);
        AssertClose((input - m) / (v + 1e-3).sqrt(), evaluated);
        Assert.Equal(1, norm.BatchesTracked.ToInt64());
    }

    [Fact]
    public void BatchNorm_refuses_to_train_on_one_value_a_channel_and_names_itself()
    {
        using var network = new HandWrittenNetwork();
        var norm = network.Layer2[1].Bn2;
        using var one = zeros(1, 32, 1, 1);

        var exception = Assert.Throws<SenetException>(() => norm.forward(one));
        Assert.StartsWith("batch norm 'layer2.1.bn2' cannot train on one value a channel", exception.Message, StringComparison.Ordinal);

        norm.eval();
        using var result = norm.forward(one);
        Assert.Equal([1, 32, 1, 1], result.shape);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SqueezeExcite_scales_channels_by_the_gate(bool linear)
    {
        using var gate = new SqueezeExcite(6, 2, "reduce", "expand", linear);
        gate.to(ScalarType.Float64);
        gate.Initialise(linear ? Initialisation.MindCv : Initialisation.Timm);
        using var input = Random(3, 6, 4, 5).requires_grad_();
        using var reference = input.detach().clone().requires_grad_();

        using var actual = gate.forward(input);
        var reduce = gate.Reduce.Weight.detach().view(2, 6, 1, 1);
        var expand = gate.Expand.Weight.detach().view(6, 2, 1, 1);
        var squeezed = reference.mean([2, 3], keepdim: true);
        var hidden = nn.functional.conv2d(squeezed, reduce, gate.Reduce.Bias!.detach()).relu();
        using var expected = reference * nn.functional.conv2d(hidden, expand, gate.Expand.Bias!.detach()).sigmoid();
        AssertClose(expected, actual);
        actual.square().sum().backward();
        expected.square().sum().backward();
        AssertClose(reference.grad!, input.grad!);
        Assert.Equal(["reduce.weight", "reduce.bias", "expand.weight", "expand.bias"], StateDict.Of(gate).Select(entry => entry.Name));
        Assert.Equal(linear ? 2 : 4, gate.Reduce.Weight.dim());
    }

    [Fact]
    public void Linear_takes_vectors_and_one_pixel_maps()
    {
        using var linear = new Linear(5, 3);
        linear.Initialise(Initialisation.Timm);
        using var input = randn(2, 5);
        using var map = input.view(2, 5, 1, 1);
        using var expected = input.matmul(linear.Weight.t()) + linear.Bias!;
        using var rounded = input.to(ScalarType.BFloat16);

        AssertClose(expected, linear.forward(input), 1e-6);
        AssertClose(expected, linear.forward(map), 1e-6);
        Assert.Equal(ScalarType.Float32, linear.forward(rounded).dtype);
    }

    [Fact]
    public void Dropout_drops_in_training_alone()
    {
        using var dropout = new Dropout(0.25);
        using var input = ones(100, 100);
        using var dropped = dropout.forward(input);
        using var zerosLeft = (dropped == 0).sum();
        Assert.InRange(zerosLeft.ToInt64(), 2000, 3000);
        Assert.Equal(4.0 / 3, dropped.max().ToDouble(), 1e-6);

        dropout.eval();
        using var kept = dropout.forward(input);
        Assert.Equal(10_000, kept.sum().ToDouble());
        kept.Dispose();
        Assert.False(input.IsInvalid);
    }

    [Fact]
    public void Layers_leave_their_input_to_the_caller()
    {
        using var network = new HandWrittenNetwork();
        using var input = randn(2, 16, 4, 4);
        using var copy = input.clone();
        using var result = network.Layer1.forward(input);

        Assert.True(Same.Values(copy, input));
    }

    [Fact]
    public void Gradients_of_a_block_in_float64_equal_finite_differences()
    {
        random.manual_seed(3);
        using var block = new HandWrittenNetwork.BasicBlock(3, 4, stride: 2, downsample: true);
        block.to(ScalarType.Float64);
        block.Initialise(Initialisation.Timm);
        using (no_grad())
        {
            block.Bn2.Weight.fill_(0.7);
        }

        using var input = Random(2, 3, 5, 5);
        using var weights = Random(2, 4, 3, 3);
        double Loss()
        {
            using var output = block.forward(input);
            using var weighted = output * weights;
            return weighted.sum().ToDouble();
        }

        using (var output = block.forward(input))
        {
            (output * weights).sum().backward();
        }

        const double Step = 1e-6;
        foreach (var (name, parameter) in block.named_parameters())
        {
            using var noGradient = no_grad();
            using var gradient = parameter.grad!.contiguous();
            var index = new long[parameter.dim()];
            var original = parameter[Index(index)].ToDouble();
            parameter[Index(index)] = tensor(original + Step, ScalarType.Float64);
            var above = Loss();
            parameter[Index(index)] = tensor(original - Step, ScalarType.Float64);
            var below = Loss();
            parameter[Index(index)] = tensor(original, ScalarType.Float64);

            var expected = (above - below) / (2 * Step);
            Assert.True(Math.Abs(expected - gradient.view(-1)[0].ToDouble()) <= 1e-6 * Math.Max(1, Math.Abs(expected)), name);
        }
    }

    private static TensorIndex[] Index(long[] index) => [.. index.Select(i => TensorIndex.Single(i))];
}
