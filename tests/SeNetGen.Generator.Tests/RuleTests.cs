using Microsoft.CodeAnalysis;
using SeNetGen.Language;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Tests.RuleExamples;

namespace SeNetGen.Generator.Tests;

public class RuleTests
{
    // They speak of several faults or files at once and have tests of their own.
    private static readonly string[] WithoutOwnExample = ["SEN018", "SEN019", "SEN158", "SEN159"];

    [Fact]
    public void Every_rule_has_an_example()
    {
        var shown = RuleExampleTable.All.Select(example => example.Id).ToHashSet();
        Assert.Equal([], Rules.All.Select(rule => rule.Id).Except(WithoutOwnExample).Where(id => !shown.Contains(id)));
    }

    [Fact]
    public void Every_example_gives_exactly_its_fault_in_the_build()
    {
        Assert.All(RuleExampleTable.All, example =>
        {
            var found = Assert.Single(GeneratorRun.Of(example.Files).Diagnostics);
            Assert.Equal((example.Id, example.Message), (found.Id, found.GetMessage(null)));
            var (file, range) = example.Place;
            var place = found.Location.GetLineSpan();
            Assert.Equal(GeneratorRun.FullPath(file), place.Path);
            Assert.Equal(
                (range.Line, range.Column, range.EndLine, range.EndColumn),
                (place.StartLinePosition.Line, place.StartLinePosition.Character, place.EndLinePosition.Line, place.EndLinePosition.Character));
            Assert.Equal(Rules.Find(example.Id)!.Severity == Severity.Error, found.Severity == DiagnosticSeverity.Error);
        });
    }

    [Fact]
    public void What_the_generator_emits_of_a_faulty_file_is_what_the_command_line_emits()
    {
        Assert.All(RuleExampleTable.All, example =>
        {
            var expected = ArchitectureCompiler.Compile(example.Files, new("App", false)).Sources.ToDictionary(source => source.HintName, source => source.Text);
            Assert.Equal(expected, GeneratorRun.Of(example.Files).Sources);
        });
    }

    [Fact]
    public void Release_notes_list_every_rule()
    {
        var listed = Released("AnalyzerReleases.Shipped.md").Concat(Released("AnalyzerReleases.Unshipped.md"));
        Assert.Equal(Rules.All.Select(rule => $"{rule.Id} | SeNetGen | {rule.Severity} | {rule.Title}"), listed.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Released(string file) =>
        GeneratorRun.Architecture(file).Split('\n').Where(line => line.StartsWith("SEN", StringComparison.Ordinal));
}
