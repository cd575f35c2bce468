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
    public void Network_has_the_keys_of_its_original_and_computes_the_same(string name)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Build(name);
        network.eval();
        var expected = GoldenNetwork.Find(name);
        Assert.Equal(expected.Keys, HashOfKeys(network));
        foreach (var precision in new[] { Precision.Float32, Precision.Float64 })
        {
            network.Precision = precision;
            foreach (var sample in expected.Cases)
            {
                Compare(network, sample, precision);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Parameter_count_is_the_original_one(string name)
    {
        Assert.Equal(GoldenNetwork.Find(name).Parameters, Architectures.All.Single(info => info.Name == name).ParameterCount);
    }

    private static void Compare(Network network, GoldenCase expected, Precision precision)
    {
        using var scope = NewDisposeScope();
        using var input = NamedTensors.Image(expected.Input);
        if (expected.Fails)
        {
            var (height, width) = (expected.Input[2], expected.Input[3]);
            var refusal = network.Info.Heights.Refuse("height", height) ?? network.Info.Widths.Refuse("width", width);
            Assert.NotNull(refusal);
            Assert.EndsWith(refusal, Assert.Throws<SenetException>(() => network.forward(input)).Message, StringComparison.Ordinal);
            return;
        }

        using var features = network.ForwardFeatures(input);
        GoldenBounds.Of(precision).Hold(expected, network.forward(input), features.Output);
    }

    // Names, shapes and order.
    private static string HashOfKeys(Network network)
    {
        var lines = new StringBuilder();
        foreach (var entry in StateDict.Of(network))
        {
            lines.Append(entry.Name).Append(' ').AppendJoin(',', entry.Tensor.shape.Select(size => size.ToString(CultureInfo.InvariantCulture))).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    private static Network Build(string name)
    {
        var network = Architectures.Create(name);
        foreach (var entry in StateDict.Of(network))
        {
            using var values = OriginalWeights.Of(name, entry.Name, entry.Tensor.shape);
            if (values is not null)
            {
                entry.Tensor.copy_(values);
            }
        }

        return network;
    }
}
