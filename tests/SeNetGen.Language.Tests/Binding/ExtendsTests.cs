using SeNetGen.Language.Planning;
using SeNetGen.Language.Tests.Planning;

namespace SeNetGen.Language.Tests.Binding;

public class ExtendsTests
{
    private const string Base = """
        language: 1
        family: Base
        input: { channels: 3, height: 8, width: 8 }
        parameters: { width: 4, kernel: 1 }
        stem: { conv1: { conv: width, kernel: kernel } }
        stages: { layer1: { pair: width } }
        head: { pool: global_avg_pool, fc: { linear: 10 } }
        blocks:
          pair: { parameters: { out: required }, layers: { conv1: { conv: out }, conv2: { conv: out } } }
        variants: { BaseNet: {}, Wide: { width: 8 } }

        """;

    private static string Extender(string family, string of, string rest) => $"language: 1\nfamily: {family}\nextends: {of}\n{rest}\n";

    [Fact]
    public void A_chain_of_three_takes_settings_and_sections_from_the_nearest_that_says_them()
    {
        var files = new[]
        {
            ("base.senet.yaml", Base),
            ("middle.senet.yaml", Extender("Middle", "base.senet.yaml#Wide", "parameters: { kernel: 3 }\nvariants: { MiddleNet: {} }")),
            ("leaf.senet.yaml", Extender("Leaf", "middle.senet.yaml#MiddleNet", "head: { pool: global_avg_pool, fc: { linear: 5 } }\nvariants: { LeafNet: {} }")),
        };
        Assert.Equal("conv1.weight 8 3 3 3", Key(Compiled.Network(files, "MiddleNet"), 0));
        var leaf = Compiled.Network(files, "LeafNet");
        Assert.Equal("conv1.weight 8 3 3 3", Key(leaf, 0));
        Assert.Contains("fc.weight 5 8", Compiled.Keys(leaf), StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_diamond_each_side_keeps_its_own_settings()
    {
        var files = new[]
        {
            ("base.senet.yaml", Base),
            ("left.senet.yaml", Extender("Left", "base.senet.yaml", "parameters: { width: 6 }\nvariants: { LeftNet: {} }")),
            ("right.senet.yaml", Extender("Right", "base.senet.yaml", "parameters: { kernel: 3 }\nvariants: { RightNet: {} }")),
        };
        Assert.Equal("conv1.weight 6 3 1 1", Key(Compiled.Network(files, "LeftNet"), 0));
        Assert.Equal("conv1.weight 4 3 3 3", Key(Compiled.Network(files, "RightNet"), 0));
        Assert.Equal("conv1.weight 4 3 1 1", Key(Compiled.Network(files, "BaseNet"), 0));
    }

    [Fact]
    public void A_block_of_the_same_name_replaces_the_bases()
    {
        var files = new[]
        {
            ("base.senet.yaml", Base),
            ("a.senet.yaml", Extender("A", "base.senet.yaml", "blocks: { pair: { parameters: { out: required }, layers: { only: { conv: out } } } }\nvariants: { A: {} }")),
        };
        Assert.Contains("layer1.only.weight", Compiled.Keys(Compiled.Network(files, "A")), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_file_of_a_cycle_reports_it_at_its_own_reference_and_a_file_that_leads_into_it_says_nothing()
    {
        Assert.Equal(
            [
                "a.senet.yaml(3,10): error SEN109: a file cannot build on itself: a.senet.yaml extends b.senet.yaml extends a.senet.yaml",
                "b.senet.yaml(3,10): error SEN109: a file cannot build on itself: b.senet.yaml extends a.senet.yaml extends b.senet.yaml",
            ],
            Compiled.Messages(
                ("a.senet.yaml", Extender("A", "b.senet.yaml", "")),
                ("b.senet.yaml", Extender("B", "a.senet.yaml", "")),
                ("c.senet.yaml", Extender("C", "a.senet.yaml", "variants: { C: {} }"))));
    }

    [Fact]
    public void A_missing_file_and_a_missing_variant_stand_at_the_reference()
    {
        Assert.Equal(
            [
                "a.senet.yaml(3,10): error SEN107: no architecture file 'bases.senet.yaml' in this project; did you mean 'base.senet.yaml'?",
                "b.senet.yaml(3,10): error SEN108: 'base.senet.yaml' has no variant 'wide'; did you mean 'Wide'?",
            ],
            Compiled.Messages(
                ("base.senet.yaml", Base),
                ("a.senet.yaml", Extender("A", "bases.senet.yaml", "variants: { A: {} }")),
                ("b.senet.yaml", Extender("B", "base.senet.yaml#wide", "variants: { B: {} }"))));
    }

    // A fault of the base: in its text, in a declaration, in the variant that is extended.
    [Theory]
    [InlineData("kernel: kernel }", "kernel: max(kernel, 1) }", "SEN015")]
    [InlineData("stem: { conv1: { conv: width", "stem: { conv1: { convs: width", "SEN150")]
    [InlineData("Wide: { width: 8 }", "Wide: { width: true }", "SEN120")]
    [InlineData("Wide: { width: 8 }", "Wide: { widht: 8 }", "SEN100")]
    [InlineData("conv: out }, conv2", "conv: out // 0 }, conv2", "SEN032")]
    public void A_fault_of_the_base_is_reported_once_and_leaves_its_extender_a_skeleton(string right, string wrong, string rule)
    {
        var files = new[]
        {
            ("base.senet.yaml", Base.Replace(right, wrong, StringComparison.Ordinal)),
            ("a.senet.yaml", Extender("A", "base.senet.yaml#Wide", "variants: { ExtenderNet: {} }")),
        };
        var (diagnostics, networks) = ArchitectureCompiler.Plan(files);
        var found = Assert.Single(diagnostics);
        Assert.Equal((rule, "base.senet.yaml"), (found.Id, found.File));
        Assert.Null(networks.Single(network => network.ClassName == "ExtenderNet").Plan);
    }

    [Fact]
    public void A_fault_that_only_an_extender_shows_stands_in_the_base_and_says_who_shows_it()
    {
        var files = new[]
        {
            ("sk.senet.yaml", Extender("SkNet", "base.senet.yaml", "variants: { SkResNet18: { kernel: 0 } }")),
            ("base.senet.yaml", Base),
        };
        var (diagnostics, networks) = ArchitectureCompiler.Plan(files);
        var found = Assert.Single(diagnostics);
        Assert.Equal("base.senet.yaml", found.File);
        Assert.EndsWith(" (as SkNet#SkResNet18 uses it)", found.Message, StringComparison.Ordinal);
        Assert.Equal(["BaseNet", "Wide"], networks.Where(network => network.Plan is not null).Select(network => network.ClassName));
    }

    private static string Key(NetworkPlan plan, int index) => Compiled.Keys(plan).Split('\n')[index];
}
