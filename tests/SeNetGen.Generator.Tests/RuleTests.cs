using Microsoft.CodeAnalysis;
using SeNetGen.Language;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Tests.RuleExamples;

namespace SeNetGen.Generator.Tests;

public class RuleTests
{
    [Fact]
    public void Every_example_gives_exactly_its_faults_in_the_build()
    {
        Assert.All(RulesDocument.Read.Examples, example =>
        {
            var found = GeneratorRun.Of(example.Files).Diagnostics;
            Assert.Equal(example.Printed, example.Shorten([.. found.Select(Printed)]));
            var marked = found.Where(diagnostic => diagnostic.Id == example.Id).Select(diagnostic => diagnostic.Location.GetLineSpan());
            Assert.Equal(
                example.Places.Select(place => (GeneratorRun.FullPath(place.File), place.Range.Line, place.Range.Column, place.Range.EndLine, place.Range.EndColumn)),
                marked.Select(place => (place.Path, place.StartLinePosition.Line, place.StartLinePosition.Character, place.EndLinePosition.Line, place.EndLinePosition.Character)));
            Assert.All(found, diagnostic => Assert.EndsWith($"generators/RULES.md#{diagnostic.Id.ToLowerInvariant()}", diagnostic.Descriptor.HelpLinkUri, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void What_the_generator_emits_of_a_faulty_file_is_what_the_command_line_emits()
    {
        Assert.All(RulesDocument.Read.Examples, example =>
        {
            var expected = ArchitectureCompiler.Compile(example.Files, new("App", false)).Sources.ToDictionary(source => source.HintName, source => source.Text);
            Assert.Equal(expected, GeneratorRun.Of(example.Files).Sources);
        });
    }

    [Fact]
    public void Release_notes_list_every_rule() => Assert.Equal(
        Rules.All.Select(rule => $"{rule.Id} | SeNetGen | {rule.Severity} | {rule.Title}"),
        Added().Where(line => !Removed().Contains(line[..6])).Order(StringComparer.Ordinal));

    [Fact]
    public void An_id_is_given_once_and_what_is_removed_was_given()
    {
        var ids = Added().Select(line => line[..6]).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal([], Removed().Except(ids));
    }

    // What dotnet build prints, with the path in the project.
    private static string Printed(Microsoft.CodeAnalysis.Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetLineSpan();
        var file = Path.GetRelativePath(GeneratorRun.FullPath(""), place.Path);
        var severity = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        return $"{file}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {severity} {diagnostic.Id}: {diagnostic.GetMessage(null)}";
    }

    private static IEnumerable<string> Added() => Released().Where(line => line.Section == "### New Rules").Select(line => line.Rule);

    // A rule that goes keeps its line among the new ones and has another here: its id stays taken.
    private static HashSet<string> Removed() => [.. Released().Where(line => line.Section == "### Removed Rules").Select(line => line.Rule[..6])];

    // The lines that name a rule, each with the heading above it.
    private static IEnumerable<(string Section, string Rule)> Released()
    {
        foreach (var file in new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" })
        {
            var section = "";
            foreach (var line in GeneratorRun.Architecture(file).Split('\n'))
            {
                section = line.StartsWith('#') ? line : section;
                if (line.StartsWith("SEN", StringComparison.Ordinal))
                {
                    yield return (section, line);
                }
            }
        }
    }
}
