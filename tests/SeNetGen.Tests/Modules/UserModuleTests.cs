using SeNetGen.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Modules;

/// <summary>A user's own module in a network: its keys, and what the runtime holds it to.</summary>
public sealed class UserModuleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_module_of_the_declared_shape_runs_under_its_own_keys(int size)
    {
        using var scope = NewDisposeScope();
        using var layer = new Around(new Scale(4), channels: 4, sizes: [0, 1], parameters: 4);
        Assert.Equal(["attn.factor"], StateDict.Of(layer).Select(entry => entry.Name));
        var input = randn(2, 4, size, 7);
        using var result = layer.forward(input);
        Assert.Equal([2, 4, (size + 1) / 2, 4], result.shape);
    }

    [Fact]
    public void Another_shape_is_refused_at_the_first_forward_with_both_and_the_place()
    {
        using var scope = NewDisposeScope();
        using var channels = new Around(new Scale(4), channels: 8, sizes: [0, 1]);
        Assert.Equal(
            "module 'SeNetGen.Tests.Modules.UserModuleTests+Scale' gives [2, 4, 4, 3] where the architecture declares [2, 8, 4, 3] for an input of [2, 4, 8, 6]: "
            + "mend the module, or 'output' at blocks.own.layers.attn in own.senet.yaml",
            Assert.Throws<SenetException>(() => channels.forward(randn(2, 4, 8, 6))).Message);

        using var same = new Around(new Scale(4), channels: 4);
        Assert.Contains("gives [2, 4, 4, 3] where the architecture declares [2, 4, 8, 6]", Assert.Throws<SenetException>(() => same.forward(randn(2, 4, 8, 6))).Message, StringComparison.Ordinal);

        using var flat = new Around(new Scale(4), channels: 4, flat: true);
        Assert.Contains("gives [2, 4, 4, 3] where the architecture declares [2, 4]", Assert.Throws<SenetException>(() => flat.forward(randn(2, 4, 8, 6))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_number_of_parameters_is_refused_when_the_network_is_made() => Assert.Equal(
        "module 'SeNetGen.Tests.Modules.UserModuleTests+Scale' has 4 parameters where the architecture declares 5: "
        + "mend the module, or 'parameters' at blocks.own.layers.attn in own.senet.yaml",
        Assert.Throws<SenetException>(() => new Around(new Scale(4), channels: 4, parameters: 5)).Message);

    [Fact]
    public void A_module_that_gives_back_its_input_gives_a_handle_of_its_own()
    {
        using var scope = NewDisposeScope();
        using var layer = new Around(new Nothing(), channels: 4);
        var input = randn(2, 4, 3, 3);
        var result = layer.forward(input);
        result.Dispose();
        Assert.Equal(2 * 4 * 3 * 3, input.numel());
    }

    [Fact]
    public void In_bfloat16_a_module_computes_in_float32()
    {
        using var scope = NewDisposeScope();
        var scale = new Scale(4);
        using var layer = new Around(scale, channels: 4, sizes: [0, 1]);
        var input = randn(2, 4, 8, 6).to_type(ScalarType.BFloat16);
        using var result = layer.forward(input);
        Assert.Equal(ScalarType.BFloat16, result.dtype);
        Assert.Equal(ScalarType.Float32, scale.Received);
        result.sum().backward();
        Assert.True(scale.Factor.grad!.abs().sum().item<float>() > 0);
    }

    [Fact]
    public void The_static_walk_believes_what_is_declared()
    {
        var describer = new NetworkDescriber();
        Assert.Equal(new Shape(8, 4, 3), describer.UserModule("attn", new Shape(4, 7, 6), "My.Scale", 8, sizes: [0, 1], parameters: 12));
        Assert.Equal(new Shape(10, 1, 1), describer.UserModule("fc", new Shape(8, 4, 3), "My.Head", 10, flat: true));
        Assert.Equal(12, describer.Parameters);
        Assert.Equal([new("attn", "My.Scale", 12), new UserModuleRow("fc", "My.Head", null)], describer.UserModules);
        Assert.Empty(describer.Tensors);
    }

    private sealed class Around : Layer
    {
        public Around(nn.Module<Tensor, Tensor> module, int channels, int[]? sizes = null, bool flat = false, long? parameters = null) =>
            Attn = AddUserModule("attn", module, "blocks.own.layers.attn in own.senet.yaml", channels, sizes, flat: flat, parameters: parameters);

        public UserModule Attn { get; }

        public override Tensor forward(Tensor input) => Attn.forward(input);
    }

    // Halves the size, rounded up.
    private sealed class Scale : nn.Module<Tensor, Tensor>
    {
        public Scale(int channels)
            : base("Scale")
        {
            Factor = new TorchSharp.Modules.Parameter(ones(channels, 1, 1));
            register_parameter("factor", Factor);
        }

        public TorchSharp.Modules.Parameter Factor { get; }

        public ScalarType Received { get; private set; }

        public override Tensor forward(Tensor input)
        {
            Received = input.dtype;
            using var pooled = nn.functional.avg_pool2d(input, 2, ceil_mode: true);
            return pooled * Factor;
        }
    }

    private sealed class Nothing() : nn.Module<Tensor, Tensor>("Nothing")
    {
        public override Tensor forward(Tensor input) => input;
    }
}
