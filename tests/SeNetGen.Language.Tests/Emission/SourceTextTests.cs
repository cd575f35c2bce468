using SeNetGen.Language.CSharp;
using SeNetGen.Language.Emission;

namespace SeNetGen.Language.Tests.Emission;

public class SourceTextTests
{
    [Theory]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("a\\b", "\"a\\\\b\"")]
    [InlineData("a\r\nb", "\"a\\r\\nb\"")]
    [InlineData("*/ <c> ]]>", "\"*/ <c> ]]>\"")]
    [InlineData("\u2028\u202E", "\"\\u2028\\u202e\"")]
    [InlineData("\uD83D\uDE00", "\"\\ud83d\\ude00\"")]
    public void Literal_escapes_what_could_end_it(string text, string expected) => Assert.Equal(expected, SourceText.Literal(text));

    [Theory]
    [InlineData("<see/> & ]]>", "&lt;see/&gt; &amp; ]]&gt;")]
    [InlineData("a\nb\u2028c\u0085d", "a b c d")]
    [InlineData("\u202E", "&#x202E;")]
    [InlineData("*/ \"\\", "*/ \"\\")]
    public void Xml_stays_text_on_one_line(string text, string expected) => Assert.Equal(expected, SourceText.Xml(text));

    [Fact]
    public void Xml_replaces_half_a_surrogate_pair()
    {
        Assert.Equal("a\uFFFDb", SourceText.Xml("a\uD83Db"));
        Assert.Equal("\uD83D\uDE00", SourceText.Xml("\uD83D\uDE00"));
    }

    [Theory]
    [InlineData("conv1_1x1", "conv", "Conv1_1x1")]
    [InlineData("se_module", "squeeze_excite", "SeModule")]
    [InlineData("0", "conv", "Conv0")]
    [InlineData("1", "batch_norm", "BatchNorm1")]
    public void Member_follows_the_key_or_for_numbers_the_head(string key, string head, string expected) =>
        Assert.Equal(expected, Naming.Member(key, head, null));

    [Fact]
    public void Registry_lists_networks_by_name()
    {
        var text = RegistryEmitter.Emit([("B", "b"), ("A", "a")], new EmissionOptions("N", IsRegistryPublic: false));

        Assert.Contains("internal static class Architectures", text, StringComparison.Ordinal);
        Assert.Contains("        A.Definition,\n        B.Definition,\n", text, StringComparison.Ordinal);
    }
}
