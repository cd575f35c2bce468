using Microsoft.CodeAnalysis.CSharp;

namespace SeNetGen.Generator.Tests;

/// <summary>A user's own C# module by type name: what is emitted of it, and where the compiler says what is wrong with it.</summary>
public class ModuleTests
{
    private const string Yaml = """
        language: 1
        family: Own
        summary: A module of the user's own in a block, in place, by a parameter and as the head.
        input: { channels: 3, height: 32, width: 32 }
        parameters:
          classes: { default: 10, runtime: true }
          rate: { default: 0.1, runtime: true }
          attention: squeeze_excite
        stem:
          conv1: { conv: 16, kernel: 3 }
          halve: { module: My.Halve, output: { size: (size + 1) // 2 } }
        stages:
          layer1: { own: 16, repeat: 2 }
          layer2: { own: 32, repeat: 2, stride: { first: 2 } }
        head:
          pool:
            layers:
              gate: { module: My.Gate, arguments: { channels: channels, rate: rate, isHard: true }, output: same, parameters: 2 * channels }
          fc: { module: My.Classifier, arguments: { channels: channels, class: classes }, output: { channels: classes, flat: true }, parameters: (channels + 1) * classes }
        blocks:
          own:
            parameters: { planes: required, stride: 1 }
            residual:
              conv1: { conv: planes, kernel: 3, stride: stride }
              attn: attention
            shortcut:
              project: { conv: planes, stride: stride, when: stride != 1 or input.channels != planes }
        variants:
          Own: { attention: { module: My.Gate, arguments: { channels: channels }, output: same, parameters: 2 * channels } }

        """;

    private const string User = """
        #nullable enable
        namespace My
        {
            using static TorchSharp.torch;

            internal sealed class Halve() : nn.Module<Tensor, Tensor>("Halve")
            {
                public override Tensor forward(Tensor input) => nn.functional.avg_pool2d(input, 2, ceil_mode: true);
            }

            internal sealed class Gate(int channels, double rate = 0, bool isHard = false) : nn.Module<Tensor, Tensor>("Gate")
            {
                public override Tensor forward(Tensor input) => isHard ? input : input * (channels + rate);
            }

            internal sealed class Classifier(int channels, int @class) : nn.Module<Tensor, Tensor>("Classifier")
            {
                public override Tensor forward(Tensor input) => input.mean([2, 3]) * channels * @class;
            }
        }
        """;

    [Fact]
    public Task Emitted_code()
    {
        var run = GeneratorRun.Of(("own.senet.yaml", Yaml));
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompileStrictly(User));
        return Verifier.Verify([("own.Own.g.cs", run.Sources["own.Own.g.cs"])]);
    }

    [Fact]
    public void A_comment_changes_no_emitted_byte()
    {
        var run = GeneratorRun.Of(("own.senet.yaml", Yaml));
        var commented = run.Edit("own.senet.yaml", "# A comment.\n" + Yaml.Replace("stages:", "stages: # Another.", StringComparison.Ordinal));
        Assert.Equal(run.Sources, commented.Sources);
    }

    [Theory]
    [InlineData("My.Gate", "My.Gaet", "error CS0234: The type or namespace name 'Gaet' does not exist in the namespace 'My' (are you missing an assembly reference?)")]
    [InlineData("My.Gate", "Our.Gate", "error CS0400: The type or namespace name 'Our' could not be found in the global namespace (are you missing an assembly reference?)")]
    [InlineData("{ channels: channels }", "{ chanels: channels }", "error CS1739: The best overload for 'Gate' does not have a parameter named 'chanels'")]
    [InlineData("My.Gate", "System.Object", "error CS1739: The best overload for 'Object' does not have a parameter named 'channels'")]
    public void What_is_wrong_with_the_type_is_one_error_beside_the_place_in_the_YAML(string right, string wrong, string error)
    {
        // The line of the variant alone.
        var at = Yaml.IndexOf("  Own: {", StringComparison.Ordinal);
        var run = GeneratorRun.Of(("own.senet.yaml", Yaml[..at] + Yaml[at..].Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Empty(run.Diagnostics);
        var found = Assert.Single(run.CompileStrictly(User));
        Assert.EndsWith(error, found, StringComparison.Ordinal);

        var line = int.Parse(found.Split('(', ',')[1], System.Globalization.CultureInfo.InvariantCulture);
        var code = CSharpSyntaxTree.ParseText(run.Sources["own.Own.g.cs"]).GetText().Lines;
        Assert.StartsWith("own.Own.g.cs(", found, StringComparison.Ordinal);
        Assert.Contains(code, text => text.LineNumber + 1 >= line && text.ToString().EndsWith(", // blocks.own.residual.attn in own.senet.yaml", StringComparison.Ordinal));
    }

    [Fact]
    public void A_type_that_is_no_module_is_an_error_beside_the_place_in_the_YAML()
    {
        var run = GeneratorRun.Of(("own.senet.yaml", Yaml.Replace("My.Halve", "System.Object", StringComparison.Ordinal)));
        var found = Assert.Single(run.CompileStrictly(User));
        Assert.Contains("error CS1503: Argument 2: cannot convert from 'object' to 'TorchSharp.torch.nn.Module<", found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_on_parameters_needs_those_of_each_module()
    {
        var claimed = Yaml.Replace("  Own: {", "  Own: { expect: { parameters: 19_962 },", StringComparison.Ordinal);
        var found = Assert.Single(GeneratorRun.Of(("own.senet.yaml", claimed)).Diagnostics);
        Assert.Equal("the parameters of Own are not known: the module My.Halve at 'stem.halve' declares none; give it 'parameters'", found.GetMessage(null));

        var declared = claimed.Replace("size: (size + 1) // 2 }", "size: (size + 1) // 2 }, parameters: 0", StringComparison.Ordinal);
        Assert.Empty(GeneratorRun.Of(("own.senet.yaml", declared)).Diagnostics);
    }
}
