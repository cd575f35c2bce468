using SeNetGen.Checkpoints;
using SeNetGen.Data;
using SeNetGen.Tests.Data;
using SeNetGen.Tests.Torch;
using SeNetGen.Torch;
using SeNetGen.Training;

namespace SeNetGen.Tests.Training;

public sealed class TrainingRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly int _threads;

    public TrainingRunTests()
    {
        IdxBytes.WriteLearnable(_folder["data"], 330, 100);
        LibTorch.EnsureLoaded();
        // So small a network only waits for its threads, and on a busy machine for long.
        _threads = TorchSharp.torch.get_num_threads();
        TorchSharp.torch.set_num_threads(1);
    }

    public void Dispose()
    {
        TorchSharp.torch.set_num_threads(_threads);
        _folder.Dispose();
    }

    [Fact]
    public void A_run_learns_saves_and_validates_to_the_digit()
    {
        var recorder = new Recorder();
        var result = Run(Tiny("run"), recorder);
        Assert.True(result.Validation!.Top1 > 0.9, $"top-1 {result.Validation.Top1}");
        Assert.Equal(4, recorder.Epochs.Count);
        Assert.StartsWith("starts afresh, seed 3", recorder.Notes[0], StringComparison.Ordinal);
        Assert.Equal((20, 330, 100, 1), (recorder.Start!.StepsPerEpoch, recorder.Start.TrainImages, recorder.Start.ValidationImages, recorder.Start.FirstEpoch));
        Assert.Equal(Path.Combine(_folder["run"], "latest.safetensors"), result.Checkpoint);
        Assert.True(File.Exists(Path.Combine(_folder["run"], "best.safetensors")));
        Assert.True(result.FirstStepSeconds > 0);

        var recipe = RecipeReader.Resolve(new RecipeSources { Overrides = [("ckpt_path", result.Checkpoint!), ("data_dir", _folder["data"])] });
        var validated = Validation.Run(new ValidationOptions { Recipe = recipe, FindNetwork = TinyNetwork.Find });
        Assert.Equal(result.Validation with { Seconds = 0 }, validated.Result with { Seconds = 0 });
        Assert.Equal(("tiny", "mnist", "float32", 4), (validated.Network, validated.Dataset, validated.Precision, validated.Epochs));
    }

    [Fact]
    public void A_run_with_mixed_batches_and_repeated_images_learns_and_goes_on_exactly()
    {
        Recipe Mixed(Recipe recipe) => recipe with { Mixup = 0.2, Cutmix = 1, CutmixProb = 0.9, AugRepeats = 3 };
        var (plain, mixed) = (new Recorder(), new Recorder());
        Run(Tiny("plain"), plain);
        var result = Run(Mixed(Tiny("whole")), mixed);
        Assert.True(result.Validation!.Top1 > 0.5, $"top-1 {result.Validation.Top1}");
        // Labels that are shared cannot be met as closely.
        Assert.True(mixed.Losses[^1] > plain.Losses[^1]);

        Assert.Throws<TimeoutException>(() => Run(Mixed(Tiny("killed")), new Recorder { OnEpoch = epoch => Kill(epoch.Epoch == 2) }));
        Run(Mixed(Resume("killed")));
        AssertEqualWeights("whole", "killed");
    }

    [Theory]
    [InlineData("auto_augment")]
    [InlineData("color_jitter")]
    [InlineData("re_prob")]
    public void What_changes_images_of_a_folder_is_refused_for_others(string key)
    {
        var recipe = key switch { "auto_augment" => Tiny("a") with { AutoAugment = "v0" }, "color_jitter" => Tiny("a") with { ColorJitter = 0.4 }, _ => Tiny("a") with { ReProb = 0.1 } };
        Assert.Equal($"{key} changes the images of a folder, but dataset 'mnist' is none: leave it out", Assert.Throws<SenetException>(() => Run(recipe)).Message);
    }

    [Fact]
    public void Repeated_images_need_a_new_order()
        => Assert.Equal("aug_repeats leaves out other images in each epoch, which needs a new order each epoch: set shuffle true", Assert.Throws<SenetException>(() => Run(Tiny("a") with { AugRepeats = 3, Shuffle = false })).Message);

    [Fact]
    public void Losses_are_equal_to_the_last_bit_with_any_number_of_workers()
    {
        var (first, second) = (new Recorder(), new Recorder());
        Run(Tiny("a"), first);
        Run(Tiny("b") with { NumParallelWorkers = 3 }, second);
        Assert.Equal(first.Losses, second.Losses);
        AssertEqualWeights("a", "b");
    }

    [Fact]
    public void A_run_that_was_killed_and_resumed_ends_with_the_same_weights()
    {
        Run(Tiny("whole"));
        Assert.Throws<TimeoutException>(() => Run(Tiny("killed"), new Recorder { OnEpoch = epoch => Kill(epoch.Epoch == 2) }));
        var recorder = new Recorder();
        Run(Resume("killed"), recorder);
        Assert.Equal($"resumes {Path.Combine(_folder["killed"], "latest.safetensors")} at epoch 3 of 4", recorder.Notes[0]);
        Assert.Equal([3, 4], recorder.Epochs.Select(epoch => epoch.Epoch));
        AssertEqualWeights("whole", "killed");
    }

    [Fact]
    public void A_run_that_was_interrupted_within_an_epoch_goes_on_exactly()
    {
        Run(Tiny("whole"));
        using var cancellation = new CancellationTokenSource();
        var recorder = new Recorder { OnStep = step => { if (step is { Epoch: 3, Step: 10 }) { cancellation.Cancel(); } } };
        var result = Run(Tiny("stopped"), recorder, cancellation.Token);
        Assert.True(result.Interrupted);
        Assert.Equal(2, result.Epochs);
        // The weights are not those that epoch 2 validated.
        Assert.Null(result.Validation);
        Assert.Equal(recorder.Epochs.Max(epoch => epoch.Validation!.Top1), result.BestTop1);
        Assert.StartsWith("interrupted in epoch 3 after step 10: saved ", recorder.Notes[^1], StringComparison.Ordinal);
        var resumed = new Recorder();
        Run(Resume("stopped"), resumed);
        Assert.EndsWith("at epoch 3 of 4, after step 10", resumed.Notes[0], StringComparison.Ordinal);
        AssertEqualWeights("whole", "stopped");
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 10)]
    [InlineData(3, 6)]
    public void Processes_take_equally_many_steps_and_validate_each_image_once(int size, int steps)
    {
        var shares = Enumerable.Range(0, size).Select(rank => new DataShare(rank, size)).ToList();
        var (counted, results) = (new List<int>(), new List<ValidationResult>());
        foreach (var share in shares)
        {
            var recorder = new Recorder { OnStep = step => counted.Add(step.Step) };
            new TrainingRun(new TrainingOptions { Recipe = Tiny($"rank{share.Rank}") with { EpochSize = 1, LogInterval = 1 }, FindNetwork = TinyNetwork.Find, Observer = recorder, Share = share }).Run();
            Assert.Equal(steps, recorder.Start!.StepsPerEpoch);
        }

        Assert.Equal(Enumerable.Repeat(Enumerable.Range(1, steps), size).SelectMany(step => step), counted);
        var recipe = RecipeReader.Resolve(new RecipeSources { Overrides = [("ckpt_path", Path.Combine(_folder["rank0"], "latest.safetensors")), ("data_dir", _folder["data"])] });
        ValidationResult Validate(DataShare share) => Validation.Run(new ValidationOptions { Recipe = recipe, FindNetwork = TinyNetwork.Find, Share = share }).Result;
        results.AddRange(shares.Select(Validate));
        var whole = Validate(DataShare.Whole);
        Assert.Equal(100, results.Sum(result => result.Images));
        Assert.InRange(results.Max(result => result.Images) - results.Min(result => result.Images), 0, 1);
        Assert.Equal(whole.Top1, results.Sum(result => result.Top1 * result.Images) / 100, 12);
        Assert.Equal(whole.Top5!.Value, results.Sum(result => result.Top5!.Value * result.Images) / 100, 12);
        Assert.Equal(whole.Loss, results.Sum(result => result.Loss * result.Images) / 100, 1e-5);
    }

    [Fact]
    public void A_process_without_an_image_has_no_part_in_the_figures()
    {
        Run(Tiny("run") with { EpochSize = 1 });
        var recipe = RecipeReader.Resolve(new RecipeSources { Overrides = [("ckpt_path", Path.Combine(_folder["run"], "latest.safetensors")), ("data_dir", _folder["data"])] });
        var result = Validation.Run(new ValidationOptions { Recipe = recipe, FindNetwork = TinyNetwork.Find, Share = new DataShare(100, 101) }).Result;
        Assert.Equal(new ValidationResult(0, 0, 0, 0, 0), result with { Seconds = 0 });
    }

    [Fact]
    public void A_run_that_goes_on_in_another_number_of_processes_begins_its_epoch_anew()
    {
        using var cancellation = new CancellationTokenSource();
        Run(Tiny("run"), new Recorder { OnStep = step => { if (step is { Epoch: 1, Step: 10 }) { cancellation.Cancel(); } } }, cancellation.Token);
        var first = 0;
        var recorder = new Recorder { OnStep = step => first = first == 0 ? step.Step : first };
        new TrainingRun(new TrainingOptions { Recipe = Resume("run") with { LogInterval = 1, EpochSize = 1 }, FindNetwork = TinyNetwork.Find, Observer = recorder, Share = new DataShare(0, 2) }).Run();
        Assert.Equal(1, first);
    }

    [Fact]
    public void A_run_by_plain_operations_goes_on_with_the_fused_optimizer()
    {
        Run(Tiny("whole"));
        var plain = ProbeProcess.Run(["train", _folder["data"], _folder["plain"], "2"], new Dictionary<string, string?> { [FastPaths.Variable] = "-fused_sgd" });
        Assert.Equal((0, "trained with Allocator", ""), (plain.ExitCode, plain.Output, plain.Error));

        var recorder = new Recorder();
        Run(Resume("plain"), recorder);

        Assert.Equal([3, 4], recorder.Epochs.Select(epoch => epoch.Epoch));
        AssertEqualWeights("whole", "plain", tolerance: 1e-3);
    }

    [Fact]
    public void A_run_that_is_interrupted_between_two_epochs_tells_the_validation_of_the_first()
    {
        using var cancellation = new CancellationTokenSource();
        var recorder = new Recorder { OnEpoch = epoch => { if (epoch.Epoch == 2) { cancellation.Cancel(); } } };
        var result = Run(Tiny("run"), recorder, cancellation.Token);
        Assert.True(result.Interrupted);
        Assert.Equal(recorder.Epochs[1].Validation, result.Validation);
    }

    [Fact]
    public void Weights_alone_start_at_the_first_epoch()
    {
        Run(Tiny("first") with { EpochSize = 1 });
        var recorder = new Recorder();
        Run(Tiny("second") with { EpochSize = 1, CkptPath = Path.Combine(_folder["first"], "latest.safetensors"), ResumeOpt = false }, recorder);
        Assert.EndsWith("(resume_opt is false)", recorder.Notes[0], StringComparison.Ordinal);
        Assert.Equal(1, recorder.Start!.FirstEpoch);
    }

    [Fact]
    public void A_folder_that_holds_another_run_is_refused_unless_overwritten()
    {
        Run(Tiny("run") with { EpochSize = 1 });
        var error = Assert.Throws<SenetException>(() => Run(Tiny("run") with { EpochSize = 1 }));
        Assert.StartsWith($"ckpt_save_dir '{_folder["run"]}' holds another run", error.Message, StringComparison.Ordinal);
        new TrainingRun(new TrainingOptions { Recipe = Tiny("run") with { EpochSize = 1, Seed = 9 }, FindNetwork = TinyNetwork.Find, Overwrite = true }).Run();
        Assert.Contains("9", CheckpointFile.ReadState(Path.Combine(_folder["run"], "best.safetensors"))!.Recipe["seed"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_the_run_and_keeps_the_last_checkpoint()
    {
        Run(Tiny("run") with { EpochSize = 1 });
        var before = File.ReadAllBytes(Path.Combine(_folder["run"], "latest.safetensors"));
        var error = Assert.Throws<SenetException>(() => Run(Resume("run", ("epoch_size", "3"), ("lr", "1e30"))));
        Assert.StartsWith("the loss is no longer a number in epoch 2, step ", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_folder["run"], "latest.safetensors")));
    }

    [Fact]
    public void A_run_goes_on_with_its_own_images_only()
    {
        Run(Tiny("run") with { EpochSize = 1 });
        var before = File.ReadAllBytes(Path.Combine(_folder["run"], "latest.safetensors"));
        IdxBytes.WriteLearnable(_folder["other"], 200, 100);
        var error = Assert.Throws<SenetException>(() => Run(Resume("run", ("epoch_size", "2"), ("data_dir", _folder["other"]))));
        Assert.EndsWith(
            "latest.safetensors' was trained on 330 images of dataset 'mnist', but here are 200: give the data_dir, num_samples and val_split of that run, or resume_opt false to start anew with its weights",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_folder["run"], "latest.safetensors")));
    }

    [Fact]
    public void A_finished_run_has_nothing_to_resume()
    {
        Run(Tiny("run") with { EpochSize = 1 });
        Assert.Contains("has done all 1 of 1 epochs", Assert.Throws<SenetException>(() => Run(Resume("run"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_allocate_a_constant_number_of_tensors_and_bytes()
    {
        var tensors = new List<long>(64);
        var bytes = new List<long>(64);
        Run(Tiny("run") with { EpochSize = 2, LogInterval = 1, ValWhileTrain = false }, new Recorder
        {
            OnStep = _ =>
            {
                tensors.Add(TorchSharp.torch.Tensor.TotalCount);
                bytes.Add(GC.GetAllocatedBytesForCurrentThread());
            },
        });
        Assert.Single(tensors.Skip(5).Take(14).Distinct());
        // Within the second epoch, between the growths of the recorder's list of losses at 17 and 33 steps.
        var deltas = bytes.Zip(bytes.Skip(1), (a, b) => b - a).Skip(21).Take(10).ToList();
        Assert.True(deltas.Distinct().Count() == 1, string.Join(", ", deltas));
    }

    [Fact]
    public void A_run_leaves_no_tensors_behind()
    {
        Run(Tiny("first") with { EpochSize = 1 });
        // TorchSharp counts a tensor that becomes a parameter twice, and takes it back once.
        var network = Growth(() => new TinyNetwork().Dispose());
        Assert.Equal(network, Growth(() => Run(Tiny("second") with { EpochSize = 2 })));

        static long Growth(Action action)
        {
            // What earlier tests forgot is not taken back meanwhile.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var before = TorchSharp.torch.Tensor.TotalCount;
            action();
            return TorchSharp.torch.Tensor.TotalCount - before;
        }
    }

    [Fact]
    public void A_recipe_at_fault_writes_nothing()
    {
        Assert.Throws<SenetException>(() => Run(Tiny("run") with { DataDir = _folder["none"] }));
        Assert.Throws<SenetException>(() => Run(Tiny("run") with { Model = "other" }));
        Assert.Throws<SenetException>(() => Run(Tiny("run") with { BatchSize = 1000 }));
        Assert.Throws<SenetException>(() => Run(Tiny("run") with { Mean = [1, 2] }));
        Assert.Throws<SenetException>(() => Run(Tiny("run") with { CkptPath = _folder["none"] }));
        Assert.False(Directory.Exists(_folder["run"]));
    }

    private static void Kill(bool now)
    {
        if (now)
        {
            throw new TimeoutException();
        }
    }

    private Recipe Tiny(string folder) => TinyNetwork.Recipe(_folder["data"], _folder[folder]);

    private Recipe Resume(string folder, params (string Name, string Value)[] overrides) => RecipeReader.Resolve(new RecipeSources
    {
        Overrides = [("ckpt_path", Path.Combine(_folder[folder], "latest.safetensors")), ("data_dir", _folder["data"]), .. overrides],
    });

    private static TrainingResult Run(Recipe recipe, Recorder? recorder = null, CancellationToken cancellation = default)
        => new TrainingRun(new TrainingOptions { Recipe = recipe, FindNetwork = TinyNetwork.Find, Observer = recorder }).Run(cancellation);

    private void AssertEqualWeights(string first, string second, double tolerance = 0)
    {
        using var a = SafeTensorsFile.Open(Path.Combine(_folder[first], "latest.safetensors"));
        using var b = SafeTensorsFile.Open(Path.Combine(_folder[second], "latest.safetensors"));
        Assert.Equal(a.Entries.Select(entry => (entry.Name, entry.Type, string.Join(',', entry.Shape))), b.Entries.Select(entry => (entry.Name, entry.Type, string.Join(',', entry.Shape))));
        foreach (var entry in a.Entries)
        {
            using var left = a.Read(entry.Name);
            using var right = b.Read(entry.Name);
            if (tolerance == 0)
            {
                Assert.True(left.bytes.SequenceEqual(right.bytes), entry.Name);
            }
            else
            {
                Assert.True(left.allclose(right, rtol: 0, atol: tolerance), entry.Name);
            }
        }
    }
}
