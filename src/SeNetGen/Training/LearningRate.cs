namespace SeNetGen.Training;

/// <summary>The learning rate as a pure function of the step, so that a resumed run needs no state for it. MindCV's formulas, step by step.</summary>
public static class LearningRate
{
    /// <summary>The learning rate of a step.</summary>
    /// <param name="recipe">Gives scheduler, lr, min_lr, warmup_epochs, warmup_factor, decay_epochs and epoch_size.</param>
    /// <param name="step">The step, counted from 0 over the whole run.</param>
    /// <param name="stepsPerEpoch">Steps an epoch.</param>
    public static double At(Recipe recipe, long step, int stepsPerEpoch)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var epochs = step / (double)stepsPerEpoch;
        var warmup = recipe.WarmupEpochs;
        if (epochs < warmup)
        {
            var start = recipe.Lr * recipe.WarmupFactor;
            return start + (epochs / warmup * (recipe.Lr - start));
        }

        if (recipe.Scheduler == Scheduler.Constant)
        {
            return recipe.Lr;
        }

        // The cosine starts anew after warm-up; what comes after its end stays at min_lr.
        var length = recipe.DecayEpochs ?? Math.Max(recipe.EpochSize - warmup, 0);
        var part = length > 0 ? Math.Min((epochs - warmup) / length, 1) : 1;
        return recipe.MinLr + (0.5 * (recipe.Lr - recipe.MinLr) * (1 + Math.Cos(Math.PI * part)));
    }
}
