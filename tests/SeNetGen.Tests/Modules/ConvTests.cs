using SeNetGen.Modules;
using SeNetGen.Tests.Modules.Vectors;

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

    // Logits are float32 whatever the feature maps' format.
    [Fact]
    public void Linear_multiplies_and_adds()
    {
        using var linear = new Linear(5, 4);
        VectorFile.Hold("convolutions", "linear", linear, keepsFormat: false);
    }
}
