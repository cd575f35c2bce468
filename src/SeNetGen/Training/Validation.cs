using SeNetGen.Checkpoints;
using SeNetGen.Data;
using SeNetGen.Modules;
using SeNetGen.Torch;

namespace SeNetGen.Training;

/// <summary>What the validation of a checkpoint needs.</summary>
public sealed record ValidationOptions
{
    /// <summary>
    /// The recipe, as <see cref="RecipeReader.Resolve"/> put it together; <c>ckpt_path</c> names a training checkpoint, whose own recipe it
    /// then is, or weights, which need model, data set, mean, std and precision from a recipe.
    /// </summary>
    public required Recipe Recipe { get; init; }

    /// <summary>Finds a network by name; throws <see cref="SenetException"/> for an unknown one.</summary>
    public required Func<string, NetworkInfo> FindNetwork { get; init; }

    /// <summary>Gives data files that the program carries, by resource name.</summary>
    public Func<string, Stream?>? Embedded { get; init; }

    /// <summary>The images of the validation that this process takes: the figures are of these.</summary>
    public DataShare Share { get; init; } = DataShare.Whole;

    /// <summary>Hears how many images are done, of how many.</summary>
    public Action<int, int>? Progress { get; init; }
}

/// <summary>A checkpoint's validation, with what it was done on.</summary>
/// <param name="Result">The figures.</param>
/// <param name="Network">Name of the network.</param>
/// <param name="Dataset">Name of the data set.</param>
/// <param name="Precision"><c>float32</c>, <c>bfloat16</c> or <c>float64</c>.</param>
/// <param name="Epochs">Epochs that the checkpoint was trained for; null for plain weights.</param>
/// <param name="Unreadable">The images that were left out because they cannot be read, each with its reason.</param>
public sealed record CheckpointValidation(ValidationResult Result, string Network, string Dataset, string Precision, int? Epochs, IReadOnlyList<string> Unreadable);

/// <summary>Validates checkpoints, the way training validates: same code, same precision, same batches.</summary>
public static class Validation
{
    /// <summary>Validates a checkpoint.</summary>
    /// <exception cref="SenetException">A missing or damaged checkpoint, or one that fits neither network nor data.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static CheckpointValidation Run(ValidationOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var recipe = options.Recipe;
        if (recipe.CkptPath.Length == 0)
        {
            throw new SenetException("ckpt_path is missing: give the checkpoint to validate");
        }

        using var file = WeightsFile.Open(recipe.CkptPath);
        var state = CheckpointFile.ReadState(file);
        if (recipe.Model.Length == 0)
        {
            throw new SenetException($"'{recipe.CkptPath}' holds weights alone: give --model NAME, and of dataset, mean, std and precision what differs from the defaults (or a recipe with them: -c FILE)");
        }

        if (state is not null && state.Network != recipe.Model)
        {
            throw new SenetException($"'{recipe.CkptPath}' is of another network: model is '{recipe.Model}', there it is '{state.Network}': leave that key out, or give another checkpoint");
        }

        var info = options.FindNetwork(recipe.Model);
        var dataset = RunData.OpenValidation(recipe, options.Embedded, state?.ClassNames);
        if (state is not null && state.Classes != dataset.Classes)
        {
            throw new SenetException($"'{recipe.CkptPath}' knows {state.Classes} classes, dataset '{dataset.Name}' has {dataset.Classes}: give the data set that it was trained on, '{state.Dataset}'");
        }

        var arguments = state is null ? NetworkSetup.Arguments(info, recipe, dataset) : NetworkSetup.Arguments(info, state.Arguments);
        NetworkSetup.Check(info, arguments, dataset);
        var device = Devices.Parse(recipe.Device);
        // A run that chose its precision by the machine is validated in what it chose, on any machine.
        var precision = recipe.Precision == RecipePrecision.Auto && state is not null ? state.Precision : Precisions.Resolve(recipe.Precision, device);
        using var network = NetworkSetup.Create(info, arguments, recipe.Seed, precision, device);
        CheckpointFile.LoadWeights(file, network);
        using var normalisation = new Normalisation(Normalisation.PerChannel("mean", RecipeDefaults.Mean(recipe), dataset.Channels), Normalisation.PerChannel("std", RecipeDefaults.Std(recipe), dataset.Channels), device);
        using var evaluation = new Evaluation(network, dataset, normalisation, device, recipe, options.Share);
        var result = evaluation.Run(options.Progress, cancellation);
        return new CheckpointValidation(result, info.Name, dataset.Name, Precisions.Describe(precision), state?.Epoch, evaluation.Errors.TakeUntold());
    }
}
