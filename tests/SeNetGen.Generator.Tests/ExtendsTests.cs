using Microsoft.CodeAnalysis;

namespace SeNetGen.Generator.Tests;

/// <summary>Which files are made again when one that others extend changes.</summary>
public class ExtendsTests
{
    private const string Base = """
        language: 1
        family: Base
        input: { channels: 3, height: 8, width: 8 }
        parameters: { width: 4 }
        stem: { conv1: { conv: width } }
        stages: { act1: relu }
        head: { pool: global_avg_pool, fc: { linear: 10 } }
        variants: { BaseNet: {} }

        """;

    // left and right extend base, leaf extends left, and other stands alone.
    private static readonly (string File, string Text)[] Files =
    [
        ("base.senet.yaml", Base),
        ("left.senet.yaml", Extender("Left", "base", "parameters: { width: 6 }\n")),
        ("right.senet.yaml", Extender("Right", "base", "")),
        ("leaf.senet.yaml", Extender("Leaf", "left", "")),
        ("other.senet.yaml", Base.Replace("Base", "Other", StringComparison.Ordinal)),
    ];

    [Theory]
    [InlineData("base.senet.yaml", "conv: width", "conv: width * 2", "BaseNet LeafNet LeftNet RightNet")]
    [InlineData("left.senet.yaml", "width: 6", "width: 8", "LeafNet LeftNet")]
    [InlineData("right.senet.yaml", "RightNet: {}", "RightNet: { width: 3 }", "RightNet")]
    [InlineData("other.senet.yaml", "conv: width", "conv: width * 2", "OtherNet")]
    public void An_edit_makes_the_file_and_those_that_build_on_it_again_and_no_others(string file, string from, string to, string expected)
    {
        var before = GeneratorRun.Of(Files);
        Assert.Empty(before.Diagnostics);
        var after = before.Edit(file, Files.Single(candidate => candidate.File == file).Text.Replace(from, to, StringComparison.Ordinal));
        Assert.Empty(after.Diagnostics);
        Assert.Equal(expected, Classes(after, TrackingNames.Sources, IncrementalStepRunReason.Modified));
        Assert.Equal(expected.Split(' ').Length, after.Outputs(TrackingNames.Plans).Count(output => output.Reason == IncrementalStepRunReason.Modified));
        Assert.All(
            after.Outputs(TrackingNames.Sources).Where(output => !expected.Split(' ').Contains(ClassOf(output.Value))),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void A_deleted_base_is_a_fault_of_its_extenders_alone()
    {
        var run = GeneratorRun.Of(Files).Remove("base.senet.yaml");
        Assert.Null(run.Result.Exception);
        Assert.Equal(["left.senet.yaml", "right.senet.yaml"], run.Diagnostics.Select(found => Path.GetFileName(found.Location.GetLineSpan().Path)));
        Assert.All(run.Diagnostics, found => Assert.Equal("SEN107", found.Id));
        Assert.Contains("Conv1", run.Sources["other.OtherNet.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("base.BaseNet.g.cs", run.Sources.Keys);
        foreach (var skeleton in new[] { "left.LeftNet.g.cs", "right.RightNet.g.cs", "leaf.LeafNet.g.cs" })
        {
            Assert.Contains("A stand-in", run.Sources[skeleton], StringComparison.Ordinal);
        }

        Assert.Empty(run.CompileStrictly());
    }

    [Fact]
    public void A_base_whose_text_is_damaged_leaves_its_extenders_skeletons_and_one_report()
    {
        var run = GeneratorRun.Of(Files).Edit("left.senet.yaml", Files[1].Text.Replace("width: 6", "width: max(6, 5)", StringComparison.Ordinal));
        Assert.Equal("SEN015", Assert.Single(run.Diagnostics).Id);
        Assert.Contains("A stand-in", run.Sources["leaf.LeafNet.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("A stand-in", run.Sources["right.RightNet.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_of_one_name_in_two_folders_are_two_files()
    {
        var run = GeneratorRun.Of(
            ("a/net.senet.yaml", Base),
            ("b/net.senet.yaml", "language: 1\nfamily: B\nextends: ../a/net.senet.yaml\nvariants: { BNet: { width: true } }\n"));
        var found = Assert.Single(run.Diagnostics);
        Assert.Equal(GeneratorRun.FullPath("b/net.senet.yaml"), found.Location.GetLineSpan().Path);
        Assert.Equal(["Architectures.g.cs", "a_net.BaseNet.g.cs", "b_net.BNet.g.cs"], run.Sources.Keys.Order(StringComparer.Ordinal));
    }

    private static string Extender(string name, string of, string rest) =>
        $"language: 1\nfamily: {name}\nextends: {of}.senet.yaml\n{rest}variants: {{ {name}Net: {{}} }}\n";

    private static string Classes(GeneratorRun run, string step, IncrementalStepRunReason reason) =>
        string.Join(' ', run.Outputs(step).Where(output => output.Reason == reason).Select(output => ClassOf(output.Value)).Order(StringComparer.Ordinal));

    private static string ClassOf(object source) => (string)source.GetType().GetProperty("ClassName")!.GetValue(source)!;
}
