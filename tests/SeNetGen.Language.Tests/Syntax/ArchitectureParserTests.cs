using CsCheck;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Tests.Syntax;

public class ArchitectureParserTests
{
    private const string Network = """
        language: 1
        family: Tiny # a comment
        input: { channels: 3, height: 8, width: 8 }
        stem: { conv1: { conv: "max(4, 8)", kernel: 3 }, bn1: batch_norm }
        variants:
          Tiny: { name: 'tiny', expect: { parameters: 1_000, legal_sizes: [8, 16] } }

        """;

    [Fact]
    public void Nodes_are_numbered_in_preorder_with_the_key_before_its_value()
    {
        var root = Parse("a: { b: 1, c: [x, y] }\nd: 2\n");
        var ids = new List<int>();
        Walk(root, node => ids.Add(node.Id));
        Assert.Equal(Enumerable.Range(0, 11), ids);
        Assert.Equal(9, root.Find("d")!.Key.Id);
        Assert.Equal(10, root.Find("d")!.Value.Id);
    }

    [Fact]
    public void A_comment_and_other_blanks_leave_the_tree_equal()
    {
        var changed = "# Networks\n\n" + Network.Replace("{ ", "{   ", StringComparison.Ordinal).Replace("variants:", "\n# all\nvariants:", StringComparison.Ordinal);
        Assert.Equal(Parse(Network), Parse(changed));
        Assert.Equal(Parse(Network).GetHashCode(), Parse(changed).GetHashCode());
    }

    [Fact]
    public void A_changed_value_changes_the_tree() =>
        Assert.NotEqual(Parse(Network), Parse(Network.Replace("kernel: 3", "kernel: 5", StringComparison.Ordinal)));

    [Theory]
    [InlineData("on")]
    [InlineData("no")]
    [InlineData("1_000")]
    [InlineData("0x10")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("1e-3")]
    [InlineData("not a == b")]
    [InlineData("planes * base_width // 64 * groups")]
    public void Scalars_stay_text(string scalar)
    {
        var value = Parse($"a: {scalar}\n").Find("a")!.Value;
        Assert.Equal((SyntaxKind.Scalar, scalar, false), (value.Kind, value.Text, value.IsQuoted));
    }

    [Fact]
    public void Quotes_are_resolved_and_remembered()
    {
        var root = Parse("a: 'it''s'\nb: \"x\\u0041\"\nc: ''\nd:\n");
        Assert.Equal(("it's", true), (root.Find("a")!.Value.Text, root.Find("a")!.Value.IsQuoted));
        Assert.Equal(("xA", true), (root.Find("b")!.Value.Text, root.Find("b")!.Value.IsQuoted));
        Assert.False(root.Find("c")!.Value.IsEmpty);
        Assert.True(root.Find("d")!.Value.IsEmpty);
    }

