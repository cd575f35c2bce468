using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Syntax;
using SeNetGen.Language.Tests.RuleExamples;

namespace SeNetGen.Language.Tests.Syntax;

public class SyntaxRuleTests
{
    [Fact]
    public void Every_syntax_example_gives_its_one_fault_at_its_span()
    {
        var examples = new SyntaxRuleExamples().Examples.ToList();
        Assert.All(examples, example =>
        {
            var (file, text) = example.Files.Single();
            var parsed = ArchitectureParser.Parse(file, text);
            var found = Assert.Single(DiagnosticJoin.Join(parsed.Faults, _ => parsed.Spans));
            Assert.Equal((example.Id, example.Message), (found.Id, found.Message));
            Assert.Equal(example.Place, (found.File, found.Range));
        });
    }
}
