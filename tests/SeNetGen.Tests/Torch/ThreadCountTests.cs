using SeNetGen.Torch;

namespace SeNetGen.Tests.Torch;

public sealed class ThreadCountTests
{
    [Theory]
    [InlineData(8, 2, null, 2)]
    [InlineData(4, 8, null, 4)]
    [InlineData(8, 2, "OMP_NUM_THREADS", 8)]
    [InlineData(8, 2, "MKL_NUM_THREADS", 8)]
    public void Smaller_of_both_unless_the_user_says(int ofLibTorch, int processors, string? variable, int expected) =>
        Assert.Equal(expected, ThreadCount.Choose(ofLibTorch, processors, name => name == variable));

    [Fact]
    public void LibTorch_gets_no_more_threads_than_the_quota_has_processors() => Assert.Equal("1 of 1", Threads(processors: "1", threads: null));

    [Fact]
    public void A_number_of_the_users_is_kept() =>
        Assert.Equal(Threads(processors: null, threads: "2").Split(' ')[0], Threads(processors: "1", threads: "2").Split(' ')[0]);

    [Fact]
    public void Without_a_quota_LibTorch_keeps_its_own()
    {
        var words = Threads(processors: null, threads: null).Split(' ');

        Assert.InRange(int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture), 1, Environment.ProcessorCount);
    }

    // .NET takes its own variable for a quota.
    private static string Threads(string? processors, string? threads)
    {
        var variables = new Dictionary<string, string?> { ["DOTNET_PROCESSOR_COUNT"] = processors, ["OMP_NUM_THREADS"] = threads, ["MKL_NUM_THREADS"] = null };
        var (output, exitCode, _) = ProbeProcess.Run(["threads"], variables);
        Assert.Equal(0, exitCode);
        return output;
    }
}
