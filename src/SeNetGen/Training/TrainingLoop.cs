using System.Diagnostics;
using SeNetGen.Checkpoints;
using SeNetGen.Data;
using SeNetGen.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Training;

/// <summary>The loop over epochs and steps, with validation and checkpoints between.</summary>
internal sealed class TrainingLoop : IDisposable
{
    private readonly Recipe _recipe;
    private readonly Network _network;
    private readonly MomentumSgd _optimizer;
    private readonly BatchLoader _loader;
    private readonly Normalisation _normalisation;
    private readonly Evaluation _evaluation;
    private readonly CheckpointFolder _folder;
    private readonly ITrainingObserver? _observer;
    private readonly Tensor _lossSum;
    private readonly Scalar _one = 1.0;
    private readonly RunClock _clock;
    private readonly BatchMixing? _mixing;
    private CheckpointState _state;
    private string? _saved;
    private int _validatedEpoch;
    private bool _hasToldChange;
    private double _firstStepSeconds;

    public TrainingLoop(Recipe recipe, Network network, MomentumSgd optimizer, BatchLoader loader, Normalisation normalisation, Evaluation evaluation, CheckpointFolder folder, CheckpointState state, ITrainingObserver? observer, Device device)
    {
        _recipe = recipe;
        _network = network;
        _optimizer = optimizer;
        _loader = loader;
        _normalisation = normalisation;
        _evaluation = evaluation;
        _folder = folder;
        _state = state;
        _observer = observer;
        _mixing = recipe.Mixup > 0 || recipe.Cutmix > 0 ? new BatchMixing(recipe.Mixup, recipe.Cutmix, recipe.CutmixProb) : null;
        // In float64 the sum is the same however often it is read and set back.
        _lossSum = zeros([], ScalarType.Float64, device).DetachFromDisposeScope();
        _clock = new RunClock(recipe, loader.BatchesPerEpoch);
    }

    public TrainingResult Run(Stopwatch total, CancellationToken cancellation)
    {
        while (_state.Epoch < _recipe.EpochSize)
        {
            if (!RunEpoch(cancellation))
            {
                return Result(total, interrupted: true);
            }
        }

        return Result(total, interrupted: false);
    }

    public void Dispose()
    {
        _lossSum.Dispose();
        _one.Dispose();
    }

    // The figures of an earlier epoch are not those of the weights that an interrupted run leaves.
    private TrainingResult Result(Stopwatch total, bool interrupted)
        => new(_state.StepInEpoch == 0 && _validatedEpoch == _state.Epoch ? _state.Validation : null, _state.BestTop1, _state.BestEpoch, _saved, _state.Epoch, total.Elapsed.TotalSeconds, _firstStepSeconds, _clock.MeanThroughput(_recipe.BatchSize), interrupted);

    private bool RunEpoch(CancellationToken cancellation)
    {
        var epoch = _state.Epoch + 1;
        _clock.StartEpoch(_state.StepInEpoch);
        TellChangedData();
        var isWhole = TrainEpoch(epoch, cancellation);
        TellErrors(_loader.Options.Errors, "replaced by the next image");
        if (!isWhole)
        {
            SaveInterrupted();
            return false;
        }

        _clock.EndTraining();
        ValidationResult? validation = null;
        if (IsValidated(epoch))
        {
            try
            {
                validation = _evaluation.Run(null, cancellation);
            }
            catch (OperationCanceledException)
            {
                // All steps are done; a resumed run validates first.
                SaveInterrupted();
                return false;
            }
        }

        _validatedEpoch = validation is null ? _validatedEpoch : epoch;
        _clock.EndValidation(validation is not null);
        TellErrors(_evaluation.Errors, "left out of the validation");
        FinishEpoch(epoch, validation);
        return true;
    }

    private void TellErrors(DataErrors? errors, string consequence)
    {
        foreach (var line in errors?.TakeUntold() ?? [])
        {
            _observer?.Note($"{line}; {consequence}");
        }
    }

    // Once: the run goes on with the images that it listed, and fails by itself where one of them is gone.
    private void TellChangedData()
    {
        if (!_hasToldChange && !_loader.Dataset.IsUnchanged)
        {
            _hasToldChange = true;
            _observer?.Note($"files of dataset '{_loader.Dataset.Name}' came or went since the run listed them: it goes on with those it listed");
        }
    }

    private bool IsValidated(int epoch) => epoch == _recipe.EpochSize || (_recipe.ValWhileTrain && epoch % _recipe.ValInterval == 0);

