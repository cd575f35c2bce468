using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SeNetGen.Cli.Tests;

/// <summary>Ctrl-C and SIGTERM while training: the first saves, the second ends at once.</summary>
public sealed class InterruptTests : IDisposable
{
    private readonly Senet _senet = new();

    public void Dispose() => _senet.Dispose();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Signal_saves_a_checkpoint_that_says_where_it_stands_validates_and_resumes(string signal, int exitCode)
    {
        using var process = _senet.StartInterruptible("train", "--num_samples", "2000", "--batch_size", "20", "--precision", "float32", "--epoch_size", "500", "--ckpt_save_dir", "run");
        var error = process.StandardError.ReadToEndAsync();
        var before = await ReadUntil(process.StandardOutput, "epoch   1/500");

        await Send(process, signal);

        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == exitCode, $"exit code {process.ExitCode}\n{before}\n{output}\n{await error}");
        Assert.Contains("Stopping: a checkpoint is being saved", output, StringComparison.Ordinal);
        Assert.Contains(": saved run/latest.safetensors; give it as ckpt_path to go on", output, StringComparison.Ordinal);
        Assert.EndsWith("Checkpoint: run/latest.safetensors\n", output, StringComparison.Ordinal);
        Assert.Matches(@"\nInterrupted after [0-9]+ whole epochs?; ", output);

        (await _senet.Run("validate", "--ckpt_path", "run/latest.safetensors")).Succeeded();
        var epochs = Match(output, @"interrupted in epoch ([0-9]+) after step") - 1;
        var resumed = (await _senet.Run("train", "--ckpt_path", "run/latest.safetensors", "--epoch_size", (epochs + 1).ToString(CultureInfo.InvariantCulture))).Succeeded();
        Assert.Contains($"resumes run/latest.safetensors at epoch {epochs + 1} of {epochs + 1}", resumed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_of_an_earlier_epoch_are_not_those_of_an_interrupted_one()
    {
        // An epoch has 400 steps: the signal comes within the second, not after it.
        using var process = _senet.StartInterruptible("train", "--num_samples", "8000", "--batch_size", "20", "--precision", "float32", "--epoch_size", "500", "--ckpt_save_dir", "run", "--json");
        var output = process.StandardOutput.ReadToEndAsync();
        await ReadUntil(process.StandardError, "epoch   1/500");

        await Send(process, "INT");

        var log = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(130, process.ExitCode);
        var result = JsonDocument.Parse(await output).RootElement;
        Assert.True(result.GetProperty("interrupted").GetBoolean());
        Assert.Equal(1, result.GetProperty("epochs").GetInt32());
        Assert.Equal(1, result.GetProperty("best_epoch").GetInt32());
        Assert.Equal("run/latest.safetensors", result.GetProperty("checkpoint").GetString());
        var validated = Match(log, "interrupted in epoch 2 after step ([0-9]+)") == 0;
        foreach (var figure in new[] { "top1", "top5", "loss" })
        {
            Assert.Equal(validated ? JsonValueKind.Number : JsonValueKind.Null, result.GetProperty(figure).ValueKind);
        }
    }

    [Fact]
    public async Task Second_signal_ends_at_once()
    {
        // The images come from a pipe that gives none, so the run cannot heed the first signal.
        Directory.CreateDirectory(Path.Combine(_senet.Folder, "data"));
        _senet.Write("data/train-labels-idx1-ubyte", []);
        var images = Path.Combine(_senet.Folder, "data", "train-images-idx3-ubyte");
        using (var made = Process.Start("mkfifo", [images]))
        {
            await made.WaitForExitAsync();
        }

        using var process = _senet.StartInterruptible("train", "--data_dir", "data", "--ckpt_save_dir", "run");
        var error = process.StandardError.ReadToEndAsync();

        // Opening waits until the run opens the other end; it listens for signals by then.
        await using var pipe = await Task.Run(() => new FileStream(images, FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
        await Send(process, "INT");
        await ReadUntil(process.StandardOutput, "Stopping: ");
        Assert.False(process.HasExited);

        await Send(process, "INT");

        await process.WaitForExitAsync();
        Assert.Equal(130, process.ExitCode);
        Assert.Empty(await error);
        Assert.False(Directory.Exists(Path.Combine(_senet.Folder, "run")));
    }

    private static async Task Send(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    // What came before a line with that start, the line included.
    private static async Task<string> ReadUntil(StreamReader reader, string start)
    {
        var before = "";
        while (true)
        {
            var line = await reader.ReadLineAsync();
            Assert.True(line is not null, $"no line starts with '{start}':\n{before}");
            before += line + "\n";
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return before;
            }
        }
    }

    private static int Match(string text, string pattern)
    {
        var match = System.Text.RegularExpressions.Regex.Match(text, pattern);
        Assert.True(match.Success, $"no '{pattern}' in:\n{text}");
        return int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