    [Fact]
    public void A_key_alone_in_braces_has_an_empty_value()
    {
        var root = Parse("a: { batch_norm, gamma: 0 }\n");
        var layer = root.Find("a")!.Value;
        Assert.True(layer.IsFlow);
        Assert.True(layer.Find("batch_norm")!.Value.IsEmpty);
        Assert.Equal("0", layer.Find("gamma")!.Value.Text);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Spans_count_every_line_end_and_surrogate_as_SourceText_does(string newLine)
    {
        var text = string.Join(newLine, "# 𝄞 é", "a: 𝄞x", "b: { c: 'd e' }", "");
        var parsed = ArchitectureParser.Parse("a.senet.yaml", text);
        var quoted = parsed.Root!.Find("b")!.Value.Find("c")!.Value;
        var range = parsed.Spans.Ranges[quoted.Id];
        Assert.Equal("'d e'", text.Substring(range.Start, range.Length));
        Assert.Equal((2, 8, 2, 13), (range.Line, range.Column, range.EndLine, range.EndColumn));
        Assert.Equal(range.Start + 1, parsed.Spans.ScalarStarts[quoted.Id]);
        var wide = parsed.Spans.Ranges[parsed.Root.Find("a")!.Value.Id];
        Assert.Equal((1, 3, 3), (wide.Line, wide.Column, wide.Length));
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_key()
    {
        var parsed = ArchitectureParser.Parse("a.senet.yaml", "\uFEFFlanguage: 1\n");
        Assert.Equal("language", parsed.Root!.Entries[0].Key.Text);
        Assert.Equal(1, parsed.Spans.Ranges[parsed.Root.Entries[0].Key.Id].Start);
    }

    [Fact]
    public void Collections_span_from_their_first_to_their_last_character()
    {
        const string Text = "a: { b: [1, 2] }  # end\nc:\n  d: 1\n  e: 2\n\nf: 3\n";
        var parsed = ArchitectureParser.Parse("a.senet.yaml", Text);
        Assert.Equal("{ b: [1, 2] }", Part("a"));
        Assert.Equal("d: 1\n  e: 2", Part("c"));

        string Part(string key)
        {
            var range = parsed.Spans.Ranges[parsed.Root!.Find(key)!.Value.Id];
            return Text.Substring(range.Start, range.Length);
        }
    }

    [Theory]
    [InlineData("a: |\n  x\n  y\n")]
    [InlineData("a: x\n  y\n")]
    [InlineData("a: \"x\\u0041\"\n")]
    public void Offsets_are_not_mapped_into_text_that_is_not_there_letter_for_letter(string text)
    {
        var parsed = ArchitectureParser.Parse("a.senet.yaml", text);
        Assert.Equal(-1, parsed.Spans.ScalarStarts[parsed.Root!.Find("a")!.Value.Id]);
    }

    [Fact]
    public void Several_faults_are_reported_at_once_and_the_tree_stays()
    {
        var parsed = ArchitectureParser.Parse("a.senet.yaml", "a: 1\na: 2\nb: &x 3\nc: { <<: 1, d: !t 4 }\n");
        Assert.Equal(["SEN006", "SEN007", "SEN008", "SEN009"], parsed.Faults.Select(fault => fault.Rule.Id).Order());
        Assert.Equal(["a", "b", "c"], parsed.Root!.Entries.Select(entry => entry.Key.Text));
        Assert.Equal("1", parsed.Root.Find("a")!.Value.Text);
    }

    [Fact]
    public void Cut_expressions_are_put_together_again()
    {
        var parsed = ArchitectureParser.Parse("a.senet.yaml",
            "a: { x: make_divisible(c // 16, 8), y: min(1, max(2, 3)), z: 1 }\nb: [min(1, 2), 3]\n");
        var a = parsed.Root!.Find("a")!.Value;
        Assert.Equal(["x", "y", "z"], a.Entries.Select(entry => entry.Key.Text));
        Assert.Equal("make_divisible(c // 16, 8)", a.Find("x")!.Value.Text);
        Assert.Equal("min(1, max(2, 3))", a.Find("y")!.Value.Text);
        Assert.Equal(["min(1, 2)", "3"], parsed.Root.Find("b")!.Value.Items.Select(item => item.Text));
        Assert.Equal(3, parsed.Faults.Count);
        Assert.All(parsed.Faults, fault => Assert.Same(Rules.QuoteExpression, fault.Rule));
    }

    [Fact]
    public void A_bracket_that_nothing_closes_is_seen_by_the_binder_as_damage()
    {
        var parsed = ArchitectureParser.Parse("a.senet.yaml", "a: { x: min(c, 8, y: 1 }\n");
        Assert.Empty(parsed.Faults);
        var entries = parsed.Root!.Find("a")!.Value.Entries;
        Assert.True(FlowDamage.Looks(entries[0]));
        Assert.False(FlowDamage.Looks(entries[2]));
    }

    [Fact]
    public void Text_that_its_reader_did_not_find_to_be_Utf8_is_refused_at_its_first_odd_character()
    {
        var parsed = ArchitectureParser.Parse("a.senet.yaml", "summary: café\n", isUtf8: false);
        Assert.Null(parsed.Root);
        Assert.Equal("a.senet.yaml(1,13): error SEN013: the file is not UTF-8 here; save it with the encoding UTF-8",
            DiagnosticJoin.Join(parsed.Faults, _ => parsed.Spans).Single().ToString());
    }

    [Fact]
    public void A_hundred_thousand_brackets_are_given_up_at_the_depth_limit()
    {
        var parsed = ArchitectureParser.Parse("a.senet.yaml", "a: " + new string('[', 100_000));
        Assert.Same(Rules.NestingTooDeep, Assert.Single(parsed.Faults).Rule);
    }

    [Fact]
    public void Mutated_text_never_throws_and_its_spans_stay_inside()
    {
        string[] bits = ["{", "}", "[", "]", ",", ":", ": ", "'", "\"", "\n", "\r\n", "\t", "  ", "- ", "&a", "*a", "!t", "---\n", "|", "\0", "\uFFFD", "\uD834", "#", "%", "? ", "<<", "\u2028"];
        Gen.Select(Gen.Int[0, Network.Length], Gen.Int[0, 12], Gen.Int[0, bits.Length - 1].Select(i => bits[i])).Array[1, 6].Sample(edits =>
        {
            var text = Network;
            foreach (var (at, removed, bit) in edits)
            {
                var start = Math.Min(at, text.Length);
                text = text[..start] + bit + text[Math.Min(start + removed, text.Length)..];
            }

            var parsed = ArchitectureParser.Parse("a.senet.yaml", text);
            SkeletonScanner.FindVariants(text);
            return (parsed.Root is not null || parsed.Faults.Count > 0)
                && parsed.Spans.Ranges.Count == parsed.Spans.ScalarStarts.Count
                && parsed.Spans.Ranges.All(range => range.Start >= 0 && range.Length >= 0 && range.Start + range.Length <= text.Length)
                && parsed.Faults.All(fault => fault.At.Node < parsed.Spans.Ranges.Count)
                && (parsed.Root is null || Count(parsed.Root) <= parsed.Spans.Ranges.Count);
        }, iter: 3_000);
    }

    private static int Count(SyntaxNode root)
    {
        var count = 0;
        Walk(root, _ => count++);
        return count;
    }

    private static void Walk(SyntaxNode node, Action<SyntaxNode> visit)
    {
        visit(node);
        foreach (var item in node.Items)
        {
            Walk(item, visit);
        }

        foreach (var entry in node.Entries)
        {
            Walk(entry.Key, visit);
            Walk(entry.Value, visit);
        }
    }

    private static SyntaxNode Parse(string text)
    {
        var parsed = ArchitectureParser.Parse("a.senet.yaml", text);
        Assert.Empty(parsed.Faults);
        return parsed.Root!;
    }
}
