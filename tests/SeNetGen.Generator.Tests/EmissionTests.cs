using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SeNetGen.Language.Binding;
using SeNetGen.Modules;

namespace SeNetGen.Generator.Tests;

/// <summary>What a reader of emitted code may rely on.</summary>
public partial class EmissionTests
{
    private const string Start = """
        language: 1
        family: F
        summary: A family whose summary is so long that neither the documentation of the class nor the literal that repeats it for the registry would fit into a line that a reader sees at once.
        input: { channels: 3, height: 32, width: 32 }
        stem: { conv1: { conv: 8, kernel: 3 } }
        head: { pool: global_avg_pool, fc: { linear: 10 } }

        """;

    private static readonly Lazy<GeneratorRun> Zoo = new(() => GeneratorRun.Of(GeneratorRun.Zoo));

    [Fact]
    public void No_line_of_the_zoo_is_wider_than_140_columns()
    {
        Assert.All(AllLines(Zoo.Value), line => Assert.True(line.Text.Length <= 140, $"{line.File}: {line.Text}"));
    }

    [Fact]
    public void No_network_of_the_zoo_takes_more_than_1500_lines()
    {
        Assert.All(Zoo.Value.Sources, source => Assert.InRange(source.Value.Count(c => c == '\n'), 1, 1500));
    }

    [Fact]
    public void After_a_closing_brace_comes_another_or_an_empty_line()
    {
        foreach (var source in Zoo.Value.Sources)
        {
            var lines = source.Value.Split('\n');
            for (var i = 0; i + 1 < lines.Length; i++)
            {
                if (lines[i].TrimStart() is "}" or "};")
                {
                    Assert.True(lines[i + 1].TrimStart() is "" or "}" or "};", $"{source.Key}({i + 1}): {lines[i + 1]}");
                }
            }
        }
    }

