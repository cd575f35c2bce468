using SeNetGen.App.CommandLine;
using SeNetGen.App.Output;
using SeNetGen.Training;

namespace SeNetGen.App.Training;

/// <summary>Chooses how a run is shown: live on a terminal, in plain lines elsewhere, not at all when quiet.</summary>
internal static class TrainingDisplay
{
    /// <summary>Runs <paramref name="train"/> with an observer that shows it.</summary>
    public static TrainingResult Watch(AppConsole console, Func<ITrainingObserver, TrainingResult> train)
    {
        if (console.IsInteractive && console.Verbosity == Verbosity.Normal)
        {
            return LiveTrainingReport.Watch(console, train);
        }

        return train(new PlainTrainingReport(console.Log, TimeProvider.System));
    }
}
