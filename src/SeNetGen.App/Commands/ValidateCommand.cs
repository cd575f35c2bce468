using System.CommandLine;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Output;
using SeNetGen.Training;

namespace SeNetGen.App.Commands;

/// <summary><c>validate</c>: the accuracy of a checkpoint, by the code path that training validates with.</summary>
internal sealed class ValidateCommand : SenetCommand
{
    /// <summary>The keys that a validation reads.</summary>
    private static readonly string[] Keys = ["ckpt_path", "model", "num_classes", "dataset", "data_dir", "class_map", "train_shards", "val_shards", "val_split", "batch_size", "num_parallel_workers", "image_resize", "crop_pct", "interpolation", "resize", "exif_transpose", "max_corrupt", "mean", "std", "precision", "device"];

    private static readonly Dictionary<string, string> Summaries = new()
    {
        ["ckpt_path"] = "The checkpoint to validate, or plain weights.",
        ["batch_size"] = "Taken from a training recipe; no influence here: batches are chosen so that figures agree to the last digit.",
    };

    private readonly RecipeOptions _recipe;

    public ValidateCommand(IReadOnlyList<string> networks)
        : base(
            "validate",
            "Validates a checkpoint. It knows its network, classes, data set, preprocessing and precision, so that nothing else need be given; plain weights need --model, and what of the recipe keys differs from the defaults.",
            "validate --ckpt_path ckpt/run/best.safetensors",
            "validate --ckpt_path ckpt/run/latest.safetensors --data_dir data --json") =>
        _recipe = RecipeOptions.Create((option, group) => AddGrouped(option, group), key => Keys.Contains(key.Name), networks, Summaries);

    /// <inheritdoc/>
    public override int Execute(ParseResult parse, Session session)
    {
        var recipe = RecipeReader.Resolve(_recipe.Read(parse, defaultRecipe: null));
        if (recipe.CkptPath.Length == 0)
        {
            throw new SenetException("validate needs a checkpoint: give --ckpt_path FILE") { ExitCode = ExitCodes.Usage };
        }

        var validation = Validation.Run(new ValidationOptions
        {
            Recipe = recipe,
            FindNetwork = session.FindNetwork,
            Embedded = session.Options.EmbeddedData,
        });
        var result = validation.Result;
        session.Console.Log(Describe(validation));
        foreach (var line in validation.Unreadable)
        {
            session.Console.Log($"{line}; left out of the validation");
        }

        if (session.Console.IsJson)
        {
            session.Console.WriteDocument(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("format_version", JsonFormat.Version);
                Results.WriteScores(json, result);
                json.WriteNumber("images", result.Images);
                json.WriteNumber("unreadable", result.Unreadable);
                json.WriteNumber("seconds", result.Seconds);
                json.WriteEndObject();
            });
        }
        else
        {
            session.Console.WriteLine($"Validation: {Results.Describe(result)}");
        }

        return ExitCodes.Done;
    }

    private static string Describe(CheckpointValidation validation)
    {
        var trained = validation.Epochs is { } epochs ? FormattableString.Invariant($", trained for {epochs} {(epochs == 1 ? "epoch" : "epochs")}") : "";
        return $"Network {validation.Network}{trained}; {validation.Dataset}; computed in {validation.Precision}";
    }
}
