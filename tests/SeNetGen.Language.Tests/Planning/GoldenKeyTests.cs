using System.Globalization;

namespace SeNetGen.Language.Tests.Planning;

/// <summary>The plans of timm's and MindCV's networks, held to the state dicts of the originals (Networks/make_expectations.py).</summary>
public class GoldenKeyTests
{
    private static readonly Lazy<IReadOnlyList<CompiledNetwork>> Networks = new(() => ArchitectureCompiler.Plan(Compiled.Files()).Networks);

    public static TheoryData<string, long, int, string, string> Expectations()
    {
        var data = new TheoryData<string, long, int, string, string>();
        foreach (var line in File.ReadAllLines(Path.Combine(Compiled.Folder, "expected_keys.txt")))
        {
            var parts = line.Split(' ');
            data.Add(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture), parts[3], parts[4]);
        }

        return data;
    }

    [Fact]
    public void The_test_networks_compile_without_a_diagnostic()
    {
        var messages = ArchitectureCompiler.Plan(Compiled.Files()).Diagnostics.Select(diagnostic => diagnostic.ToString()).ToArray();

        Assert.Empty(messages);
    }

    [Theory]
    [MemberData(nameof(Expectations))]
    public void Keys_shapes_and_order_are_those_of_the_original(string name, long parameters, int entries, string hash, string order)
    {
        var plan = Networks.Value.Single(network => network.Name == name).Plan;

        Assert.NotNull(plan);
        var lines = Compiled.Keys(plan).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (order == "sorted")
        {
            lines = [.. lines.Where(line => !line.EndsWith("num_batches_tracked", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        }

        Assert.Equal(parameters, plan.Parameters.Evaluate(parameter => parameter == "classes" ? 1000 : 3));
        Assert.Equal(entries, lines.Length);
        Assert.Equal(hash, Compiled.Hash(string.Concat(lines.Select(line => line + "\n"))));
    }

    [Fact]
    public void Legal_sizes_are_exact()
    {
        var plan = Networks.Value.Single(network => network.Name == "seresnetaa50d").Plan!;

        Assert.All(Enumerable.Range(1, 600), size => Assert.Equal(size >= 31 && size % 32 is 31 or 0 or 1 or 2 && size > 2, plan.Heights.Contains(size)));
        Assert.Equal(plan.Heights, plan.Widths);
    }

    [Fact]
    public void Stages_are_tapped_where_they_repeat()
    {
        var plan = Networks.Value.Single(network => network.Name == "seresnet18").Plan!;

        Assert.Equal(
            [("layer1", 64, 4), ("layer2", 128, 8), ("layer3", 256, 16), ("layer4", 512, 32)],
            plan.Taps.Select(tap => (tap.Name, (int)tap.Channels.Constant!.Value, tap.Stride)));
        Assert.Equal(plan.FeaturesValue, plan.Taps[3].Value);
    }
}
