using System.Globalization;
using SeNetGen.App.Output;
using SeNetGen.Training;

namespace SeNetGen.App.Training;

/// <summary>A run in lines: one an epoch, and between them one now and then so that a log shows life.</summary>
/// <param name="write">Takes a line.</param>
/// <param name="time">The clock that says when a line is due.</param>
internal sealed class PlainTrainingReport(Action<string> write, TimeProvider time) : ITrainingObserver
{
    /// <summary>The time from one step's line to the next.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(15);

    private long _last;
    private int _epochs;

    /// <inheritdoc/>
    public void Note(string line) => write(line);

    /// <inheritdoc/>
    public void Started(TrainingStart start)
    {
        _epochs = start.Epochs;
        _last = time.GetTimestamp();
        foreach (var line in Describe(start))
        {
            write(line);
        }
    }

    /// <inheritdoc/>
    public void StepDone(StepReport step)
    {
        if (step.Step >= step.StepsPerEpoch || time.GetElapsedTime(_last) < Between)
        {
            return;
        }

        _last = time.GetTimestamp();
        write(string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {step.Epoch}/{_epochs}  step {step.Step}/{step.StepsPerEpoch}  loss {Numbers.Loss(step.Loss)}  {Numbers.Rate(step.ImagesPerSecond)}  {Numbers.Duration(step.TimeLeft)} left"));
    }

    /// <inheritdoc/>
    public void EpochDone(EpochReport epoch)
    {
        _last = time.GetTimestamp();
        write(Describe(epoch));
    }

    /// <inheritdoc/>
    public void CheckpointSaved(string path, bool isBest)
    {
        // Each epoch saves one; the last line of the run says where it lies.
    }

    /// <summary>What is about to be trained.</summary>
    public static IEnumerable<string> Describe(TrainingStart start)
    {
        yield return $"Network {start.Network}, {Numbers.Grouped(start.Parameters)} parameters; {start.Dataset}, {Numbers.Grouped(start.TrainImages)} images to train on, {Numbers.Grouped(start.ValidationImages)} to validate on, {Numbers.Grouped(start.Classes)} classes";
        yield return $"Checkpoints go to {start.CheckpointDirectory}";
    }

    /// <summary>An epoch in one line.</summary>
    public static string Describe(EpochReport epoch)
    {
        var digits = epoch.Epochs.ToString(CultureInfo.InvariantCulture).Length;
        var number = epoch.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(digits);
        var validation = epoch.Validation is { } result
            ? $"  top-1 {Numbers.Percent(result.Top1)}{(result.Top5 is { } top5 ? $"  top-5 {Numbers.Percent(top5)}" : "")}  validation loss {Numbers.Loss(result.Loss)}"
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {number}/{epoch.Epochs}  loss {Numbers.Loss(epoch.Loss)}{validation}  {Numbers.Rate(epoch.ImagesPerSecond)}  {Numbers.Duration(epoch.TimeLeft)} left{(epoch.IsBest ? "  best" : "")}");
    }
}
