using SeNetGen.Modules;
using SeNetGen.Tests.Modules.Vectors;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Modules;

/// <summary>Activations against python's vectors.</summary>
public sealed class ActivationTests
{
    [Theory]
    [InlineData("relu")]
    [InlineData("relu6")]
    [InlineData("sigmoid")]
    [InlineData("silu")]
    [InlineData("gelu")]
    [InlineData("gelu_tanh")]
    [InlineData("hard_swish")]
    [InlineData("hard_sigmoid")]
    [InlineData("leaky_relu")]
    [InlineData("leaky_relu_0.3")]
    [InlineData("mish")]
    [InlineData("softmax")]
    [InlineData("softmax_pixels")]
    public void Activations_compute_what_their_definitions_say(string name) => VectorFile.Hold("activations", name, Activation(name));

    [Theory]
    [InlineData("prelu", 1)]
    [InlineData("prelu_channels", 3)]
    [InlineData("prelu_flat", 4)]
    public void PRelu_learns_its_slopes(string name, int weights)
    {
        using var layer = new PRelu(weights);
        VectorFile.Hold("activations", name, layer);
    }

    [Fact]
    public void PRelu_starts_where_it_is_told()
    {
        using var layer = new PRelu(3, start: 0.5);
        layer.Weight.detach().fill_(2);
        layer.Initialise(Initialisation.Timm);

        Assert.Equal([0.5f, 0.5f, 0.5f], layer.Weight.data<float>().ToArray());
        Assert.Equal(["weight"], StateDict.Of(layer).Select(entry => entry.Name));
    }

    // Inputs lie within 2 of 0; times 4 they reach every branch.
    private static Func<Tensor, Tensor> Activation(string name) => name switch
    {
        "relu" => Functional.Relu,
        "relu6" => x => Functional.Relu6(4 * x),
        "sigmoid" => Functional.Sigmoid,
        "silu" => Functional.Silu,
        "gelu" => x => Functional.Gelu(x),
        "gelu_tanh" => x => Functional.Gelu(x, tanh: true),
        "hard_swish" => x => Functional.HardSwish(4 * x),
        "hard_sigmoid" => x => Functional.HardSigmoid(4 * x),
        "leaky_relu" => x => Functional.LeakyRelu(x),
        "leaky_relu_0.3" => x => Functional.LeakyRelu(x, 0.3),
        "softmax" => x => Functional.Softmax(x),
        "softmax_pixels" => x => Functional.Softmax(x, pixels: true),
        _ => Functional.Mish,
    };
}
