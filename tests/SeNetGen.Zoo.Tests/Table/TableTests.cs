using System.Globalization;
using SeNetGen.Modules;

namespace SeNetGen.Zoo.Tests.Table;

/// <summary>Every network of the reference's tables is in the zoo, with its published counts; LibTorch is not used.</summary>
public class TableTests
{
    public static TheoryData<string> Networks => [.. TableRow.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Counts_are_the_published_ones(string name)
    {
        var expected = TableRow.All.Single(row => row.Name == name);
        var network = Find(name);
        var walk = network.Walk(new Shape(3, 224, 224), network.DefaultArguments);

        Assert.Equal(expected.Parameters, network.ParameterCount);
        Assert.Equal(expected.Parameters, walk.Parameters);
        Assert.Equal(expected.Trained ?? Count(walk, TensorKind.Parameter), Count(walk, TensorKind.Parameter));
        Assert.Equal(expected.Buffers ?? Count(walk, TensorKind.Buffer), Count(walk, TensorKind.Buffer));
        var macs = (walk.MultiplyAdds / 1e9).ToString("0.00", CultureInfo.InvariantCulture);
        Assert.Equal(expected.GigaMacs ?? macs, macs);
    }

    [Fact]
    public void The_table_holds_timms_58_the_pruned_the_baselines_and_MindCVs_nine()
    {
        Assert.Equal(58, TableRow.All.Count(row => row.GigaMacs is not null));
        Assert.Equal(9, TableRow.All.Count(row => row.Name.StartsWith("mindcv_", StringComparison.Ordinal)));
        Assert.Equal(58 + 11 + 2 + 9, TableRow.All.Select(row => row.Name).Distinct().Count());
    }

    [Fact]
    public void Declared_multiply_adds_are_those_of_a_walk()
    {
        Assert.All(Architectures.All, network => Assert.Equal(network.Walk().MultiplyAdds, network.MultiplyAdds));
    }

    [Theory]
    [InlineData("seresnet50_pre")]
    [InlineData("seresnet50_post")]
    [InlineData("seresnet50_identity")]
    [InlineData("seresnet50_3x3")]
    public void A_gate_costs_what_its_place_has_channels(string name)
    {
        var network = Find(name);
        var walk = network.Walk();
        var gates = walk.Layers.Where(layer => layer.Kind == "squeeze_excite").ToArray();
        int[] channels = name switch
        {
            "seresnet50_pre" => [64, 256, 256, 256, 512, 512, 512, 512, 1024, 1024, 1024, 1024, 1024, 1024, 2048, 2048],
            "seresnet50_3x3" => [64, 64, 64, 128, 128, 128, 128, 256, 256, 256, 256, 256, 256, 512, 512, 512],
            _ => [256, 256, 256, 512, 512, 512, 512, 1024, 1024, 1024, 1024, 1024, 1024, 2048, 2048, 2048],
        };

        Assert.Equal(channels, gates.Select(gate => gate.Output.Channels));
        Assert.Equal(25_557_032 + channels.Sum(count => Gate(count)), network.ParameterCount);
    }

    // Two maps with biases; the squeezed channels are a sixteenth, rounded to a multiple of 8, at least 8.
    private static long Gate(int channels)
    {
        var reduced = Math.Max(8, ((channels / 16) + 4) / 8 * 8);
        return (2L * channels * reduced) + reduced + channels;
    }

    private static NetworkInfo Find(string name) => Architectures.All.Single(network => network.Name == name);

    private static int Count(NetworkDescriber walk, TensorKind kind) => walk.Tensors.Count(tensor => tensor.Kind == kind);
}
