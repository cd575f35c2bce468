using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SeNetGen.Cli.Tests;

/// <summary><c>check --watch</c>: what is said of each save, without a clock: each change waits for the words on the one before.</summary>
public sealed partial class WatchTests : IDisposable
{
    private const string Tiny = """
        language: 1
        family: Tiny
        input: { channels: 3, height: 16, width: 16 }
        parameters: { width: 4 }
        stem: { conv1: { conv: width, kernel: 3 } }
        stages: { act1: relu }
        head: { pool: global_avg_pool, fc: { linear: 10 } }
        variants: { Tiny: {} }

        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Senet _senet = new();
    private readonly List<Process> _started = [];

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _senet.Dispose();
    }

    [Fact]
    public async Task Ten_quick_saves_are_each_answered_and_the_last_word_is_on_the_last_save()
    {
        Save("tiny.senet.yaml", Tiny);
        var lines = await Watch("1 file checked: no faults");
        for (var i = 0; i < 10; i++)
        {
            var isWrong = i % 2 == 0;
            Save("tiny.senet.yaml", isWrong ? Tiny.Replace("relu", $"rely{i}", StringComparison.Ordinal) : Tiny.Replace("width: 4", $"width: {i}", StringComparison.Ordinal));
            if (isWrong)
            {
                Assert.StartsWith($"tiny.senet.yaml(6,17): error SEN150: 'rely{i}' is no operation", await lines(), StringComparison.Ordinal);
            }

            Assert.Equal(isWrong ? "1 file checked: 1 error" : "1 file checked: no faults", await lines());
        }
    }

    [Fact]
    public async Task Saves_without_a_pause_end_with_the_verdict_on_the_last()
    {
        Save("tiny.senet.yaml", Tiny);
        var lines = await Watch("1 file checked: no faults");
        for (var i = 0; i < 10; i++)
        {
            Save("tiny.senet.yaml", Tiny.Replace("relu", $"rely{i}", StringComparison.Ordinal));
        }

        string line;
        do
        {
            line = await lines();
        }
        while (!line.Contains("'rely9' is no operation", StringComparison.Ordinal));

        Assert.Equal("1 file checked: 1 error", await lines());
    }

    [Fact]
    public async Task A_base_is_checked_with_the_files_that_build_on_it_and_no_others()
    {
        Save("other.senet.yaml", Tiny.Replace("Tiny", "Other", StringComparison.Ordinal));
        Save("tiny.senet.yaml", Tiny);
        Save("wide.senet.yaml", "language: 1\nfamily: Wide\nextends: tiny.senet.yaml\nstem: { conv1: { conv: 2 * width } }\nstages: { act1: relu }\nhead: { fc: { linear: 10 } }\nvariants: { Wide: {} }\n");
        var lines = await Watch(
            "wide.senet.yaml(6,9): error SEN208: 'fc': linear needs [N, C] or [N, C, 1, 1], 'act1' gives [N, 8, 16, 16]; put global_avg_pool or flatten before it",
            "3 files checked: 1 error");

        Save("tiny.senet.yaml", Tiny.Replace("width: 4", "width: 8", StringComparison.Ordinal));
        Assert.Contains("'act1' gives [N, 16, 16, 16]", await lines(), StringComparison.Ordinal);
        Assert.Equal("2 files checked: 1 error", await lines());

        Save("other.senet.yaml", Tiny.Replace("Tiny", "Another", StringComparison.Ordinal));
        Assert.Equal("1 file checked: no faults", await lines());

        Save("other.senet.yaml", Tiny);
        Assert.StartsWith("other.senet.yaml(8,13): error SEN158: class 'Tiny' is also declared at tiny.senet.yaml(8,13)", await lines(), StringComparison.Ordinal);
        Assert.Equal("1 file checked: 1 error", await lines());
    }

    [Fact]
    public async Task A_renamed_and_a_deleted_base_are_missed_by_the_files_that_build_on_it()
    {
        Save("tiny.senet.yaml", Tiny);
        Save("wide.senet.yaml", "language: 1\nfamily: Wide\nextends: tiny.senet.yaml#Tiny\n");
        var lines = await Watch("2 files checked: no faults");

        File.Move(Path.Combine(_senet.Folder, "tiny.senet.yaml"), Path.Combine(_senet.Folder, "tinier.senet.yaml"));
        Assert.StartsWith("wide.senet.yaml(3,10): error SEN107: no architecture file 'tiny.senet.yaml' in this project; did you mean 'tinier.senet.yaml'?", await lines(), StringComparison.Ordinal);
        Assert.Equal("tiny.senet.yaml is gone; 2 files checked: 1 error", await lines());

        File.Move(Path.Combine(_senet.Folder, "tinier.senet.yaml"), Path.Combine(_senet.Folder, "tiny.senet.yaml"));
        Assert.Equal("tinier.senet.yaml is gone; 2 files checked: no faults", await lines());

        File.Delete(Path.Combine(_senet.Folder, "wide.senet.yaml"));
        Assert.Equal("wide.senet.yaml is gone; 0 files checked: no faults", await lines());

        File.Delete(Path.Combine(_senet.Folder, "tiny.senet.yaml"));
        Assert.Equal("'.' holds no *.senet.yaml file", await lines());

        Save("tiny.senet.yaml", Tiny);
        Assert.Equal("1 file checked: no faults", await lines());
    }

    [Fact]
    public async Task Watching_gives_no_document() => Assert.Equal(
        "senet: --watch has no end that one JSON document could stand at; leave out --watch or --json", (await _senet.Run("check", "--watch", ".", "--json")).Refused());

    // As careful editors save: beside, then in its place, so that no half of a file is ever seen.
    private void Save(string name, string text) =>
        File.Move(Path.Combine(_senet.Folder, _senet.Write("saving", text)), Path.Combine(_senet.Folder, name), overwrite: true);

    // The next line, without the folder that was asked for and the milliseconds.
    private async Task<Func<Task<string>>> Watch(params string[] expected)
    {
        var process = _senet.Start("check", "--watch", ".");
        _started.Add(process);
        var lines = System.Threading.Channels.Channel.CreateUnbounded<string>();
        process.OutputDataReceived += (_, line) => lines.Writer.TryWrite(line.Data ?? "(the program ended)");
        process.BeginOutputReadLine();
        foreach (var line in expected)
        {
            Assert.Equal(line, await Next());
        }

        Assert.Equal("watching .; Ctrl-C ends it", await Next());
        return Next;

        async Task<string> Next() => Unasked().Replace(await lines.Reader.ReadAsync().AsTask().WaitAsync(Patience), "");
    }

    [GeneratedRegex(@"^\./| \([0-9]+ ms\)$")]
    private static partial Regex Unasked();
}
