using SeNetGen.Checkpoints;

namespace SeNetGen.Training;

/// <summary>What a run starts from: nothing, weights, or a training checkpoint to go on from.</summary>
internal sealed class StartingPoint : IDisposable
{
    private StartingPoint(WeightsFile? file, CheckpointState? state, bool resumes)
    {
        File = file;
        State = state;
        Resumes = resumes;
    }

    public WeightsFile? File { get; }

    /// <summary>What the checkpoint knows; null for plain weights.</summary>
    public CheckpointState? State { get; }

    /// <summary>Goes on where the checkpoint ends, instead of taking its weights alone.</summary>
    public bool Resumes { get; }

    public static StartingPoint Open(Recipe recipe)
    {
        if (recipe.CkptPath.Length == 0)
        {
            return new StartingPoint(null, null, false);
        }

        var file = WeightsFile.Open(recipe.CkptPath);
        try
        {
            var state = CheckpointFile.ReadState(file);
            var resumes = state is not null && recipe.ResumeOpt;
            if (state is not null)
            {
                RequireSameNetwork(recipe, state, resumes);
            }

            if (resumes && state!.Epoch >= recipe.EpochSize)
            {
                throw new SenetException($"'{recipe.CkptPath}' has done all {state.Epoch} of {recipe.EpochSize} epochs: give a greater epoch_size to go on, or resume_opt false to start anew with its weights");
            }

            return new StartingPoint(file, state, resumes);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Weights fit their own network alone; a run that goes on keeps its data and classes too. All that differs is told at once.
    private static void RequireSameNetwork(Recipe recipe, CheckpointState state, bool resumes)
    {
        var different = new List<string>();
        if (recipe.Model.Length > 0 && state.Network != recipe.Model)
        {
            different.Add($"model is '{recipe.Model}', there it is '{state.Network}'");
        }

        if (resumes && state.Dataset != recipe.Dataset)
        {
            different.Add($"dataset is '{recipe.Dataset}', there it is '{state.Dataset}'");
        }

        if (resumes && recipe.NumClasses is int classes && state.Classes != classes)
        {
            different.Add(FormattableString.Invariant($"num_classes is {classes}, there it is {state.Classes}"));
        }

        if (different.Count > 0)
        {
            throw new SenetException($"'{recipe.CkptPath}' is of another {(state.Network == recipe.Model ? "run" : "network")}: {string.Join("; ", different)}: leave {(different.Count == 1 ? "that key" : "these keys")} out, or give another checkpoint");
        }
    }

    /// <summary>Holds a run that goes on to the images it began with: a checkpoint names no folder, so nothing else tells that one was forgotten.</summary>
    /// <exception cref="SenetException">Another number of images, or other classes.</exception>
    public void RequireSameImages(CheckpointState fresh)
    {
        if (fresh.TrainImages != State!.TrainImages)
        {
            throw new SenetException(FormattableString.Invariant($"'{File!.Path}' was trained on {State.TrainImages} images of dataset '{State.Dataset}', but here are {fresh.TrainImages}: give the data_dir, num_samples and val_split of that run, or resume_opt false to start anew with its weights"));
        }

        if (!fresh.ClassNames.SequenceEqual(State.ClassNames, StringComparer.Ordinal))
        {
            throw new SenetException($"'{File!.Path}' was trained on the classes {string.Join(", ", State.ClassNames)}, but here are {string.Join(", ", fresh.ClassNames)}: give the data of that run, or resume_opt false to start anew with its weights");
        }
    }

    /// <summary>The line that tells how the run starts.</summary>
    public string Describe(Recipe recipe)
    {
        if (File is null)
        {
            return FormattableString.Invariant($"starts afresh, seed {recipe.Seed}");
        }

        if (Resumes)
        {
            var step = State!.StepInEpoch > 0 ? FormattableString.Invariant($", after step {State.StepInEpoch}") : "";
            return FormattableString.Invariant($"resumes {File.Path} at epoch {State.Epoch + 1} of {recipe.EpochSize}{step}");
        }

        return $"starts at epoch 1 with the weights of {File.Path}" + (State is null ? "" : " (resume_opt is false)");
    }

    public void Dispose() => File?.Dispose();
}
