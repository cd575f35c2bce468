using System.Diagnostics;

namespace SeNetGen.Cli.Tests;

/// <summary>Equal seeds give equal bits wherever the program lies, and with any number of loader threads.</summary>
public class DeterminismTests
{
    static DeterminismTests() => Torch.LibTorch.EnsureLoaded();

    [Fact]
    public async Task Copies_in_two_folders_train_the_same_bits_with_one_worker_and_with_three()
    {
        // Beside the built program, so that the copies are links and not gigabytes.
        var copies = Path.Combine(AppContext.BaseDirectory, "..", $"copies-{Guid.NewGuid():N}");
        Directory.CreateDirectory(copies);
        try
        {
            var first = await Train(Path.Combine(copies, "first"), workers: 1);
            var second = await Train(Path.Combine(copies, "elsewhere", "second copy"), workers: 3);
            Assert.Equal(first, second);
        }
        finally
        {
            Directory.Delete(copies, recursive: true);
        }
    }

    private static async Task<(string Log, string Loss, string Weights)> Train(string folder, int workers)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        using (var copy = Process.Start("cp", ["-al", AppContext.BaseDirectory.TrimEnd('/'), folder]))
        {
            await copy.WaitForExitAsync();
            Assert.Equal(0, copy.ExitCode);
        }

        using var senet = new Senet(Path.Combine(folder, "senet.dll"));
        var result = (await senet.Run("train", "--seed", "7", "--num_samples", "640", "--epoch_size", "2", "--num_parallel_workers", $"{workers}", "--ckpt_save_dir", "run", "--json")).Succeeded();
        var losses = string.Join('\n', result.Error.Split('\n').Where(line => line.StartsWith("epoch ", StringComparison.Ordinal)).Select(line => line[..line.IndexOf("images/s", StringComparison.Ordinal)].TrimEnd("0123456789, ".ToCharArray())));
        Assert.NotEmpty(losses);
        return (losses, result.Json.GetProperty("loss").GetRawText(), senet.HashOf("run/latest.safetensors"));
    }
}
