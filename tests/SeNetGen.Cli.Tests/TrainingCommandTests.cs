using System.Globalization;
using SeNetGen.Checkpoints;
using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.Cli.Tests;

/// <summary>train, validate and forward, on a few images of the embedded data.</summary>
public sealed class TrainingCommandTests : IDisposable
{
    private static readonly string[] Small = ["--num_samples", "200", "--batch_size", "50", "--num_parallel_workers", "1"];

    private static readonly string[] InFloat32 = ["--precision", "float32"];

    private readonly Senet _senet = new();

    static TrainingCommandTests() => LibTorch.EnsureLoaded();

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
        using (var process = _senet.Start(["train", .. Small, .. InFloat32, "--epoch_size", "4", "--ckpt_save_dir", "killed"]))
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
        Assert.Equal(_senet.HashOf("whole/latest.safetensors"), _senet.HashOf("killed/latest.safetensors"));
    }

    [Theory]
    [InlineData("float64")]
    [InlineData("bfloat16")]
    public async Task Other_precisions_train_and_validate_to_the_digit(string precision)
    {
        // In bfloat16 where the machine computes in it, which is where it is the default.
        if (precision == "bfloat16" && Devices.DefaultPrecision(CPU) != Precision.BFloat16)
        {
            return;
        }

        var trained = (await Train("run", 1, "--precision", precision, "--json")).Succeeded();

        Assert.Contains($"computes in {precision} on cpu", trained.Error, StringComparison.Ordinal);
        var validated = (await _senet.Run("validate", "--ckpt_path", "run/latest.safetensors", "--json")).Succeeded();
        Assert.Contains($"computed in {precision}", validated.Error, StringComparison.Ordinal);
        Assert.Equal(trained.Json.GetProperty("loss").GetRawText(), validated.Json.GetProperty("loss").GetRawText());
    }

    [Fact]
    public async Task Weights_alone_need_their_network_and_preprocessing_to_validate()
    {
        var trained = (await Train("run", 1, "--json")).Succeeded().Json;
        var state = CheckpointFile.ReadState(Path.Combine(_senet.Folder, "run", "latest.safetensors"))!;
        SaveWeights("run/latest.safetensors", "weights.safetensors");

        var refused = (await _senet.Run("validate", "--ckpt_path", "weights.safetensors")).Refused();
        Assert.Contains("'weights.safetensors' holds weights alone: give --model", refused, StringComparison.Ordinal);
        Assert.Contains("mean, std", refused, StringComparison.Ordinal);

        var validated = (await _senet.Run("validate", "--ckpt_path", "weights.safetensors", "--model", "seresnet8", "--precision", "float32", "--mean", state.Recipe["mean"], "--std", state.Recipe["std"], "--json")).Succeeded().Json;
        Assert.Equal(trained.GetProperty("loss").GetRawText(), validated.GetProperty("loss").GetRawText());
    }

    [Fact]
    public async Task Weights_of_another_network_are_refused_with_what_differs()
    {
        (await Train("run", 1)).Succeeded();
        SaveWeights("run/latest.safetensors", "weights.safetensors");

        var refused = (await _senet.Run("train", "--model", "seresnet18", "--ckpt_path", "weights.safetensors", "--ckpt_save_dir", "other")).Refused();

        Assert.Contains("'weights.safetensors' does not fit SeResNet18: ", refused, StringComparison.Ordinal);
        Assert.Matches("it lacks .*shapes differ: conv1.weight is ", refused);
        Assert.False(Directory.Exists(Path.Combine(_senet.Folder, "other")));
    }

    [Fact]
    public async Task Checkpoint_of_another_run_is_refused_with_all_that_differs()
    {
        (await Train("run", 1)).Succeeded();
        var before = await File.ReadAllBytesAsync(Path.Combine(_senet.Folder, "run", "latest.safetensors"));

        var refused = (await _senet.Run("train", "--model", "seresnet20", "--dataset", "mnist", "--num_classes", "12", "--ckpt_path", "run/latest.safetensors", "--ckpt_save_dir", "other")).Refused();

        Assert.EndsWith(
            "'run/latest.safetensors' is of another network: model is 'seresnet20', there it is 'seresnet8'; dataset is 'mnist', there it is 'fashion_mnist'; num_classes is 12, there it is 10: leave these keys out, or give another checkpoint",
            refused,
            StringComparison.Ordinal);
        Assert.Contains("model is 'seresnet20', there it is 'seresnet8'", (await _senet.Run("validate", "--model", "seresnet20", "--ckpt_path", "run/latest.safetensors")).Refused(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_senet.Folder, "other")));
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(_senet.Folder, "run", "latest.safetensors")));
    }

    [Fact]
    public async Task Truncated_checkpoint_is_refused()
    {
        (await Train("run", 1)).Succeeded();
        var bytes = await File.ReadAllBytesAsync(Path.Combine(_senet.Folder, "run", "latest.safetensors"));
        _senet.Write("short.safetensors", bytes[..(bytes.Length / 2)]);

        Assert.Contains("short.safetensors", (await _senet.Run("validate", "--ckpt_path", "short.safetensors")).Refused(), StringComparison.Ordinal);
        Assert.Contains("short.safetensors", (await _senet.Run("train", "--ckpt_path", "short.safetensors", "--ckpt_save_dir", "other")).Refused(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_senet.Folder, "other")));
    }

    [Fact]
    public async Task Run_keeps_the_newest_epochs_and_another_run_takes_its_folder_only_when_told()
    {
        (await Train("run", 4, "--keep_checkpoint_max", "2")).Succeeded();
        Assert.Equal(["best.safetensors", "epoch-0003.safetensors", "epoch-0004.safetensors", "latest.safetensors"], Names("run"));
        Assert.Equal(_senet.HashOf("run/latest.safetensors"), _senet.HashOf("run/epoch-0004.safetensors"));

        Assert.Contains("overwrite", (await Train("run", 1)).Refused(), StringComparison.Ordinal);
        Assert.Equal(4, Names("run").Count());

        (await Train("run", 1, "--overwrite")).Succeeded();
        Assert.Equal(["best.safetensors", "latest.safetensors"], Names("run"));
    }

    [Fact]
    public async Task Training_starts_anew_with_the_weights_of_a_checkpoint_that_is_not_to_be_resumed()
    {
        (await Train("run", 2)).Succeeded();

        var anew = (await Train("anew", 1, "--ckpt_path", "run/latest.safetensors", "--resume_opt", "false", "--json")).Succeeded();

        Assert.StartsWith("starts at epoch 1 with the weights of run/latest.safetensors (resume_opt is false)\n", anew.Error, StringComparison.Ordinal);
        Assert.Equal(1, anew.Json.GetProperty("epochs").GetInt32());
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
        _senet.Run(["train", .. Small, .. more.Contains("--precision") ? [] : InFloat32, "--epoch_size", epochs.ToString(CultureInfo.InvariantCulture), "--ckpt_save_dir", folder, .. more]);

    private IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(Path.Combine(_senet.Folder, folder)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    // Without the header's entry a file holds weights and nothing else.
    private void SaveWeights(string checkpoint, string weights)
    {
        using var scope = NewDisposeScope();
        using var file = SafeTensorsFile.Open(Path.Combine(_senet.Folder, checkpoint));
        var isWeight = (WeightsEntry entry) => !entry.Name.StartsWith("optimizer.", StringComparison.Ordinal) && !entry.Name.StartsWith("training.", StringComparison.Ordinal);
        SafeTensorsWriter.Save(Path.Combine(_senet.Folder, weights), [.. file.Entries.Where(isWeight).Select(entry => (entry.Name, file.Read(entry.Name)))]);
    }
}
