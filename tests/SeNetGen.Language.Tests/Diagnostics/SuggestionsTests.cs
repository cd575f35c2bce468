using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Tests.Diagnostics;

public class SuggestionsTests
{
    private static readonly string[] Operations = ["conv", "batch_norm", "relu", "silu", "sigmoid", "max_pool", "avg_pool", "linear", "add", "squeeze_excite"];

    [Theory]
    [InlineData("cnov", "conv")]
    [InlineData("Conv", "conv")]
    [InlineData("batchnorm", "batch_norm")]
    [InlineData("squeeze_exite", "squeeze_excite")]
    [InlineData("maxpool", "max_pool")]
    [InlineData("rel", "relu")]
    [InlineData("lineer", "linear")]
    [InlineData("attention", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void Closest_finds_what_was_meant(string name, string? expected) => Assert.Equal(expected, Suggestions.Closest(name, Operations));

    [Fact]
    public void Equally_near_candidates_are_taken_in_ordinal_order() => Assert.Equal("conv1", Suggestions.Closest("conv9", ["conv2", "conv1", "conv3"]));

    [Fact]
    public void The_name_itself_is_no_suggestion() => Assert.Null(Suggestions.Closest("relu", ["relu"]));

    [Fact]
    public void DidYouMean_ends_a_message_or_says_nothing()
    {
        Assert.Equal("; did you mean 'relu'?", Suggestions.DidYouMean("rleu", Operations));
        Assert.Equal("", Suggestions.DidYouMean("transformer", Operations));
    }
}