    [Fact]
    public void Every_number_has_a_name_beside_it()
    {
        foreach (var source in Zoo.Value.Sources)
        {
            var root = CSharpSyntaxTree.ParseText(source.Value).GetRoot();
            var bare = root.DescendantNodes().OfType<ArgumentSyntax>()
                .Where(argument => argument.NameColon is null && argument.Expression is LiteralExpressionSyntax { Token.Value: int or long or double })
                .Where(argument => argument.Parent?.Parent is not ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax }, _] });
            Assert.Empty(bare.Select(argument => $"{source.Key}: {argument.Parent?.Parent}"));
        }
    }

    [Fact]
    public void Stage_members_are_typed()
    {
        Assert.Empty(Zoo.Value.CompileStrictly("""
            namespace App;

            internal static class User
            {
                internal static global::SeNetGen.Modules.Conv First(SeResNet50 model) => model.Layer1[0].Conv1;

                internal static int Outputs(SeResNet50 model) => model.Layer1[0].Downsample is { } shortcut ? (int)shortcut.Conv0.Weight.shape[0] : 0;

                internal static TorchSharp.torch.Tensor Last(SeResNet50.Features features) => features.Layer4;
            }
            """));
    }

    [Fact]
    public void A_layer_that_some_calls_leave_out_is_nullable_and_may_be_set_by_the_constructor_alone()
    {
        var text = Emit("""
            stages: { layer1: { unit: 8, repeat: 2, wide: { first: true, rest: false } } }
            blocks:
              unit:
                parameters: { out: required, wide: required boolean }
                layers: { conv1: { conv: out }, extra: { conv: out, kernel: 3, when: wide } }

            """);
        Assert.Contains("public global::SeNetGen.Modules.Conv Conv1 { get; }", text, StringComparison.Ordinal);
        Assert.Contains("public global::SeNetGen.Modules.Conv? Extra { get; }", text, StringComparison.Ordinal);
        Assert.Contains("extra: true)", text, StringComparison.Ordinal);
        Assert.Contains("extra: false)", text, StringComparison.Ordinal);
        Assert.Single(Classes(text), name => name.EndsWith("Block", StringComparison.Ordinal));
    }

    [Fact]
    public void A_block_of_two_structures_becomes_two_classes_and_calls_of_one_structure_share_theirs()
    {
        var text = Emit("""
            stages:
              layer1: { unit: 8 }
              layer2: { unit: 16, act: silu }
              layer3: { unit: 32 }
            blocks:
              unit: { parameters: { out: required, act: relu }, layers: { conv1: { conv: out }, act1: { act } } }

            """);
        Assert.Equal(["UnitBlock", "UnitSiluBlock"], Classes(text).Where(name => name.EndsWith("Block", StringComparison.Ordinal)));
        Assert.Contains("public UnitBlock Layer1", text, StringComparison.Ordinal);
        Assert.Contains("public UnitSiluBlock Layer2", text, StringComparison.Ordinal);
        Assert.Contains("public UnitBlock Layer3", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_in_place_are_a_named_class_whose_layers_the_network_runs()
    {
        var text = Emit("""
            stages:
              layer1: { layers: { conv1: { conv: 16 }, inner: { 0: { conv: 16 }, 1: batch_norm } } }

            """);
        Assert.Equal(["Layer1Layers", "InnerLayers"], Classes(text).Where(name => name.EndsWith("Layers", StringComparison.Ordinal)));
        Assert.Contains("Layer1.Inner.BatchNorm1.forward(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repeat_of_three_kinds_of_calls_is_a_switch_and_one_of_two_a_choice()
    {
        var text = Emit("""
            stages:
              layer1: { unit: { each: [8, 8, 16, 16, 24] }, repeat: 5 }
              layer2: { unit: { first: 32, rest: 48 }, repeat: 3 }
            blocks:
              unit: { parameters: { out: required }, layers: { conv1: { conv: out }, bn1: batch_norm } }

            """);
        Assert.Contains("Layer1 = AddBlocks(\"layer1\", count: 5, index => index switch\n", text, StringComparison.Ordinal);
        Assert.Contains("< 2 => new UnitBlock(inputChannels: 8, @out: 8),", text, StringComparison.Ordinal);
        Assert.Contains("_ => new UnitBlock(inputChannels: 16, @out: 24),", text, StringComparison.Ordinal);
        Assert.Contains("Layer2 = AddBlocks(\"layer2\", count: 3, index => index switch\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_backward_pass_reads_is_not_overwritten()
    {
        // relu writes over a sum, which nobody reads again, and not over what silu or the second branch still needs.
        var text = Emit("""
            stages:
              a: { conv: 8 }
              sum: { add: a, from: a }
              act: relu
              b: { conv: 8 }
              act2: relu
              c: silu
              d: { conv: 8 }
              last: { add: b }

            """);
        Assert.Contains("Relu_(sum);", text, StringComparison.Ordinal);
        Assert.Contains("var act2 = Relu(b);", text, StringComparison.Ordinal);
        Assert.Contains("var c = Silu(act2);", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_custom_start_reaches_the_runtime_in_its_own_words()
    {
        Assert.Equal(Initialisation.Words, InitialisationWords.Weights);
        foreach (var word in InitialisationWords.Weights)
        {
            Assert.NotNull(Initialisation.Custom(conv: word, linear: word, norm: InitialisationWords.Norms[0]));
        }

        var text = Emit("stages: { act1: relu }\ninitialise: { conv: he_uniform, norm: ones }\n");
        Assert.Contains("Initialise(global::SeNetGen.Modules.Initialisation.Custom(\"he_uniform\", null, \"ones\"));", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_skeleton_has_the_constructor_parameters_of_its_file()
    {
        var run = GeneratorRun.Of(("a.senet.yaml", Start.Replace("linear: 10", "linear: labels", StringComparison.Ordinal) + """
            stages: { act1: rleu, drop: { dropout: rate } }
            parameters: { labels: { default: 5, runtime: true }, rate: { default: 0.1, runtime: true } }
            variants: { Net: {} }

            """));
        Assert.Equal("SEN150", Assert.Single(run.Diagnostics).Id);
        Assert.Contains("public Net(int labels = 0, double rate = 0)", run.Sources["a.Net.g.cs"], StringComparison.Ordinal);
        Assert.Contains("public static long CountParameters(int labels = 0)", run.Sources["a.Net.g.cs"], StringComparison.Ordinal);
        Assert.Empty(run.CompileStrictly("namespace App;\n\ninternal static class User\n{\n    internal static Net Make() => new(labels: 3, rate: 0.5);\n}\n"));
    }

    private static string Emit(string rest)
    {
        var run = GeneratorRun.Of(("a.senet.yaml", Start + rest + "variants: { Net: {} }\n"));
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompileStrictly());
        Assert.All(AllLines(run), line => Assert.True(line.Text.Length <= 140, line.Text));
        return run.Sources["a.Net.g.cs"];
    }

    private static IEnumerable<(string File, string Text)> AllLines(GeneratorRun run) =>
        run.Sources.SelectMany(source => source.Value.Split('\n').Select(line => (source.Key, line)));

    private static IEnumerable<string> Classes(string text) => ClassName().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"public sealed class (\w+)")]
    private static partial Regex ClassName();
}
