using System.Diagnostics;
using System.Globalization;
using SeNetGen.App.Output;
using SeNetGen.Training;
using Spectre.Console;

namespace SeNetGen.App.Training;

/// <summary>A run on a terminal: a line an epoch, and under them the epoch in progress as a bar with loss, speed and time left.</summary>
internal sealed class LiveTrainingReport : ITrainingObserver
{
    /// <summary>Often enough for the eye; drawing takes time from two cores that are training.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    private readonly IAnsiConsole _console;
    private readonly ProgressContext _progress;
    private readonly ProgressTask _task;
    private readonly FiguresColumn _figures;
    private long _drawn;
    private int _epochs = 1;
    private string _accuracy = "";

    private LiveTrainingReport(IAnsiConsole console, ProgressContext progress, FiguresColumn figures)
    {
        _console = console;
        _progress = progress;
        _figures = figures;
        _task = progress.AddTask("starting", autoStart: true, maxValue: 1);
        progress.Refresh();
    }

    /// <summary>Runs <paramref name="train"/> under a live display, which is gone when it ends.</summary>
    public static TrainingResult Watch(AppConsole console, Func<ITrainingObserver, TrainingResult> train)
    {
        var figures = new FiguresColumn();
        return console.Rich.Progress()
            .AutoRefresh(false)
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new PercentageColumn(), figures)
            .Start(progress => train(new LiveTrainingReport(console.Rich, progress, figures)));
    }

    /// <inheritdoc/>
    public void Note(string line) => _console.WriteLine(line);

    /// <inheritdoc/>
    public void Started(TrainingStart start)
    {
        _epochs = start.Epochs;
        foreach (var line in PlainTrainingReport.Describe(start))
        {
            _console.WriteLine(line);
        }

        Show(start.FirstEpoch, 0, start.StepsPerEpoch);
        _progress.Refresh();
    }

    /// <inheritdoc/>
    public void StepDone(StepReport step)
    {
        if (Stopwatch.GetElapsedTime(_drawn) < Between && step.Step < step.StepsPerEpoch)
        {
            return;
        }

        _drawn = Stopwatch.GetTimestamp();
        _figures.Text = $"loss {Numbers.Loss(step.Loss)}  {Numbers.Rate(step.ImagesPerSecond)}  {_accuracy}{Numbers.Duration(step.TimeLeft)} left";
        Show(step.Epoch, step.Step, step.StepsPerEpoch);
        _progress.Refresh();
    }

    /// <inheritdoc/>
    public void EpochDone(EpochReport epoch)
    {
        if (epoch.Validation is { } validation)
        {
            _accuracy = $"top-1 {Numbers.Percent(validation.Top1)}  ";
        }

        _console.WriteLine(PlainTrainingReport.Describe(epoch), epoch.IsBest ? new Style(Color.Green) : Style.Plain);
    }

    /// <inheritdoc/>
    public void CheckpointSaved(string path, bool isBest)
    {
        // The last line of the run says where it lies.
    }

    private void Show(int epoch, int step, int steps)
    {
        _task.Description = string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}/{_epochs}");
        _task.MaxValue = Math.Max(1, steps);
        _task.Value = step;
    }

    /// <summary>The figures beside the bar: text, never markup.</summary>
    private sealed class FiguresColumn : ProgressColumn
    {
        /// <summary>What it says.</summary>
        public string Text { get; set; } = "";

        /// <inheritdoc/>
        public override Spectre.Console.Rendering.IRenderable Render(Spectre.Console.Rendering.RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(Text);
    }
}
