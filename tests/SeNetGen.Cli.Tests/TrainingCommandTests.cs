using System.Globalization;
using SeNetGen.Checkpoints;
using static TorchSharp.torch;

namespace SeNetGen.Cli.Tests;

/// <summary>train, validate and forward, on a few images of the embedded data.</summary>
public sealed class TrainingCommandTests : IDisposable
{
    private static readonly string[] Small = ["--num_samples", "200", "--batch_size", "50", "--num_parallel_workers", "1", "--precision", "float32"];

    private readonly Senet _senet = new();

    static TrainingCommandTests() => SeNetGen.Torch.LibTorch.EnsureLoaded();

    public void Dispose() => _senet.Dispose();

    [Fact]
    public async Task Validate_repeats_what_training_reported_to_the_digit()
    {
        var trained = (await Train("run", 1, "--json")).Succeeded().Json;

        var validated = (await _senet.Run("validate", "--ckpt_path", trained.GetProperty("checkpoint").GetString()!, "--json")).Succeeded().Json;

        foreach (var figure in new[] { "top1", "top5", "loss" })
        {
            Assert.Equal(trained.GetProperty(figure).GetRawText(), validated.GetProperty(figure).GetRawText());
        }

        Assert.Equal(2000, validated.GetProperty("images").GetInt32());
    }

    [Fact]
    public async Task Killed_run_that_is_resumed_ends_with_the_weights_of_an_undisturbed_one()
    {
        (await Train("whole", 4)).Succeeded();
        using (var process = _senet.Start(["train", .. Small, "--epoch_size", "4", "--ckpt_save_dir", "killed"]))
        {
            var latest = Path.Combine(_senet.Folder, "killed", "latest.safetensors");
            while (!File.Exists(latest) && !process.HasExited)
            {
                await Task.Delay(10);
            }

            process.Kill();
            await process.WaitForExitAsync();
        }

        var resumed = (await Train("killed", 4, "--ckpt_path", "killed/latest.safetensors", "--json")).Succeeded();

        Assert.Equal(4, resumed.Json.GetProperty("epochs").GetInt32());
        Assert.Equal(Weights("whole"), Weights("killed"));
    }

    [Fact]
    public async Task Truncated_checkpoint_and_one_of_another_network_are_refused()
    {
        (await Train("run", 1)).Succeeded();
        var bytes = await File.ReadAllBytesAsync(Path.Combine(_senet.Folder, "run", "latest.safetensors"));
        _senet.Write("short.safetensors", bytes[..(bytes.Length / 2)]);

        Assert.Contains("short.safetensors", (await _senet.Run("validate", "--ckpt_path", "short.safetensors")).Refused(), StringComparison.Ordinal);
        Assert.Contains("seresnet20", (await _senet.Run("train", "--model", "seresnet20", "--ckpt_path", "run/latest.safetensors", "--ckpt_save_dir", "other")).Refused(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_senet.Folder, "other")));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(_senet.Folder, "run", "latest.safetensors")));
    }

    [Theory]
    [InlineData("missing-folder", "train", "--data_dir", "missing-folder")]
    [InlineData("missing.yaml", "train", "-c", "missing.yaml")]
    [InlineData("missing.safetensors", "validate", "--ckpt_path", "missing.safetensors")]
    [InlineData("seresnet9", "train", "--model", "seresnet9")]
    public async Task Missing_input_is_named_and_nothing_is_written(string named, params string[] arguments)
    {
        Assert.Contains(named, (await _senet.Run(arguments)).Refused(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_senet.Folder));
    }

    [Fact]
    public async Task Forward_gives_logits_features_and_every_stage()
    {
        (await Train("run", 1)).Succeeded();
        using var scope = NewDisposeScope();
        SafeTensorsWriter.Save(Path.Combine(_senet.Folder, "in.safetensors"), [("input", randn(2, 1, 28, 28))]);

        (await _senet.Run("forward", "seresnet8", "--weights", "run/latest.safetensors", "--input", "in.safetensors", "--output", "out.safetensors")).Succeeded();

        using var file = SafeTensorsFile.Open(Path.Combine(_senet.Folder, "out.safetensors"));
        Assert.Equal(["features", "logits", "stage1", "stage2", "stage3"], file.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    private Task<SenetResult> Train(string folder, int epochs, params string[] more) =>
        _senet.Run(["train", .. Small, "--epoch_size", epochs.ToString(CultureInfo.InvariantCulture), "--ckpt_save_dir", folder, .. more]);

    // The weights alone: times and paths in the metadata may differ.
    private string Weights(string folder)
    {
        using var scope = NewDisposeScope();
        using var file = SafeTensorsFile.Open(Path.Combine(_senet.Folder, folder, "latest.safetensors"));
        var hash = new MemoryStream();
        foreach (var entry in file.Entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            hash.Write(file.Read(entry.Name).bytes);
        }

        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(hash.ToArray()));
    }
}
