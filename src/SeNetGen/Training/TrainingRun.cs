using System.Diagnostics;
using SeNetGen.Checkpoints;
using SeNetGen.Data;
using SeNetGen.Modules;
using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.Training;

/// <summary>Trains a network by a recipe: from data to checkpoints, afresh or resumed.</summary>
public sealed class TrainingRun(TrainingOptions options)
{
    /// <summary>
    /// Runs to the last epoch, or until cancelled: then the step under way is finished and a checkpoint saved, from which the same run
    /// can go on exactly.
    /// </summary>
    /// <exception cref="SenetException">
    /// A recipe, data, checkpoint or folder at fault (nothing has been written then), a loss that is no number, or a checkpoint that cannot
    /// be written (earlier ones are untouched).
    /// </exception>
    public TrainingResult Run(CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        var recipe = options.Recipe;
        using var start = StartingPoint.Open(recipe);
        if (recipe.Model.Length == 0)
        {
            throw new SenetException("model is missing: give the name of a network");
        }

        if (recipe.AugRepeats > 1 && !recipe.Shuffle)
        {
            throw new SenetException("aug_repeats leaves out other images in each epoch, which needs a new order each epoch: set shuffle true");
        }

        var info = options.FindNetwork(recipe.Model);
        var (train, validation) = RunData.Open(recipe, options.Embedded, start.Resumes ? start.State!.ClassNames : null);
        var device = Devices.Parse(recipe.Device);
        var arguments = NetworkSetup.Arguments(info, recipe, train);
        var mean = Normalisation.PerChannel("mean", RecipeDefaults.Mean(recipe), train.Channels);
        var std = Normalisation.PerChannel("std", RecipeDefaults.Std(recipe), train.Channels);
        // A resumed run goes on in the precision it began in, on any machine.
        var precision = start.Resumes && recipe.Precision == RecipePrecision.Auto ? start.State!.Precision : Precisions.Resolve(recipe.Precision, device);
        var errors = new DataErrors("training", train.Count, recipe.MaxCorrupt);
        using var loader = new BatchLoader(train, new BatchOptions
        {
            BatchSize = recipe.BatchSize,
            Workers = recipe.NumParallelWorkers,
            Shuffle = recipe.Shuffle,
            Repeats = Math.Max(1, recipe.AugRepeats),
            DropRemainder = recipe.DropRemainder,
            Seed = recipe.Seed,
            Augmentation = new Augmentation(recipe.CropPadding, RecipeDefaults.Hflip(recipe)),
            Pinned = device.type == TorchSharp.DeviceType.CUDA,
            Errors = errors,
            Share = options.Share,
        });
        if (loader.BatchesPerEpoch == 0)
        {
            throw new SenetException($"batch_size {recipe.BatchSize} is more than the {loader.ImagesPerEpoch} training images{(options.Share.Size == 1 ? "" : " of a process")}: give a smaller one, or drop_remainder false");
        }

        using var network = NetworkSetup.Create(info, arguments, recipe.Seed, precision, device);
        if (start.File is not null)
        {
            CheckpointFile.LoadWeights(start.File, network);
        }

        using var normalisation = new Normalisation(mean, std, device);
        using var evaluation = new Evaluation(network, validation, normalisation, device, recipe, options.Share);
        using var optimizer = new MomentumSgd([.. StateDict.Of(network).Where(entry => entry.Kind == TensorKind.Parameter).Select(entry => (entry.Name, entry.Tensor))], recipe);
        if (start.Resumes)
        {
            using var random = CheckpointFile.LoadTraining(start.File!, optimizer.Momentum);
            set_rng_state(random);
        }

        var fresh = new CheckpointState
        {
            Network = info.Name,
            Arguments = arguments.Values.ToDictionary(value => value.Argument.Name, value => value.Value, StringComparer.Ordinal),
            Dataset = train.Name,
            ClassNames = train.ClassNames,
            Channels = train.Channels,
            Height = train.Height,
            Width = train.Width,
            Mean = mean,
            Std = std,
            Precision = precision,
            Epoch = 0,
            TrainImages = train.Count,
            Processes = options.Share.Size,
            Recipe = CheckpointRecipe.Write(recipe),
            Program = typeof(TrainingRun).Assembly.GetName().Version?.ToString(3),
        };
        var state = start.Resumes ? Continue(fresh, start) : fresh;
        var folder = CheckpointFolder.Open(recipe, start, options.Overwrite, options.StartedAt);
        folder.KeepData(train, RecipeDefaults.HasPhotographs(recipe), start.Resumes, [errors, evaluation.Errors]);
        options.Observer?.Note(start.Describe(recipe));
        var threads = LibTorch.Threads;
        options.Observer?.Note(FormattableString.Invariant($"computes in {Precisions.Describe(precision)} on {Precisions.Describe(device)}, {threads} {(threads == 1 ? "thread" : "threads")}"));
        options.Observer?.Started(new TrainingStart
        {
            Network = info.Name,
            Parameters = network.parameters().Sum(parameter => parameter.numel()),
            Dataset = train.Name,
            TrainImages = train.Count,
            ValidationImages = validation.Count,
            Classes = train.Classes,
            Epochs = recipe.EpochSize,
            FirstEpoch = state.Epoch + 1,
            StepsPerEpoch = loader.BatchesPerEpoch,
            Precision = Precisions.Describe(precision),
            Device = Precisions.Describe(device),
            CheckpointDirectory = folder.Path,
        });
        // What was loaded is copied; a checkpoint that is about to be replaced must not be held open.
        start.Dispose();
        using var loop = new TrainingLoop(recipe, network, optimizer, loader, normalisation, evaluation, folder, state, options.Observer, device);
        return loop.Run(clock, cancellation);
    }

    // What was reached comes from the checkpoint, what is wanted from the recipe at hand.
    private CheckpointState Continue(CheckpointState fresh, StartingPoint start)
    {
        var saved = start.State!;
        start.RequireSameImages(fresh);
        var changed = fresh.Recipe.Where(entry => !IsFree(entry.Key) && saved.Recipe.TryGetValue(entry.Key, out var value) && value != entry.Value).Select(entry => entry.Key).ToList();
        if (changed.Count > 0)
        {
            options.Observer?.Note($"goes on with other settings than before: {string.Join(", ", changed)}");
        }

        // A step's place in an epoch means something only while the epoch is the same.
        var sameEpoch = saved.Processes == fresh.Processes && !changed.Exists(key => key is "batch_size" or "seed" or "shuffle" or "aug_repeats" or "shuffle_buffer" or "drop_remainder" or "val_split" or "dataset");
        return fresh with
        {
            Epoch = saved.Epoch,
            StepInEpoch = sameEpoch ? saved.StepInEpoch : 0,
            LossSum = sameEpoch ? saved.LossSum : 0,
            BestTop1 = saved.BestTop1,
            BestEpoch = saved.BestEpoch,
            Validation = saved.Validation,
        };
    }

    // Settings without influence on the weights.
    private static bool IsFree(string key) => key is "num_parallel_workers" or "max_corrupt" or "log_interval" or "val_interval" or "val_while_train" or "ckpt_save_interval" or "keep_checkpoint_max" or "num_classes";
}
