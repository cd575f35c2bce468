using SeNetGen.Training;

namespace SeNetGen.Tests.Training;

/// <summary>Remembers what a run tells, and may act on it.</summary>
internal sealed class Recorder : ITrainingObserver
{
    public List<string> Notes { get; } = [];

    public List<double> Losses { get; } = [];

    public List<EpochReport> Epochs { get; } = [];

    public List<string> Saved { get; } = [];

    public TrainingStart? Start { get; private set; }

    public Action<StepReport>? OnStep { get; init; }

    public Action<EpochReport>? OnEpoch { get; init; }

    public void Note(string line) => Notes.Add(line);

    public void Started(TrainingStart start) => Start = start;

    public void StepDone(StepReport step)
    {
        Losses.Add(step.Loss);
        OnStep?.Invoke(step);
    }

    public void EpochDone(EpochReport epoch)
    {
        Epochs.Add(epoch);
        OnEpoch?.Invoke(epoch);
    }

    public void CheckpointSaved(string path, bool isBest) => Saved.Add(Path.GetFileName(path));
}
