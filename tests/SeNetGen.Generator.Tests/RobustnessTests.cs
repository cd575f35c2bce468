namespace SeNetGen.Generator.Tests;

/// <summary>What the host of a generator may do: cancel it, and hand it text as editors save it.</summary>
public class RobustnessTests
{
    [Theory]
    [InlineData("mindcv.senet.yaml")]
    [InlineData("resnet.senet.yaml")]
    [InlineData("small.senet.yaml")]
    public void A_cancelled_run_ends_at_once_and_the_next_is_whole(string file)
    {
        var expected = GeneratorRun.Of(GeneratorRun.Zoo).Sources;
        using var cancellation = new CancellationTokenSource();
        var (cancelled, again) = GeneratorRun.Cancelled(GeneratorRun.Zoo, file, cancellation);
        Assert.True(cancelled);
        Assert.Equal(expected, again.Sources);
    }

    [Fact]
    public void Planning_ends_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        var tree = Language.Syntax.ArchitectureParser.Parse("a.senet.yaml", GeneratorRun.Architecture("small.senet.yaml"));
        var bound = Language.Binding.Binder.Bind(Language.Binding.Linker.Link("a.senet.yaml", tree.Root!, _ => null, []));
        Assert.Throws<OperationCanceledException>(() =>
            Language.Planning.Planner.Plan(bound.Architecture!, bound.Architecture!.Variants[0], cancellation.Token));
    }

    // Columns count UTF-16 units, as compilers and editors do: a surrogate pair before the fault is two.
    [Theory]
    [InlineData("", "\n")]
    [InlineData("", "\r\n")]
    [InlineData("\uFEFF", "\n")]
    [InlineData("\uFEFF", "\r\n")]
    public void Line_ends_a_byte_order_mark_and_surrogate_pairs_do_not_move_a_fault(string mark, string end)
    {
        var text = mark + string.Join(end,
            "language: 1", "family: F", "# \U0001F600", "input: { channels: 3, height: 8, width: 8 }", "stem: {}", "stages: { act1: relu }",
            "head: { pool: global_avg_pool, fc: { linear: 10 } }", "variants: { Tiny: { summary: \"\U0001F600 Größe\", widht: 4 } }", "");
        var found = Assert.Single(GeneratorRun.Of(("a.senet.yaml", text)).Diagnostics);
        Assert.Equal("SEN100", found.Id);
        Assert.Equal("(7,41)-(7,46)", found.Location.GetLineSpan().Span.ToString());
        Assert.Equal(text.IndexOf("widht", StringComparison.Ordinal) - mark.Length, found.Location.SourceSpan.Start);
    }
}
