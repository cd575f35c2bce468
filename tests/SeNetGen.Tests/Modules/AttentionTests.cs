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
    [InlineData("squeeze_excite_batch_norm")]
    [InlineData("squeeze_excite_layer_norm")]
    [InlineData("effective_squeeze_excite")]
    [InlineData("effective_squeeze_excite_sigmoid")]
    [InlineData("cbam")]
    [InlineData("cbam_light")]
    [InlineData("gather_excite")]
    [InlineData("gather_excite_2")]
    [InlineData("gather_excite_4")]
    [InlineData("gather_excite_depthwise")]
    [InlineData("coordinate_attention")]
    [InlineData("split_attention")]
    [InlineData("split_attention_groups")]
    [InlineData("split_attention_single")]
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
    [InlineData("squeeze_excite_batch_norm", "fc1.weight fc1.bias bn fc2.weight fc2.bias")]
    [InlineData("squeeze_excite_layer_norm", "fc1.weight bn.weight bn.bias fc2.weight")]
    [InlineData("effective_squeeze_excite", "fc.weight fc.bias")]
    [InlineData("cbam", "channel.fc1.weight channel.fc2.weight spatial.conv.conv.weight spatial.conv.bn")]
    [InlineData("cbam_light", "channel.fc1.weight channel.fc1.bias channel.fc2.weight channel.fc2.bias spatial.conv.conv.weight spatial.conv.bn")]
    [InlineData("gather_excite", "mlp.fc1.weight mlp.fc1.bias mlp.fc2.weight mlp.fc2.bias")]
    [InlineData("gather_excite_depthwise", "gather.conv1.weight gather.norm1 gather.conv2.weight gather.norm2 mlp.fc1.weight mlp.fc1.bias mlp.fc2.weight mlp.fc2.bias")]
    [InlineData("coordinate_attention", "conv1.weight bn1 conv_h.weight conv_w.weight")]
    [InlineData("split_attention", "conv.weight bn0 fc1.weight fc1.bias bn1 fc2.weight fc2.bias")]
    public void State_has_timms_keys_in_timms_order(string name, string keys)
    {
        using var layer = Attention(name);
        var expected = keys.Split(' ').SelectMany(key => key.Split('.')[^1].TrimEnd('0', '1', '2') is "bn" or "norm"
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
    public void Groups_of_a_split_attention_count_in_byobs_fan_out()
    {
        random.manual_seed(23);
        using var attention = new SplitAttention(64, 128, 256, groups: 4);
        attention.Initialise(Initialisation.Byob);
        Assert.InRange(attention.Fc1.Weight.std().ToDouble() / Math.Sqrt(2.0 / (256 / 4)), 0.97, 1.03);
        Assert.Equal(0, attention.Fc1.Bias!.abs().sum().ToDouble());
        attention.Initialise(Initialisation.Timm);
        Assert.InRange(attention.Fc1.Weight.std().ToDouble() / Math.Sqrt(2.0 / 256), 0.97, 1.03);
    }

    [Fact]
    public void Attentions_leave_their_input_to_the_caller_and_no_handle_behind()
    {
        foreach (var name in Cases)
        {
            using var layer = Attention(name);
            layer.eval();
            using var noGradient = no_grad();
            using var input = randn(2, Channels(name), 5, 5);
            using var copy = input.clone();
            using var scope = NewDisposeScope();
            using var output = layer.forward(input);
            Assert.True(scope.DisposablesCount == 1, $"{name} leaves {scope.DisposablesCount - 1} handles");
            Assert.True(Same.Values(copy, input), name);
        }
    }

    [Fact]
    public void Descriptions_list_the_state_and_the_shape()
    {
        foreach (var name in Cases)
        {
            using var layer = Attention(name);
            layer.eval();
            var describer = new NetworkDescriber();
            var shape = Described(name, describer, new Shape(Channels(name), 9, 6));
            using var input = zeros(1, Channels(name), 9, 6);
            using var output = layer.forward(input);

            Assert.Equal([1, shape.Channels, shape.Height, shape.Width], output.shape);
            Assert.Equal(
                StateDict.Of(layer).Select(entry => $"x.{entry.Name} [{string.Join(", ", entry.Tensor.shape)}] {entry.Kind}"),
                describer.Tensors.Select(row => $"{row.Name} [{string.Join(", ", row.Shape)}] {row.Kind}"));
        }
    }

    [Theory]
    [InlineData("eca", 3 * 6)]
    [InlineData("global_context_add", 0)]
    [InlineData("selective_kernel_whole", (4 * 2 * 9 * 15) + (4 * 2 * 25 * 15) + (2 * 4) + (2 * 8))]
    [InlineData("squeeze_excite_batch_norm", 2 * 4 * 3)]
    [InlineData("effective_squeeze_excite", 16)]
    [InlineData("cbam", (4 * 4 * 2) + (98 * 54))]
    [InlineData("cbam_light", (2 * 4 * 2) + (9 * 54))]
    [InlineData("gather_excite", 2 * 4 * 2)]
    [InlineData("gather_excite_4", 2 * 4 * 2 * 6)]
    [InlineData("gather_excite_depthwise", (36 * 15) + (36 * 6) + (2 * 4 * 2 * 6))]
    [InlineData("coordinate_attention", 2 * 4 * 2 * 15)]
    [InlineData("split_attention_groups", (8 * 2 * 9 * 15) + (2 * 2) + (8 * 1))]
    public void Descriptions_count_multiply_adds(string name, long expected)
    {
        var describer = new NetworkDescriber();
        Described(name, describer, new Shape(Channels(name), 9, 6));
        Assert.Equal(expected, describer.MultiplyAdds);
    }

    private static readonly string[] Cases =
    [
        "eca", "eca_circular", "global_context_scale", "global_context_add", "selective_kernel", "selective_kernel_whole",
        "squeeze_excite_batch_norm", "squeeze_excite_layer_norm", "effective_squeeze_excite", "effective_squeeze_excite_sigmoid", "cbam", "cbam_light",
        "gather_excite", "gather_excite_2", "gather_excite_4", "gather_excite_depthwise", "coordinate_attention",
        "split_attention", "split_attention_groups", "split_attention_single",
    ];

    private static int Channels(string name) =>
        name.StartsWith("eca", StringComparison.Ordinal) ? 6 : name == "split_attention_single" ? 2 : name == "split_attention_groups" ? 8 : 4;

    private static Layer Attention(string name) => name switch
    {
        "eca" => new Eca(3),
        "eca_5" => new Eca(5),
        "eca_circular" => new Eca(5, circular: true),
        "global_context_scale" => new GlobalContext(4, 3),
        "global_context_add" => new GlobalContext(4, 3, add: true),
        "selective_kernel" => new SelectiveKernel(4, 4, 3),
        "selective_kernel_whole" => new SelectiveKernel(4, 4, 2, stride: 2, groups: 2, keep3X3: false, splitInput: false),
        "squeeze_excite_batch_norm" => new SqueezeExcite(4, 3, norm: "batch_norm", activation: "silu", gate: "hard_sigmoid", addMaxpool: true),
        "squeeze_excite_layer_norm" => new SqueezeExcite(4, 3, bias: false, norm: "layer_norm", activation: "hard_swish"),
        "effective_squeeze_excite" => new EffectiveSqueezeExcite(4),
        "effective_squeeze_excite_sigmoid" => new EffectiveSqueezeExcite(4, "sigmoid", addMaxpool: true),
        "cbam" => new Cbam(4, 2),
        "cbam_light" => new Cbam(4, 2, kernel: 3, bias: true, light: true),
        "gather_excite" => new GatherExcite(4, 2, addMaxpool: true),
        "gather_excite_2" => new GatherExcite(4, 2, extent: 2, addMaxpool: true),
        "gather_excite_4" => new GatherExcite(4, 2, extent: 4),
        "gather_excite_depthwise" => new GatherExcite(4, 2, extent: 4, depthwise: true),
        "coordinate_attention" => new CoordinateAttention(4, 2),
        "split_attention" => new SplitAttention(4, 2, 3),
        "split_attention_groups" => new SplitAttention(8, 4, 2, stride: 2, groups: 2),
        "split_attention_single" => new SplitAttention(2, 3, 2, dilation: 2, radix: 1),
        _ => throw new ArgumentException("There is no such case.", nameof(name)),
    };

    private static Shape Described(string name, NetworkDescriber describer, Shape input) => name switch
    {
        "eca" => describer.Eca("x", input, 3),
        "eca_circular" => describer.Eca("x", input, 5, circular: true),
        "global_context_scale" => describer.GlobalContext("x", input, 4, 3),
        "global_context_add" => describer.GlobalContext("x", input, 4, 3, add: true),
        "selective_kernel" => describer.SelectiveKernel("x", input, 4, 4, 3),
        "selective_kernel_whole" => describer.SelectiveKernel("x", input, 4, 4, 2, stride: 2, groups: 2, keep3X3: false, splitInput: false),
        "squeeze_excite_batch_norm" => describer.SqueezeExcite("x", input, 4, 3, norm: "batch_norm", activation: "silu", gate: "hard_sigmoid", addMaxpool: true),
        "squeeze_excite_layer_norm" => describer.SqueezeExcite("x", input, 4, 3, bias: false, norm: "layer_norm", activation: "hard_swish"),
        "effective_squeeze_excite" => describer.EffectiveSqueezeExcite("x", input, 4),
        "effective_squeeze_excite_sigmoid" => describer.EffectiveSqueezeExcite("x", input, 4, "sigmoid", addMaxpool: true),
        "cbam" => describer.Cbam("x", input, 4, 2),
        "cbam_light" => describer.Cbam("x", input, 4, 2, kernel: 3, bias: true, light: true),
        "gather_excite" => describer.GatherExcite("x", input, 4, 2, addMaxpool: true),
        "gather_excite_2" => describer.GatherExcite("x", input, 4, 2, extent: 2, addMaxpool: true),
        "gather_excite_4" => describer.GatherExcite("x", input, 4, 2, extent: 4),
        "gather_excite_depthwise" => describer.GatherExcite("x", input, 4, 2, extent: 4, depthwise: true),
        "coordinate_attention" => describer.CoordinateAttention("x", input, 4, 2),
        "split_attention" => describer.SplitAttention("x", input, 4, 2, 3),
        "split_attention_groups" => describer.SplitAttention("x", input, 8, 4, 2, stride: 2, groups: 2),
        _ => describer.SplitAttention("x", input, 2, 3, 2, dilation: 2, radix: 1),
    };
}
