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
    public void Network_agrees_with_its_original_in_float64(string name) => Agree(name, Precision.Float64);

    [Theory]
    [MemberData(nameof(Networks))]
    public void Network_agrees_with_its_original_in_float32(string name) => Agree(name, Precision.Float32);

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

    private static void Agree(string name, Precision precision)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Build(name);
        network.Precision = precision;
        network.eval();
        foreach (var expected in GoldenNetwork.Find(name).Cases)
        {
            using var inner = NewDisposeScope();
            using var input = NamedTensors.Image(expected.Input);
            using var features = network.ForwardFeatures(input);
            GoldenBounds.Of(precision).Hold(expected, network.forward(input), features.Output);
        }
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
