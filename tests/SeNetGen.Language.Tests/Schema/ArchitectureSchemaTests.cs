using System.Runtime.CompilerServices;
using NJsonSchema;
using SeNetGen.Language.Operations;
using SeNetGen.Language.Schema;
using SeNetGen.Language.Tests.RuleExamples;

namespace SeNetGen.Language.Tests.Schema;

public class ArchitectureSchemaTests
{
    // What can be seen without knowing names, kinds, shapes or the order of keys. (Editors also see misformed names; NJsonSchema knows no 'propertyNames'.)
    private static readonly string[] Visible = ["SEN102", "SEN104", "SEN112", "SEN116", "SEN123", "SEN124"];

    private static readonly JsonSchema Schema = JsonSchema.FromJsonAsync(ArchitectureSchema.Text).GetAwaiter().GetResult();

    public static TheoryData<string> Zoo => [.. typeof(ArchitectureSchemaTests).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".senet.yaml", StringComparison.Ordinal))];

    [Fact]
    public void The_committed_schema_is_what_is_written_from_the_tables()
    {
        if (Read("senet.schema.json") != ArchitectureSchema.Text)
        {
            var received = Path.Combine(Folder(), "..", "..", "..", "architectures", "senet.schema.received.json");
            File.WriteAllText(received, ArchitectureSchema.Text);
            Assert.Fail("architectures/senet.schema.json is stale: look at senet.schema.received.json beside it, then rename that");
        }
    }

    [Theory]
    [MemberData(nameof(Zoo))]
    public void Every_file_of_the_zoo_names_the_schema_and_is_accepted_by_it(string file)
    {
        var text = Read(file);
        Assert.StartsWith("# yaml-language-server: $schema=senet.schema.json\n", text, StringComparison.Ordinal);
        Assert.Equal([], Faults(text));
    }

    [Fact]
    public void Every_mended_example_of_the_rules_is_accepted() => Assert.All(
        RulesDocument.Read.Examples.SelectMany(example => example.Mended ?? []), file => Assert.Equal([], Faults(file.Text)));

    [Fact]
    public void What_can_be_seen_without_compiling_is_refused()
    {
        var examples = RulesDocument.Read.Examples.Where(example => Visible.Contains(example.Id)).ToList();
        Assert.Equal(Visible, examples.Select(example => example.Id).Distinct());
        Assert.All(examples, example => Assert.NotEmpty(Faults(example.Files[0].Text)));
    }

    [Theory]
    [InlineData("sumary: Small.")]
    [InlineData("input: { channels: 3, height: 16, width: 16, depth: 3 }")]
    [InlineData("input: [3, 16, 16]")]
    [InlineData("stem: { conv1: { conv: [4] } }")]
    [InlineData("stem: { conv1: { conv: 4, kernel: true } }")]
    [InlineData("stem: { conv1: { conv: 4, repeats: 2 } }")]
    [InlineData("stem: { conv1: }")]
    [InlineData("stages: { se: { squeeze_excite, weights: dense } }")]
    [InlineData("stages: { bn1: { batch_norm: 4 } }")]
    [InlineData("stages: { body: { layers: { act: relu }, repeat: 2 } }")]
    [InlineData("blocks: { basic: { parameter: { planes: 4 }, layers: { act: relu } } }")]
    [InlineData("blocks: { basic: { parameters: { planes: 4 } } }")]
    [InlineData("parameters: { classes: { default: 10, runtime: 1 } }")]
    [InlineData("variants: { Tiny: { expect: { parameter: 62 } } }")]
    [InlineData("variants: { Tiny: { expect: { output: 10 } } }")]
    [InlineData("defaults: { batch_norm: { epsilon: 1e-3 } }")]
    [InlineData("defaults: { batchnorm: { eps: 1e-3 } }")]
    [InlineData("initialise: tim")]
    [InlineData("initialise: { conv: ones }")]
    public void A_wrong_section_is_refused(string section) => Assert.NotEmpty(Faults($"language: 1\nfamily: Tiny\n{section}\n"));

    [Fact]
    public void Every_operation_and_argument_is_explained()
    {
        Assert.All(OperationTable.All, operation =>
        {
            var signature = operation.Signature;
            Assert.Contains(signature.Summary, ArchitectureSchema.Text, StringComparison.Ordinal);
            Assert.All(signature.Arguments, argument => Assert.Contains($"'{argument.Name}': {argument.Summary.Replace("\"", "\\\"", StringComparison.Ordinal)}", ArchitectureSchema.Text, StringComparison.Ordinal));
        });
    }

    private static IEnumerable<string> Faults(string yaml) => Schema.Validate(YamlJson.Read(yaml)).Select(fault => fault.ToString());

    private static string Read(string file)
    {
        using var stream = typeof(ArchitectureSchemaTests).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
