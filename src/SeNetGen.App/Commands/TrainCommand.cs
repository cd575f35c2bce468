using System.CommandLine;
using System.Text.Json;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Output;
using SeNetGen.App.Training;
using SeNetGen.Training;

namespace SeNetGen.App.Commands;

/// <summary><c>train</c>: trains a network by a recipe, validates it, and saves checkpoints.</summary>
internal sealed class TrainCommand : SenetCommand
{
    private readonly RecipeOptions _recipe;
    private readonly Option<bool> _overwrite;

    public TrainCommand(IReadOnlyList<string> networks)
        : base(
            "train",
            "Trains a network and validates it after each epoch. Without options it follows this program's own recipe. Ctrl-C saves a checkpoint and ends; a second one ends at once.",
            "train",
            "train -c recipe.yaml --epoch_size 10 --lr 0.05",
            "train --model seresnet18 --dataset fashion_mnist --data_dir data",
            "train --ckpt_path ckpt/run/latest.safetensors")
    {
        _recipe = RecipeOptions.Create((option, group) => AddGrouped(option, group), _ => true, networks, withoutFile: "Without one, and without --ckpt_path, the program's own recipe stands over the defaults below.");
        _overwrite = AddFlag("--overwrite", "Allow a --ckpt_save_dir that holds another run.");
    }

    /// <inheritdoc/>
    public override int Execute(ParseResult parse, Session session)
    {
        var recipe = RecipeReader.Resolve(_recipe.Read(parse, session.Options.DefaultRecipe));
        if (recipe.Model.Length == 0)
        {
            throw new SenetException("no network is named: give --model NAME or a recipe with 'model:'; 'list' shows all");
        }

        var console = session.Console;
        using var signals = new StopSignals(console.Log);
        var result = TrainingDisplay.Watch(console, observer => new TrainingRun(new TrainingOptions
        {
            Recipe = recipe,
            FindNetwork = session.FindNetwork,
            Embedded = session.Options.EmbeddedData,
            Observer = observer,
            Overwrite = parse.GetValue(_overwrite),
        }).Run(signals.Token));

        if (console.IsJson)
        {
            console.WriteDocument(json => Write(json, result));
        }
        else
        {
            foreach (var line in Closing(result))
            {
                console.WriteLine(line);
            }
        }

        return result.Interrupted ? signals.ExitCode : ExitCodes.Done;
    }

    private static IEnumerable<string> Closing(TrainingResult result)
    {
        if (result.Interrupted)
        {
            yield return FormattableString.Invariant($"Interrupted after {result.Epochs} whole {(result.Epochs == 1 ? "epoch" : "epochs")}; 'train --ckpt_path' with the checkpoint goes on.");
        }

        var best = result.BestTop1 is { } top1 ? FormattableString.Invariant($"best {Numbers.Percent(top1)} in epoch {result.BestEpoch}") : "";
        if (result.Validation is { } validation)
        {
            yield return $"Validation: {Results.Describe(validation)}{(best.Length > 0 ? "; " : "")}{best}";
        }
        else
        {
            // Only an interrupted run ends with weights that were not validated.
            yield return $"Validation: none of these weights{(best.Length > 0 ? "; " : "")}{best}";
        }

        if (result.Checkpoint is not null)
        {
            yield return $"Checkpoint: {result.Checkpoint}";
        }
    }

    private static void Write(Utf8JsonWriter json, TrainingResult result)
    {
        json.WriteStartObject();
        json.WriteNumber("format_version", JsonFormat.Version);
        // Of the weights in the checkpoint, so null when training was interrupted before they were validated.
        Results.WriteScores(json, result.Validation);
        Results.WriteNumber(json, "best_top1", result.BestTop1);
        Results.WriteNumber(json, "best_epoch", result.BestTop1 is null ? null : result.BestEpoch);
        json.WriteString("checkpoint", result.Checkpoint);
        json.WriteNumber("epochs", result.Epochs);
        json.WriteNumber("seconds", result.Seconds);
        json.WriteNumber("first_step_seconds", result.FirstStepSeconds);
        json.WriteNumber("images_per_second", result.ImagesPerSecond);
        json.WriteBoolean("interrupted", result.Interrupted);
        json.WriteEndObject();
    }
}
