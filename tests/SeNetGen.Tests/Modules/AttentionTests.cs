using SeNetGen.Modules;
using SeNetGen.Tests.Modules.Vectors;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Modules;

/// <summary>Attentions against python's vectors, and what they do beside computing.</summary>
public sealed class AttentionTests
{
    [Theory]
    [InlineData("eca")]
    [InlineData("eca_5")]
    [InlineData("eca_circular")]
    [InlineData("global_context_scale")]
    [InlineData("global_context_add")]
    [InlineData("selective_kernel")]
    [InlineData("selective_kernel_whole")]
    public void Attentions_compute_what_their_definitions_say(string name)
    {
        using var layer = Attention(name);
        VectorFile.Hold("attention", name, layer);
    }

    [Theory]
    [InlineData("eca", "conv.weight")]
    [InlineData("global_context_scale", "conv_attn.weight conv_attn.bias mlp_scale.fc1.weight mlp_scale.fc1.bias mlp_scale.norm.weight mlp_scale.norm.bias mlp_scale.fc2.weight mlp_scale.fc2.bias")]
    [InlineData("global_context_add", "conv_attn.weight conv_attn.bias mlp_add.fc1.weight mlp_add.fc1.bias mlp_add.norm.weight mlp_add.norm.bias mlp_add.fc2.weight mlp_add.fc2.bias")]
    [InlineData("selective_kernel", "paths.0.conv.weight paths.0.bn paths.1.conv.weight paths.1.bn attn.fc_reduce.weight attn.bn attn.fc_select.weight")]
    public void State_has_timms_keys_in_timms_order(string name, string keys)
    {
        using var layer = Attention(name);
        var expected = keys.Split(' ').SelectMany(key => key.EndsWith("bn", StringComparison.Ordinal)
            ? new[] { "weight", "bias", "running_mean", "running_var", "num_batches_tracked" }.Select(leaf => $"{key}.{leaf}")
            : [key]);
        Assert.Equal(expected, StateDict.Of(layer).Select(entry => entry.Name));
    }

    [Fact]
    public void Eca_starts_as_torchs_conv1d_in_every_layout()
    {
        random.manual_seed(21);
        using var eca = new Eca(4001);
        foreach (var layout in new[] { Initialisation.Timm, Initialisation.MindCv, Initialisation.Byob })
        {
            eca.Initialise(layout);
            Assert.InRange(eca.Conv.Weight.std().ToDouble() * Math.Sqrt(3 * 4001), 0.96, 1.04);
            Assert.InRange(eca.Conv.Weight.abs().max().ToDouble() * Math.Sqrt(4001), 0.97, 1.0001);
        }
    }

    [Fact]
    public void Added_context_starts_silent_in_byobs_layout_alone()
    {
        random.manual_seed(22);
        using var context = new GlobalContext(512, 64, add: true);
        context.Initialise(Initialisation.Timm);
        Assert.InRange(context.Mlp.Fc2.Weight.std().ToDouble() / Math.Sqrt(2.0 / 512), 0.97, 1.03);
        Assert.InRange(context.ConvAttn.Weight.std().ToDouble() / Math.Sqrt(2), 0.9, 1.1);

        context.Initialise(Initialisation.Byob);
        Assert.Equal(0, context.Mlp.Fc2.Weight.abs().sum().ToDouble() + context.Mlp.Fc2.Bias!.abs().sum().ToDouble());
        Assert.InRange(context.ConvAttn.Weight.std().ToDouble() / Math.Sqrt(2.0 / 512), 0.9, 1.1);
        Assert.InRange(context.Mlp.Fc1.Weight.std().ToDouble() / Math.Sqrt(2.0 / 64), 0.97, 1.03);
        using var input = randn(2, 512, 3, 3);
        using var output = context.forward(input);
        Assert.True(Same.Values(input, output));
    }

    [Fact]
    public void Selective_kernel_cannot_train_on_one_image_and_says_so()
    {
        using var kernel = new SelectiveKernel(4, 4, 2);
        using var input = randn(1, 4, 6, 6);
        var exception = Assert.Throws<SenetException>(() => kernel.forward(input));
        Assert.Contains("'attn.bn' cannot train on one value a channel", exception.Message, StringComparison.Ordinal);

        kernel.eval();
        using var output = kernel.forward(input);
        Assert.Equal([1, 4, 6, 6], output.shape);
    }

    [Fact]
    public void Attentions_leave_their_input_to_the_caller_and_no_handle_behind()
    {
        foreach (var name in new[] { "eca", "eca_circular", "global_context_scale", "global_context_add", "selective_kernel" })
        {
            using var layer = Attention(name);
            layer.Initialise(Initialisation.Timm);
            using var noGradient = no_grad();
            using var input = randn(2, layer is GlobalContext or SelectiveKernel ? 4 : 6, 5, 5);
            using var copy = input.clone();
            using var scope = NewDisposeScope();
            using var output = layer.forward(input);
            Assert.Equal(1, scope.DisposablesCount);
            Assert.True(Same.Values(copy, input), name);
        }
    }

    private static Layer Attention(string name) => name switch
    {
        "eca" => new Eca(3),
        "eca_5" => new Eca(5),
        "eca_circular" => new Eca(5, circular: true),
        "global_context_scale" => new GlobalContext(4, 3),
        "global_context_add" => new GlobalContext(4, 3, add: true),
        "selective_kernel" => new SelectiveKernel(4, 4, 3),
        "selective_kernel_whole" => new SelectiveKernel(4, 4, 2, stride: 2, groups: 2, keep3X3: false, splitInput: false),
        _ => throw new ArgumentException("There is no such case.", nameof(name)),
    };
}
