using SeNetGen.Language.Tests.Planning;

namespace SeNetGen.Language.Tests.Binding;

public class DuplicateNamesTests
{
    [Fact]
    public void A_class_in_two_files_is_a_fault_at_both_places()
    {
        Assert.Equal(
            [
                "a.senet.yaml(7,13): error SEN158: class 'Tiny' is also declared at b.senet.yaml(7,13); class names are unique in a project, ignoring case",
                "b.senet.yaml(7,13): error SEN158: class 'Tiny' is also declared at a.senet.yaml(7,13); class names are unique in a project, ignoring case",
            ],
            Compiled.Messages(("a.senet.yaml", Network("{ Tiny: {} }")), ("b.senet.yaml", Network("{ Tiny: {} }"))));
    }

    [Fact]
    public void Class_names_that_differ_in_case_alone_are_a_fault()
    {
        Assert.All(Compiled.Messages(Network("{ Tiny: {}, TINY: { name: other } }")), message => Assert.Contains("SEN158", message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_network_name_used_twice_is_a_fault_at_both_places()
    {
        Assert.Equal(
            [
                "a.senet.yaml(7,27): error SEN159: network 'net' is also declared at a.senet.yaml(7,49); names are unique in a project, ignoring case",
                "a.senet.yaml(7,49): error SEN159: network 'NET' is also declared at a.senet.yaml(7,27); names are unique in a project, ignoring case",
            ],
            Compiled.Messages(Network("{ Tiny: { name: net }, Other: { name: NET } }")));
    }

    private static string Network(string variants) => $$"""
        language: 1
        family: Tiny
        input: { channels: 3, height: 8, width: 8 }
        stem: { conv1: { conv: 4 } }
        stages: { act1: relu }
        head: { pool: global_avg_pool, fc: { linear: 10 } }
        variants: {{variants}}
        """;
}
