using SeNetGen.Modules;
using SeNetGen.Tests.Modules.Vectors;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Modules;

/// <summary>Convolutions and linear layers against python's vectors.</summary>
public sealed class ConvTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("pointwise")]
    [InlineData("pointwise_strided")]
    [InlineData("grouped")]
    [InlineData("dilated")]
    [InlineData("depthwise")]
    [InlineData("depthwise_multiplied")]
    [InlineData("tall")]
    [InlineData("wide")]
    [InlineData("uneven")]
    public void Convolutions_compute_what_their_definition_says(string name)
    {
        using var conv = name switch
        {
            "plain" => new Conv(2, 3, 3, padding: 1, bias: true),
            "pointwise" => new Conv(3, 4, bias: true),
            "pointwise_strided" => new Conv(3, 4, stride: 2),
            "grouped" => new Conv(4, 6, 3, stride: 2, padding: 1, groups: 2),
            "dilated" => new Conv(2, 2, 3, padding: 2, dilation: 2),
            "depthwise" => new Conv(3, 3, 3, padding: 1, groups: 3),
            "depthwise_multiplied" => new Conv(2, 4, 3, stride: 2, padding: 1, groups: 2, bias: true),
            "tall" => new Conv(2, 3, kernel: (3, 1), stride: (1, 1), padding: (1, 0), dilation: (1, 1), bias: true),
            "wide" => new Conv(2, 2, kernel: (1, 5), stride: (1, 2), padding: (0, 2), dilation: (1, 1)),
            _ => new Conv(2, 2, kernel: (3, 2), stride: (2, 1), padding: (1, 0), dilation: (1, 3)),
        };
        VectorFile.Hold("convolutions", name, conv);
    }

    // LibTorch's own bfloat16 kernels are wrong for most of these.
    [Theory]
    [InlineData(1, 1, 3, 1)]
    [InlineData(1, 2, 3, 1)]
    [InlineData(1, 8, 5, 1)]
    [InlineData(1, 16, 3, 1)]
    [InlineData(1, 24, 3, 1)]
    [InlineData(4, 8, 1, 4)]
    [InlineData(4, 64, 1, 4)]
    [InlineData(4, 12, 3, 4)]
    [InlineData(4, 4, 3, 4)]
    public void Single_channels_convolve_in_bfloat16(int inputs, int outputs, int kernel, int groups)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(31);
        using var conv = new Conv(inputs, outputs, kernel, padding: kernel / 2, groups: groups);
        conv.Initialise(Initialisation.Timm);
        foreach (var (batch, height, width) in new[] { (1, 8, 28), (2, 3, 5), (16, 8, 8) })
        {
            var input = Functional.ToChannelsLast(randn(batch, inputs, height, width).to_type(ScalarType.BFloat16));
            var weight = conv.Weight.detach().to_type(ScalarType.BFloat16).to_type(ScalarType.Float64).contiguous();
            var expected = nn.functional.conv2d(input.to_type(ScalarType.Float64).contiguous(), weight, null, [1, 1], [kernel / 2, kernel / 2], [1, 1], groups);
            var actual = conv.forward(input);
            Assert.Equal(ScalarType.BFloat16, actual.dtype);
            Assert.InRange((actual.to_type(ScalarType.Float64) - expected).abs().max().ToDouble() / expected.abs().max().ToDouble(), 0, 0.01);
        }
    }

    // Logits are float32 whatever the feature maps' format.
    [Fact]
    public void Linear_multiplies_and_adds()
    {
        using var linear = new Linear(5, 4);
        VectorFile.Hold("convolutions", "linear", linear, keepsFormat: false);
    }
}
