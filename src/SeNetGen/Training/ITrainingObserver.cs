using SeNetGen.Checkpoints;

namespace SeNetGen.Training;

/// <summary>
/// Hears what happens in a run, on the thread that runs it. An observer that throws ends the run.
/// </summary>
public interface ITrainingObserver
{
    /// <summary>A line worth telling: how the run starts (afresh, resumed, from weights), which precision, what was saved at an interrupt.</summary>
    void Note(string line);

    /// <summary>The run is about to take its first step.</summary>
    void Started(TrainingStart start);

    /// <summary>The loss was read; comes every <c>log_interval</c> steps and at an epoch's end.</summary>
    void StepDone(StepReport step);

    /// <summary>An epoch has been trained, and validated where the recipe says so.</summary>
    void EpochDone(EpochReport epoch);

    /// <summary>A checkpoint lies on disk, whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isBest">It holds the best top-1 so far.</param>
    void CheckpointSaved(string path, bool isBest);
}

/// <summary>What a run is about to do.</summary>
public sealed record TrainingStart
{
    /// <summary>Name of the network.</summary>
    public required string Network { get; init; }

    /// <summary>Trainable values of the network.</summary>
    public required long Parameters { get; init; }

    /// <summary>Name of the data set.</summary>
    public required string Dataset { get; init; }

    /// <summary>Images trained on.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Images validated on.</summary>
    public required int ValidationImages { get; init; }

    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>Epochs in all.</summary>
    public required int Epochs { get; init; }

    /// <summary>The epoch that comes first, from 1: greater than 1 in a resumed run.</summary>
    public required int FirstEpoch { get; init; }

    /// <summary>Steps an epoch.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary><c>float32</c>, <c>bfloat16</c> or <c>float64</c>.</summary>
    public required string Precision { get; init; }

    /// <summary>The device, as <c>cpu</c> or <c>cuda:0</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Folder of the checkpoints.</summary>
    public required string CheckpointDirectory { get; init; }
}

/// <summary>Where a run stands within an epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">Steps done in this epoch.</param>
/// <param name="StepsPerEpoch">Steps an epoch.</param>
/// <param name="Loss">Mean training loss since the last report.</param>
/// <param name="LearningRate">Learning rate of the last step.</param>
/// <param name="ImagesPerSecond">Throughput of this epoch so far.</param>
/// <param name="TimeLeft">Estimate for the whole run.</param>
public readonly record struct StepReport(int Epoch, int Step, int StepsPerEpoch, double Loss, double LearningRate, double ImagesPerSecond, TimeSpan TimeLeft);

/// <summary>How an epoch went.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Loss">Mean training loss over the epoch.</param>
/// <param name="LearningRate">Learning rate of the last step.</param>
/// <param name="Validation">Null when the epoch was not validated.</param>
/// <param name="IsBest">Its top-1 is the best so far.</param>
/// <param name="ImagesPerSecond">Throughput of training, validation not counted.</param>
/// <param name="Duration">Time of the epoch with its validation.</param>
/// <param name="TimeLeft">Estimate for the rest of the run.</param>
public sealed record EpochReport(int Epoch, int Epochs, double Loss, double LearningRate, ValidationResult? Validation, bool IsBest, double ImagesPerSecond, TimeSpan Duration, TimeSpan TimeLeft);
