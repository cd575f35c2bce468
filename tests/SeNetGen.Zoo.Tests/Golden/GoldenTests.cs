using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SeNetGen.Modules;
using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.Golden;

/// <summary>Our networks compute what timm's and MindCV's own networks compute, with the same keys.</summary>
public class GoldenTests
{
    static GoldenTests() => Torch.LibTorch.EnsureLoaded();

    public static TheoryData<string> Networks => [.. GoldenNetwork.All.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Network_agrees_with_its_original_in_float64(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Build(name);
        network.Precision = Precision.Float64;
        foreach (var expected in GoldenNetwork.Find(name).Cases)
        {
            Compare(network, expected, relative: 1e-9, absolute: 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Network_agrees_with_its_original_in_float32(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Build(name);
        foreach (var expected in GoldenNetwork.Find(name).Cases)
        {
            Compare(network, expected, relative: 1e-5, absolute: 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Keys_follow_the_original_in_name_shape_and_order(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Architectures.Create(name);
        var lines = new StringBuilder();
        foreach (var entry in StateDict.Of(network))
        {
            lines.Append(entry.Name).Append(' ').AppendJoin(',', entry.Tensor.shape.Select(size => size.ToString(CultureInfo.InvariantCulture))).Append('\n');
        }

        Assert.Equal(GoldenNetwork.Find(name).Keys, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString()))));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Parameter_count_is_the_original_one(string name)
    {
        Assert.Equal(GoldenNetwork.Find(name).Parameters, Architectures.All.Single(info => info.Name == name).ParameterCount);
    }

    private static void Compare(Network network, GoldenCase expected, double relative, double absolute)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        network.eval();
        using var input = NamedTensors.Image(expected.Input);
        using var features = network.ForwardFeatures(input);
        var logits = network.forward(input).to(ScalarType.Float64);
        if (expected.FeaturesShape is not null)
        {
            Assert.Equal(expected.FeaturesShape, features.Output.shape);
            Close(expected.FeaturesMeanAbs!.Value, features.Output.to(ScalarType.Float64).abs().mean().item<double>(), relative);
        }

        Close(expected.LogitsNorm, logits.norm().item<double>(), relative);
        for (var image = 0; image < expected.Classes.Length; image++)
        {
            Assert.Equal(expected.Classes[image], logits[image].argmax().item<long>());
            for (var i = 0; i < expected.FirstLogits[image].Length; i++)
            {
                Assert.Equal(expected.FirstLogits[image][i], logits[image][i].item<double>(), absolute);
            }
        }
    }

    private static void Close(double expected, double actual, double relative) =>
        Assert.Equal(expected, actual, Math.Abs(expected) * relative);

    private static Network Build(string name)
    {
        var network = Architectures.Create(name);
        using var noGradient = no_grad();
        foreach (var entry in StateDict.Of(network))
        {
            if (!entry.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            {
                using var values = NamedTensors.Weight(Original(name, entry.Name), entry.Tensor.shape);
                entry.Tensor.copy_(values);
            }
        }

        return network;
    }

    // MindCV's weights were made from MindSpore's leaf names.
    private static string Original(string network, string key)
    {
        if (!network.StartsWith("mindcv_", StringComparison.Ordinal))
        {
            return key;
        }

        var dot = key.LastIndexOf('.');
        var layer = key[..dot];
        var isNorm = layer.Contains(".bn", StringComparison.Ordinal) || layer is "layer0.1" or "layer0.4" or "layer0.7"
            || layer.EndsWith("downsample.1", StringComparison.Ordinal);
        return !isNorm
            ? key
            : layer + key[dot..] switch
            {
                ".weight" => ".gamma",
                ".bias" => ".beta",
                ".running_mean" => ".moving_mean",
                ".running_var" => ".moving_variance",
                var leaf => leaf,
            };
    }
}
