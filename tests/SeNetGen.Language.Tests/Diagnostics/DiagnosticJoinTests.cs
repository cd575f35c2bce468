using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Tests.Diagnostics;

public class DiagnosticJoinTests
{
    private static readonly Rule Wrong = new("SEN999", "Wrong", "{0} is wrong");
    private static readonly Rule Odd = new("SEN998", "Odd", "{0} is odd", Severity.Warning);

    [Theory]
    [InlineData("a: 1 + x\n", "a.senet.yaml(1,8)")]
    [InlineData("a: '1 + x'\n", "a.senet.yaml(1,9)")]
    [InlineData("b: 2\na: { a: 0 }\n", "a.senet.yaml(2,4)")]
    [InlineData("a: >\n  1 +\n  x\n", "a.senet.yaml(1,4)")]
    public void A_part_of_a_scalar_is_mapped_where_its_text_stands_in_one_line(string text, string expected)
    {
        var parsed = ArchitectureParser.Parse("a.senet.yaml", text);
        var value = parsed.Root!.Find("a")!.Value;
        var diagnostic = Join(parsed, Fault.Of(Wrong, new("a.senet.yaml", value.Id, 4, 1), "x")).Single();
        Assert.Equal($"{expected}: error SEN999: x is wrong", diagnostic.ToString());
    }

    [Fact]
    public void Places_inside_a_message_are_printed_with_line_and_column()
    {
        var parsed = ArchitectureParser.Parse("a.senet.yaml", "a: 1\nb: 2\n");
        var diagnostic = Join(parsed, Fault.Of(Wrong, Key(parsed, "a"), Key(parsed, "b"))).Single();
        Assert.Equal("a.senet.yaml(2,1) is wrong", diagnostic.Message);
    }

    [Fact]
    public void Diagnostics_are_sorted_by_place_and_one_rule_speaks_once_a_place()
    {
        var parsed = ArchitectureParser.Parse("a.senet.yaml", "a: 1\nb: 2\n");
        var found = Join(parsed,
            Fault.Of(Wrong, Key(parsed, "b"), "b"), Fault.Of(Wrong, Key(parsed, "a"), "a"), Fault.Of(Odd, Key(parsed, "a"), "a"), Fault.Of(Wrong, Key(parsed, "b"), "b"));
        Assert.Equal(["SEN998", "SEN999", "SEN999"], found.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void A_file_shows_twenty_and_says_how_many_more_and_errors_come_before_warnings()
    {
        var parsed = ArchitectureParser.Parse("a.senet.yaml", string.Concat(Enumerable.Range(0, 30).Select(i => $"k{i}: 1\n")));
        var faults = parsed.Root!.Entries.Select((entry, i) => Fault.Of(i < 10 ? Odd : Wrong, new("a.senet.yaml", entry.Key.Id), entry.Key.Text));
        var found = Join(parsed, [.. faults]);
        Assert.Equal(21, found.Count);
        Assert.Equal(20, found.Count(diagnostic => diagnostic.Id == "SEN999"));
        Assert.Equal("a.senet.yaml(1,1): warning SEN019: 10 more faults of this file are not shown; mend those above first", found[20].ToString());
    }

    [Fact]
    public void A_file_without_spans_has_its_faults_at_its_start() =>
        Assert.Equal(default, DiagnosticJoin.Join([Fault.Of(Wrong, new("a.senet.yaml", 7), "a")], _ => null).Single().Range);

    [Fact]
    public void Rules_have_ids_of_their_own_and_titles()
    {
        Assert.Equal(Rules.All.Count, Rules.All.Select(rule => rule.Id).Distinct().Count());
        Assert.All(Rules.All, rule => Assert.Matches("^SEN[0-9]{3}$", rule.Id));
        Assert.All(Rules.All, rule => Assert.NotEmpty(rule.Title));
        Assert.Same(Rules.InvalidYaml, Rules.Find("SEN001"));
    }

    private static EquatableArray<Diagnostic> Join(ParsedFile parsed, params Fault[] faults) => DiagnosticJoin.Join(faults, _ => parsed.Spans);

    private static SourceRef Key(ParsedFile parsed, string key) => new("a.senet.yaml", parsed.Root!.Find(key)!.Key.Id);
}
