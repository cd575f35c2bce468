using SeNetGen.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Modules;

/// <summary>1x1 convolutions at shapes for which LibTorch's own CPU kernel gives wrong channels or ends the process.</summary>
public class PointwiseConvTests
{
    static PointwiseConvTests() => SeNetGen.Torch.LibTorch.EnsureLoaded();

    [Theory]
    [InlineData(256, 512, 2, false, 1e-5)]
    [InlineData(1024, 2048, 2, false, 1e-5)]
    [InlineData(1024, 2048, 1, true, 1e-5)]
    [InlineData(256, 512, 2, false, 2e-2, ScalarType.BFloat16)]
    [InlineData(1024, 2048, 2, true, 2e-2, ScalarType.BFloat16)]
    public void Output_and_gradients_agree_with_float64(int inputs, int outputs, int stride, bool bias, double tolerance, ScalarType type = ScalarType.Float32)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        using var conv = new Conv(inputs, outputs, stride: stride, bias: bias);
        conv.Initialise(Initialisation.Timm);
        var x = randn(2, inputs, 8, 8).to(type);
        var given = x.clone().requires_grad_();
        var exact = x.to(ScalarType.Float64).requires_grad_();
        var weight = conv.Weight.detach().to(type).to(ScalarType.Float64).requires_grad_();
        var offset = conv.Bias?.detach().to(type).to(ScalarType.Float64);

        var actual = conv.forward(given);
        var expected = nn.functional.conv2d(exact, weight, offset, [stride, stride], [0, 0], [1, 1]);
        var upstream = randn(expected.shape).to(type);
        actual.backward([upstream]);
        expected.backward([upstream.to(ScalarType.Float64)]);

        Assert.Equal(type, actual.dtype);
        Close(expected, actual, tolerance);
        Close(exact.grad!, given.grad!, tolerance);
        Close(weight.grad!, conv.Weight.grad!, tolerance);
    }

    private static void Close(Tensor expected, Tensor actual, double tolerance)
    {
        var scale = expected.abs().max().item<double>();
        Assert.InRange((actual.to(ScalarType.Float64) - expected).abs().max().item<double>() / scale, 0, tolerance);
    }
}