    private bool TrainEpoch(int epoch, CancellationToken cancellation)
    {
        _network.train();
        var steps = _loader.BatchesPerEpoch;
        var reported = _state.StepInEpoch;
        using var batches = _loader.Start(epoch, _state.StepInEpoch);
        for (var step = _state.StepInEpoch; step < steps; step++)
        {
            if (cancellation.IsCancellationRequested)
            {
                ReadLoss(epoch, step, reported);
                return false;
            }

            var rate = LearningRate.At(_recipe, ((long)(epoch - 1) * steps) + step, steps);
            TakeStep(batches.Next()!, epoch, step, rate);
            if (_firstStepSeconds == 0)
            {
                _firstStepSeconds = SecondsSinceProcessStart();
            }

            if ((step + 1) % _recipe.LogInterval == 0 || step + 1 == steps)
            {
                var mean = ReadLoss(epoch, step + 1, reported);
                reported = step + 1;
                _observer?.StepDone(new StepReport(epoch, step + 1, steps, mean, rate, _clock.Throughput(step + 1, _recipe.BatchSize), _clock.TimeLeft(epoch, step + 1)));
            }
        }

        return true;
    }

    private void TakeStep(Batch batch, int epoch, int step, double rate)
    {
        using var scope = NewDisposeScope();
        var images = _normalisation.Images(batch);
        var labels = _normalisation.Labels(batch);
        var mix = _mixing?.Draw(_recipe.Seed, epoch, step, (int)images.shape[3], (int)images.shape[2]) ?? BatchMix.None;
        BatchMixing.Mix(images, mix);
        _optimizer.ZeroGradients();
        using var logits = _network.forward(images);
        using var loss = Loss(logits, labels, mix);
        loss.backward();
        _optimizer.Step(rate);
        using var value = loss.detach();
        _lossSum.add_(value, _one);
    }

    private Tensor Loss(Tensor logits, Tensor labels, BatchMix mix)
    {
        if (_mixing is null)
        {
            return nn.functional.cross_entropy(logits, labels, label_smoothing: _recipe.LabelSmoothing);
        }

        using var targets = BatchMixing.Targets(labels, (int)logits.shape[1], _recipe.LabelSmoothing, mix);
        using var typed = targets.to(logits.dtype);
        return nn.functional.cross_entropy(logits, typed);
    }

    // The mean loss of the steps since the last reading; the sum goes into the state, so that an interrupted epoch keeps it.
    private double ReadLoss(int epoch, int step, int reported)
    {
        using var scope = NewDisposeScope();
        var sum = _lossSum.ToDouble();
        _lossSum.zero_();
        if (!double.IsFinite(sum))
        {
            throw new SenetException(FormattableString.Invariant($"the loss is no longer a number in epoch {epoch}, step {step}: give a smaller lr or a longer warm-up") + (_saved is null ? "" : $"; the last good checkpoint is {_saved}"));
        }

        _state = _state with { StepInEpoch = step, LossSum = _state.LossSum + sum };
        return step > reported ? sum / (step - reported) : 0;
    }

    private void FinishEpoch(int epoch, ValidationResult? validation)
    {
        // Only a strictly better one is new: the earlier of two equals stays the best.
        var isBest = validation is not null && !(validation.Top1 <= _state.BestTop1);
        var loss = _state.LossSum / _loader.BatchesPerEpoch;
        _state = _state with
        {
            Epoch = epoch,
            StepInEpoch = 0,
            LossSum = 0,
            Validation = validation ?? _state.Validation,
            BestTop1 = isBest ? validation!.Top1 : _state.BestTop1,
            BestEpoch = isBest ? epoch : _state.BestEpoch,
        };
        Save(epoch, isBest);
        var rate = LearningRate.At(_recipe, ((long)epoch * _loader.BatchesPerEpoch) - 1, _loader.BatchesPerEpoch);
        _observer?.EpochDone(new EpochReport(epoch, _recipe.EpochSize, loss, rate, validation, isBest, _clock.EpochThroughput(_recipe.BatchSize), _clock.EpochDuration, _clock.TimeLeft(epoch + 1, 0)));
    }

    private void Save(int epoch, bool isBest)
    {
        // The best comes first: whatever latest says of the best is then on disk, even after a power cut.
        if (isBest)
        {
            Write(_folder.Best, isBest: true);
        }

        if (epoch % _recipe.CkptSaveInterval == 0 || epoch == _recipe.EpochSize)
        {
            Write(_folder.Latest, isBest: false);
            if (_recipe.KeepCheckpointMax > 0)
            {
                Write(_folder.Epoch(epoch), isBest: false);
                _folder.Prune();
            }

            _saved = _folder.Latest;
        }
    }

    private void SaveInterrupted()
    {
        Write(_folder.Latest, isBest: false);
        _saved = _folder.Latest;
        _observer?.Note(FormattableString.Invariant($"interrupted in epoch {_state.Epoch + 1} after step {_state.StepInEpoch}: saved {_folder.Latest}; give it as ckpt_path to go on"));
    }

    private void Write(string path, bool isBest)
    {
        using var random = get_rng_state();
        CheckpointFile.Save(path, _state, _network, _optimizer.Momentum, random);
        _folder.Clear(path);
        _observer?.CheckpointSaved(path, isBest);
    }

    // As the operating system tells it: loading the program and LibTorch counts.
    private static double SecondsSinceProcessStart()
    {
        using var process = Process.GetCurrentProcess();
        return (DateTime.Now - process.StartTime).TotalSeconds;
    }
}
