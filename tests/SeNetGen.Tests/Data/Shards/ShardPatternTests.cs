using SeNetGen.Data.Shards;

namespace SeNetGen.Tests.Data.Shards;

public sealed class ShardPatternTests
{
    [Theory]
    [InlineData("a.tar", "a.tar")]
    [InlineData("s-{000..003}.tar", "s-000.tar s-001.tar s-002.tar s-003.tar")]
    [InlineData("s-{8..11}.tar", "s-8.tar s-9.tar s-10.tar s-11.tar")]
    [InlineData("s-{08..11}.tar", "s-08.tar s-09.tar s-10.tar s-11.tar")]
    [InlineData("s-{1..02}.tar", "s-01.tar s-02.tar")]
    [InlineData("s-{2..0}.tar", "s-2.tar s-1.tar s-0.tar")]
    [InlineData("{b,a}-{0..1}.tar", "b-0.tar b-1.tar a-0.tar a-1.tar")]
    [InlineData("{x,y{0..1}z}.tar", "x.tar y0z.tar y1z.tar")]
    [InlineData("a-{0..1}.tar::b.tar", "a-0.tar a-1.tar b.tar")]
    [InlineData("{a,}.tar", "a.tar .tar")]
    public void Patterns_are_written_out_as_a_shell_does(string pattern, string names) => Assert.Equal(names.Split(' '), ShardPattern.Expand(pattern));

    [Fact]
    public void ImageNet_s_pattern_names_147_shards()
    {
        var names = ShardPattern.Expand("shard-{000000..000146}.tar");
        Assert.Equal((147, "shard-000000.tar", "shard-000146.tar"), (names.Count, names[0], names[^1]));
    }

    [Theory]
    [InlineData("a-{0..1.tar", "'a-{0..1.tar' has a brace without its partner")]
    [InlineData("a-0..1}.tar", "'a-0..1}.tar' has a brace without its partner")]
    [InlineData("a}-{0..1}.tar", "'a}-{0..1}.tar' has a brace without its partner")]
    [InlineData("a-{zero}.tar", "'{zero}' in 'a-{zero}.tar' is neither a range such as {000000..000146} nor a list such as {a,b}")]
    [InlineData("a-{0..99999999}.tar", "'{0..99999999}' in 'a-{0..99999999}.tar' names more than 1000000 shards: give the ones that there are")]
    [InlineData("{0..9999}{0..9999}.tar", "'{0..9999}{0..9999}.tar' names more than 1000000 shards: give the ones that there are")]
    public void Wrong_patterns_are_refused(string pattern, string message) => Assert.Equal(message, Assert.Throws<SenetException>(() => ShardPattern.Expand(pattern)).Message);
}
