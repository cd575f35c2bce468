using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Tests.Planning;

namespace SeNetGen.Language.Tests.RuleExamples;

/// <summary>Holds <c>generators/RULES.md</c> to the compiler.</summary>
public class RuleTests
{
    [Fact]
    public void Every_rule_has_its_entry_under_its_title() =>
        Assert.Equal(Rules.All.Select(rule => (rule.Id, rule.Title)), RulesDocument.Read.Entries);

    [Fact]
    public void Every_rule_shows_a_mended_example()
    {
        var shown = RulesDocument.Read.Examples.Where(example => example.Mended is not null).Select(example => example.Id).ToHashSet();
        Assert.Equal([], Rules.All.Select(rule => rule.Id).Where(id => !shown.Contains(id)));
    }

    [Fact]
    public void Every_wrong_example_prints_exactly_what_stands_below_it() => Assert.All(RulesDocument.Read.Examples, example =>
    {
        var lines = Compiled.Messages([.. example.Files]);
        Assert.Equal(example.Printed, example.Shorten(lines));
        Assert.Contains($" {example.Id}: ", example.Printed[^1], StringComparison.Ordinal);
    });

    [Fact]
    public void Every_fault_of_an_example_is_reported_at_its_marks() => Assert.All(RulesDocument.Read.Examples, example =>
    {
        var found = ArchitectureCompiler.Plan(example.Files).Diagnostics.Where(diagnostic => diagnostic.Id == example.Id);
        Assert.Equal(example.Places, found.Select(diagnostic => (diagnostic.File, diagnostic.Range)));
    });

    [Fact]
    public void No_mended_example_prints_anything() => Assert.All(RulesDocument.Read.Examples, example =>
        Assert.Equal([], Compiled.Messages([.. example.Mended ?? []])));
}
