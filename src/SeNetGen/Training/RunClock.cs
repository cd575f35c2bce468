using System.Diagnostics;

namespace SeNetGen.Training;

/// <summary>Throughput and the time that is left. Nothing it says has influence on what is computed.</summary>
internal sealed class RunClock(Recipe recipe, int stepsPerEpoch)
{
    private readonly Stopwatch _epoch = new();
    private long _steps;
    private double _trainingSeconds;
    private int _validations;
    private double _validationSeconds;
    private int _firstStep;
    private double _trainedAt;

    /// <summary>Time of the epoch so far, or in all.</summary>
    public TimeSpan EpochDuration => _epoch.Elapsed;

    public void StartEpoch(int firstStep)
    {
        _firstStep = firstStep;
        _epoch.Restart();
    }

    public void EndTraining()
    {
        _trainedAt = _epoch.Elapsed.TotalSeconds;
        _trainingSeconds += _trainedAt;
        _steps += stepsPerEpoch - _firstStep;
    }

    public void EndValidation(bool validated)
    {
        if (validated)
        {
            _validations++;
            _validationSeconds += _epoch.Elapsed.TotalSeconds - _trainedAt;
        }
    }

    /// <summary>Images a second in this epoch, up to a step.</summary>
    public double Throughput(int step, int batch) => Rate((long)(step - _firstStep) * batch, _epoch.Elapsed.TotalSeconds);

    /// <summary>Images a second in this epoch's training.</summary>
    public double EpochThroughput(int batch) => Rate((long)(stepsPerEpoch - _firstStep) * batch, _trainedAt);

    /// <summary>Images a second over all epochs' training.</summary>
    public double MeanThroughput(int batch) => Rate(_steps * batch, _trainingSeconds);

    /// <summary>Estimate from what steps and validations took so far.</summary>
    public TimeSpan TimeLeft(int epoch, int step)
    {
        var running = step > 0 ? step - _firstStep : 0;
        var seconds = _trainingSeconds + (step > 0 ? _epoch.Elapsed.TotalSeconds : 0);
        var steps = _steps + running;
        var left = ((long)(recipe.EpochSize - epoch + 1) * stepsPerEpoch) - step;
        var validations = recipe.ValWhileTrain ? Math.Max((recipe.EpochSize - epoch + recipe.ValInterval) / recipe.ValInterval, 0) : 1;
        return TimeSpan.FromSeconds(Math.Max(0, (steps > 0 ? left * seconds / steps : 0) + (_validations > 0 && left > 0 ? validations * _validationSeconds / _validations : 0)));
    }

    private static double Rate(long images, double seconds) => seconds > 0 ? images / seconds : 0;
}
