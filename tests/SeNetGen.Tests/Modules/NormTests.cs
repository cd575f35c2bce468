using SeNetGen.Modules;
using SeNetGen.Tests.Modules.Vectors;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Modules;

/// <summary>Norms against python's vectors.</summary>
public sealed class NormTests
{
    [Fact]
    public void BatchNorm_normalises_over_the_batch_or_by_the_running_statistics()
    {
        using var norm = new BatchNorm(4, eps: 1e-3, momentum: 0.25);
        VectorFile.Hold("norms", "batch_norm", norm);
    }

    [Theory]
    [InlineData("group_norm", 2, 1e-5)]
    [InlineData("group_norm_one", 1, 0.01)]
    [InlineData("group_norm_flat", 2, 1e-5)]
    public void GroupNorm_normalises_each_images_groups(string name, int groups, double eps)
    {
        using var norm = new GroupNorm(4, groups, eps);
        VectorFile.Hold("norms", name, norm);
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void GroupNorm_learns_from_maps_that_need_no_gradient(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var norm = new GroupNorm(6, 2);
        if (type == ScalarType.Float64)
        {
            norm.to(type);
        }

        // Channels-last, as the image that a network enters with. LibTorch alone ends the process here.
        var image = randn([3, 5, 7, 6], type).permute(0, 3, 1, 2);
        norm.forward(image).to(ScalarType.Float64).square().sum().backward();
        var given = norm.Weight.grad!.clone();
        norm.Weight.grad = null;
        norm.forward(image.detach().requires_grad_(true)).to(ScalarType.Float64).square().sum().backward();
        Assert.Equal(0, (given - norm.Weight.grad!).abs().max().ToDouble());
        Assert.False(image.requires_grad);
    }

    [Theory]
    [InlineData("layer_norm", 1e-6)]
    [InlineData("layer_norm_flat", 0.01)]
    public void LayerNorm_normalises_each_pixels_channels(string name, double eps)
    {
        using var norm = new LayerNorm(4, eps);
        VectorFile.Hold("norms", name, norm);
    }

    [Fact]
    public void Norms_start_at_their_gamma()
    {
        using var group = new GroupNorm(4, 2, gamma: 0);
        using var layer = new LayerNorm(4, gamma: 0.5);
        foreach (var entry in StateDict.Of(group).Concat(StateDict.Of(layer)))
        {
            entry.Tensor.detach().fill_(3);
        }

        group.Initialise(Initialisation.Timm);
        layer.Initialise(Initialisation.Timm);

        Assert.Equal(["weight", "bias"], StateDict.Of(group).Select(entry => entry.Name));
        Assert.Equal([0f, 0f, 0f, 0f], group.Weight.data<float>().ToArray());
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f], layer.Weight.data<float>().ToArray());
        Assert.All([group.Bias, layer.Bias], bias => Assert.Equal([0f, 0f, 0f, 0f], bias.data<float>().ToArray()));
    }

    [Fact]
    public void GroupNorm_refuses_groups_that_do_not_divide() => Assert.Throws<ArgumentException>(() => new GroupNorm(6, 4));
}
