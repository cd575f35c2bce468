using SeNetGen.Torch;

namespace SeNetGen.Tests.Torch;

public sealed class FastPathsTests
{
    [Theory]
    [InlineData(null, FastPath.Allocator | FastPath.FusedSgd)]
    [InlineData("", FastPath.Allocator | FastPath.FusedSgd)]
    [InlineData("1", FastPath.Allocator | FastPath.FusedSgd)]
    [InlineData("0", FastPath.None)]
    [InlineData("-fused_sgd", FastPath.Allocator)]
    [InlineData("-allocator", FastPath.FusedSgd)]
    [InlineData("-allocator, -fused_sgd", FastPath.None)]
    public void Variable_turns_paths_off(string? text, FastPath expected) => Assert.Equal(expected, FastPaths.Parse(text));

    [Theory]
    [InlineData("fused_sgd", "'fused_sgd'", "; did you mean '-fused_sgd'?")]
    [InlineData("-alocator", "'-alocator'", "; did you mean '-allocator'?")]
    [InlineData("-allocator,0", "'0'", "")]
    [InlineData("-allocator,", "''", "")]
    [InlineData("off", "'off'", "")]
    public void Other_texts_are_refused(string text, string word, string meant)
    {
        var error = Assert.Throws<SenetException>(() => FastPaths.Parse(text));

        Assert.Equal($"SENETGEN_FAST: {word} is none of 0 (all fast paths off), 1 (all on) and -allocator, -fused_sgd (one off){meant}", error.Message);
    }

    [Fact]
    public void Refusal_comes_before_LibTorch_is_loaded()
    {
        var (output, exitCode, _) = ProbeProcess.Run(["load"], new Dictionary<string, string?> { [FastPaths.Variable] = "2" });

        Assert.Equal((1, "refused: SENETGEN_FAST: '2' is none of 0 (all fast paths off), 1 (all on) and -allocator, -fused_sgd (one off)"), (exitCode, output));
    }
}
