using SeNetGen.TestSupport;

namespace SeNetGen.Cli.Tests;

/// <summary>What <c>--help</c> says, of the program and of every command: <c>#</c> and the command's name in the snapshots' names.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly Senet _senet = new();

    public void Dispose() => _senet.Dispose();

    [Fact]
    public async Task Help()
    {
        var helps = new List<(string Name, string Text)>();
        await Collect(helps, []);

        Assert.True(helps.Count > 8, "the commands were not found in the root's help");
        Assert.All(helps, help => Assert.Matches(@"\nExamples?:\n  senet ", help.Text));
        await Verifier.VerifyTexts(helps);
    }

    // A command without a snapshot is found by its parent's help, and fails.
    private async Task Collect(List<(string Name, string Text)> helps, string[] command)
    {
        var help = (await _senet.Run([.. command, "--help"])).Succeeded();
        Assert.Empty(help.Error);
        helps.Add((command.Length == 0 ? "senet" : string.Join('-', command), help.Output));
        foreach (var name in Commands(help.Output))
        {
            await Collect(helps, [.. command, name]);
        }
    }

    private static IEnumerable<string> Commands(string help) =>
        help.Split('\n').SkipWhile(line => line != "Commands:").Skip(1).TakeWhile(line => line.Length > 0)
            .Where(line => line.Length > 2 && line[2] != ' ')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]);
}
