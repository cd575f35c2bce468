using SeNetGen.Language.Tests.Planning;

namespace SeNetGen.Language.Tests.Binding;

public class UnusedDefinitionsTests
{
    private const string Family = """
        language: 1
        family: F
        input: { channels: 3, height: 8, width: 8 }
        parameters: { width: 4, block: plain, deep: false }
        let: { half: width // 2 }
        stem: { conv1: { conv: half } }
        stages: { layer1: { block: width, when: deep } }
        head: { pool: global_avg_pool, fc: { linear: 10 } }
        blocks:
          plain:
            parameters: { out: required, groups: 1 }
            layers: { conv1: { conv: out } }
          other:
            parameters: { out: required, groups: 1 }
            let: { inner: out * 2 }
            layers: { conv1: { conv: inner, groups: groups }, act1: { helper } }
          helper: { layers: { conv1: { conv: 4 } } }

        """;

    [Fact]
    public void Names_are_followed_through_settings_lets_and_blocks()
    {
        Assert.Equal([], Compiled.Messages(Family + "variants: { A: {}, B: { block: other } }\n"));
    }

    [Fact]
    public void What_only_an_unused_definition_uses_is_unused_too()
    {
        Assert.Equal(
            [
                "a.senet.yaml(13,3): warning SEN142: block 'other' is used by no variant of this file; use it, or take it out",
                "a.senet.yaml(17,3): warning SEN142: block 'helper' is used by no variant of this file; use it, or take it out",
            ],
            Compiled.Messages(Family + "variants: { A: {} }\n"));
    }

    [Fact]
    public void A_file_without_variants_only_offers()
    {
        Assert.Equal([], Compiled.Messages("language: 1\nfamily: F\nparameters: { width: 4 }\nblocks: { b: { layers: { conv1: { conv: 4 } } } }\n"));
    }

    [Fact]
    public void What_a_base_offers_is_unused_neither_there_nor_in_its_extender()
    {
        const string extender = "language: 1\nfamily: G\nextends: a.senet.yaml\nstages: { layer1: { other: width } }\nvariants: { C: {} }\n";
        Assert.Equal([], Compiled.Messages(("a.senet.yaml", Family + "variants: { A: {} }\n"), ("b.senet.yaml", extender)));
    }

    [Fact]
    public void An_extenders_own_definition_that_it_does_not_use_is_unused()
    {
        const string extender = "language: 1\nfamily: G\nextends: a.senet.yaml\nparameters: { extra: 1 }\nvariants: { C: { block: other } }\n";
        Assert.Equal(
            ["b.senet.yaml(4,15): warning SEN142: parameter 'extra' is used by no variant of this file; use it, or take it out"],
            Compiled.Messages(("a.senet.yaml", Family + "variants: { A: {}, B: { block: other } }\n"), ("b.senet.yaml", extender)));
    }

    [Fact]
    public void In_a_faulty_file_nothing_is_said_of_unused_definitions()
    {
        Assert.Equal(
            ["a.senet.yaml(18,25): error SEN151: there is no parameter, let or layer 'othre' here; did you mean 'other'?"],
            Compiled.Messages(Family + "variants: { A: { block: othre } }\n"));
    }
}
