using Microsoft.CodeAnalysis;

namespace SeNetGen.Generator.Tests;

public class IncrementalityTests
{
    private const string Base = """
        language: 1
        family: Base
        input: { channels: 3, height: 8, width: 8 }
        parameters: { width: 4 }
        stem: { conv1: { conv: width } }
        stages: { act1: relu }
        head: { pool: global_avg_pool, fc: { linear: 10 } }
        variants:
          BaseNet: {}
          WideNet: { width: 8 }

        """;

    private const string Extender = """
        language: 1
        family: Extender
        extends: base.senet.yaml
        variants:
          ExtendedNet: { width: 16 }

        """;

    private const string Other = """
        language: 1
        family: Other
        input: { channels: 1, height: 4, width: 4 }
        stem: { conv1: { conv: 2 } }
        stages: { act1: relu }
        head: { pool: global_avg_pool, fc: { linear: 3 } }
        variants:
          OtherNet: {}

        """;

    private static readonly string[] AllSteps =
    [
        TrackingNames.YamlSources, TrackingNames.Documents, TrackingNames.Trees, TrackingNames.Spans, TrackingNames.Linked, TrackingNames.Bound,
        TrackingNames.Plans, TrackingNames.Sources, TrackingNames.Diagnostics, TrackingNames.Names, TrackingNames.Registry,
    ];

    [Fact]
    public void The_first_run_is_without_faults_and_runs_every_step()
    {
        var run = Run();
        Assert.Empty(run.Diagnostics);
        Assert.All(AllSteps, step => Assert.NotEmpty(run.Outputs(step)));
        Assert.Equal(["Architectures.g.cs", "base.BaseNet.g.cs", "base.WideNet.g.cs", "extender.ExtendedNet.g.cs", "other.OtherNet.g.cs"], run.Sources.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_edit_of_CSharp_leaves_every_step_cached()
    {
        var run = Run().EditCSharp("class Added { void M() { } }");
        foreach (var step in AllSteps)
        {
            Assert.All(run.Outputs(step), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        }
    }

    [Fact]
    public void A_comment_leaves_trees_unchanged_and_all_sources_cached()
    {
        var run = Run().Edit("base.senet.yaml", "# A comment.\n\n" + Base.Replace("stem:", "# The stem.\nstem:", StringComparison.Ordinal));
        AssertReasons(run, TrackingNames.Trees, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
        foreach (var step in new[] { TrackingNames.Linked, TrackingNames.Bound, TrackingNames.Plans, TrackingNames.Sources, TrackingNames.Names, TrackingNames.Registry })
        {
            Assert.All(run.Outputs(step), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        }
    }

    [Fact]
    public void An_edit_of_another_file_leaves_a_file_cached()
    {
        var run = Run().Edit("other.senet.yaml", Other.Replace("conv: 2", "conv: 6", StringComparison.Ordinal));
        Assert.Equal(["other.OtherNet.g.cs"], Changed(run));

        // An extender looks at all trees again and finds its own chain as it was.
        AssertReasons(run, TrackingNames.Linked, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged);
        AssertReasons(run, TrackingNames.Sources,
            IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void An_edit_of_a_value_reaches_the_file_and_its_extenders_alone()
    {
        var run = Run().Edit("base.senet.yaml", Base.Replace("linear: 10", "linear: 11", StringComparison.Ordinal));
        Assert.Equal(["base.BaseNet.g.cs", "base.WideNet.g.cs", "extender.ExtendedNet.g.cs"], Changed(run));
        AssertReasons(run, TrackingNames.Sources,
            IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void An_edit_of_one_variant_changes_its_file_alone()
    {
        var run = Run().Edit("base.senet.yaml", Base.Replace("width: 8 }\n\n", "width: 12 }\n\n", StringComparison.Ordinal).Replace("WideNet: { width: 8 }", "WideNet: { width: 12 }", StringComparison.Ordinal));
        Assert.Equal(["base.WideNet.g.cs"], Changed(run));
    }

    [Fact]
    public void A_comment_above_a_fault_modifies_the_diagnostics_alone()
    {
        var wrong = Base.Replace("conv: width", "conv: width + heigth", StringComparison.Ordinal);
        var before = GeneratorRun.Of(("base.senet.yaml", wrong), ("extender.senet.yaml", Extender), ("other.senet.yaml", Other));
        var after = before.Edit("base.senet.yaml", "# A comment.\n" + wrong);
        Assert.Single(before.Diagnostics);
        Assert.Equal(before.Diagnostics[0].Location.GetLineSpan().StartLinePosition.Line + 1, after.Diagnostics[0].Location.GetLineSpan().StartLinePosition.Line);
        AssertReasons(after, TrackingNames.Diagnostics, IncrementalStepRunReason.Modified);
        foreach (var step in new[] { TrackingNames.Linked, TrackingNames.Bound, TrackingNames.Plans, TrackingNames.Sources, TrackingNames.Registry })
        {
            Assert.All(after.Outputs(step), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        }
    }

    private static GeneratorRun Run() => GeneratorRun.Of(("base.senet.yaml", Base), ("extender.senet.yaml", Extender), ("other.senet.yaml", Other));

    // The emitted files that differ from those of the first run.
    private static IEnumerable<string> Changed(GeneratorRun run)
    {
        var before = Run().Sources;
        return run.Sources.Where(source => before[source.Key] != source.Value).Select(source => source.Key).Order(StringComparer.Ordinal);
    }

    private static void AssertReasons(GeneratorRun run, string step, params IncrementalStepRunReason[] expected) =>
        Assert.Equal(expected.Order(), run.Outputs(step).Select(output => output.Reason).Order());
}
