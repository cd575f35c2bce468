using SeNetGen.Checkpoints;
using SeNetGen.Data;
using SeNetGen.Modules;

namespace SeNetGen.Training;

/// <summary>What a run needs besides its recipe.</summary>
public sealed record TrainingOptions
{
    /// <summary>The recipe, as <see cref="RecipeReader"/> resolved it.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>Finds a network by name; throws <see cref="SenetException"/> for an unknown one.</summary>
    public required Func<string, NetworkInfo> FindNetwork { get; init; }

    /// <summary>Gives data files that the program carries, by resource name.</summary>
    public Func<string, Stream?>? Embedded { get; init; }

    /// <summary>Hears what happens.</summary>
    public ITrainingObserver? Observer { get; init; }

    /// <summary>Allows a <c>ckpt_save_dir</c> that holds another run.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The part of each epoch that this process takes of a run of several: the images alone are shared here, gradients are not.</summary>
    public DataShare Share { get; init; } = DataShare.Whole;

    /// <summary>Names the folder of a run without <c>ckpt_save_dir</c>.</summary>
    public DateTimeOffset StartedAt { get; init; } = DateTimeOffset.Now;
}

/// <summary>How a run ended.</summary>
/// <param name="Validation">The validation of the weights that the run ends with; null when it was interrupted, unless just after a validation.</param>
/// <param name="BestTop1">Best top-1 of the run; null before its first validation.</param>
/// <param name="BestEpoch">The epoch with it, 0 for none.</param>
/// <param name="Checkpoint">The latest checkpoint, null when none was saved.</param>
/// <param name="Epochs">Epochs that are done.</param>
/// <param name="Seconds">Time of the run.</param>
/// <param name="FirstStepSeconds">From the start of the process, as the operating system tells it, to the end of the first step.</param>
/// <param name="ImagesPerSecond">Mean throughput of training, validation not counted.</param>
/// <param name="Interrupted">The run was cancelled, and a checkpoint saved.</param>
public sealed record TrainingResult(ValidationResult? Validation, double? BestTop1, int BestEpoch, string? Checkpoint, int Epochs, double Seconds, double FirstStepSeconds, double ImagesPerSecond, bool Interrupted);
