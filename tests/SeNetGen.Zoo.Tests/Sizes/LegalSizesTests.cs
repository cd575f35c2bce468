using System.Globalization;
using System.Text.RegularExpressions;
using SeNetGen.App;
using SeNetGen.Language;
using SeNetGen.Language.Planning;
using SeNetGen.Modules;
using SeNetGen.Zoo.Tests.RandomNetworks;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.Sizes;

/// <summary>
/// For every height from 1 to 300: what the emitted class says, what <c>senet summary</c> prints and does, and what LibTorch does are the
/// same. Legal heights run through the emitted network; at the others the plan is run layer by layer without any check, and LibTorch fails.
/// Widths are the least legal ones: the axes do not meet before the classifier's vector.
/// </summary>
public partial class LegalSizesTests
{
    private const int Largest = 300;

    static LegalSizesTests() => Torch.LibTorch.EnsureLoaded();

    [Theory]
    [InlineData("seresnetaa50d")]
    [InlineData("legacy_seresnet18")]
    [InlineData("seresnext26ts")]
    [InlineData("mindcv_seresnet18")]
    [InlineData("seresnet20")]
    public void Class_summary_and_LibTorch_agree_on_every_height(string name)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Architectures.Create(name);
        network.eval();
        var info = network.Info;
        var width = Enumerable.Range(1, Largest).First(size => info.Widths.Contains(size));
        var described = Described(Summary(name, null).Output);
        var plan = Plan(name);
        for (var height = 1; height <= Largest; height++)
        {
            using var inner = NewDisposeScope();
            var isLegal = info.Heights.Contains(height);
            var input = zeros(1, info.Input.Channels, height, width);
            Assert.True(isLegal == described(height), $"the summary of {name} tells otherwise than its class of {height}");
            Assert.Equal(isLegal, plan.Heights.Contains(height));
            Assert.Equal(isLegal ? ExitCodes.Done : ExitCodes.BadInput, Summary(name, height, width).ExitCode);
            if (isLegal)
            {
                Assert.Equal([1, (long)info.Arguments[0].Default], network.forward(input).shape);
                continue;
            }

            var refusal = Assert.Throws<SenetException>(() => network.forward(input)).Message;
            Assert.Equal(
                NearestLegal(height, info.Heights),
                NearestInMessage().Match(refusal).Groups[1].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(size => int.Parse(size, CultureInfo.InvariantCulture)));
            Assert.True(Fails(plan, height, width), $"{name} runs at {height} x {width} although its class refuses it: {refusal}");
        }
    }

    [Fact]
    public void Anti_aliased_networks_take_sizes_near_multiples_of_32_and_others_say_so()
    {
        using var scope = NewDisposeScope();
        using var network = Architectures.Create("seresnetaa50d");
        var refusal = Assert.Throws<SenetException>(() => network.forward(zeros(1, 3, 97, 121)));

        Assert.Equal("network 'seresnetaa50d' does not accept images of 97 x 121: width 121: legal are 31-34, then every 32 (nearest 98, 127)", refusal.Message);
    }

    private static IEnumerable<int> NearestLegal(int height, InputSizes sizes)
    {
        var below = Enumerable.Range(1, height - 1).Where(size => sizes.Contains(size)).TakeLast(1);
        return below.Concat(Enumerable.Range(height + 1, Largest).Where(size => sizes.Contains(size)).Take(1));
    }

    private static bool Fails(NetworkPlan plan, int height, int width)
    {
        try
        {
            PlanInterpreter.Run(plan, height, width);
            return false;
        }
        catch (Exception exception) when (exception is Misfit or System.Runtime.InteropServices.ExternalException)
        {
            return true;
        }
    }

    // The zoo's own file, with the defaults of its runtime parameters as plain numbers: the interpreter makes weights of known sizes.
    private static NetworkPlan Plan(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Architectures");
        var files = Directory.GetFiles(folder, "*.senet.yaml")
            .Select(path => (Path.GetFileName(path), RuntimeParameter().Replace(File.ReadAllText(path), "$1")))
            .ToArray();
        return ArchitectureCompiler.Plan(files).Networks.Single(network => network.Name == name).Plan!;
    }

    private static (int ExitCode, string Output) Summary(string name, int? height, int? width = null)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        try
        {
            Console.SetOut(text);
            Console.SetError(TextWriter.Null);
            string[] size = height is null ? [] : ["--height", Text(height.Value), "--width", Text(width!.Value)];
            return (SenetApp.Run(["summary", name, .. size], Architectures.All), text.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    // Reads the summary's words on heights: '31-34, then every 32' or '3 and more'.
    private static Predicate<int> Described(string summary)
    {
        var words = HeightsInSummary().Match(summary).Groups[1].Value;
        if (words.EndsWith(" and more", StringComparison.Ordinal))
        {
            var least = Number(words[..^" and more".Length]);
            return size => size >= least;
        }

        var parts = words.Split(", ");
        Assert.StartsWith("then every ", parts[^1], StringComparison.Ordinal);
        var period = Number(parts[^1]["then every ".Length..]);
        var runs = parts[..^1].Select(run => run.Split('-')).Select(run => (First: Number(run[0]), Last: Number(run[^1]))).ToArray();
        return size => runs.Any(run => Enumerable.Range(run.First, run.Last - run.First + 1).Any(first => size >= first && (size - first) % period == 0));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{ default: (\S+), runtime: true \}")]
    private static partial Regex RuntimeParameter();

    [GeneratedRegex(@"; heights (.+); widths ")]
    private static partial Regex HeightsInSummary();

    [GeneratedRegex(@"\(nearest (.+)\)$")]
    private static partial Regex NearestInMessage();
}
