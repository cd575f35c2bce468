using System.CommandLine;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Output;
using SeNetGen.Training;

namespace SeNetGen.App.Commands;

/// <summary><c>validate</c>: the accuracy of a checkpoint, by the code path that training validates with.</summary>
internal sealed class ValidateCommand : SenetCommand
{
    /// <summary>The key that names the checkpoint; the only one that must be given.</summary>
    private const string CheckpointKey = "ckpt_path";

    /// <summary>The keys that a validation reads.</summary>
    private static readonly string[] Keys = [CheckpointKey, "model", "num_classes", "dataset", "data_dir", "val_split", "batch_size", "num_parallel_workers", "mean", "std", "precision", "device"];

    private readonly RecipeOptions _recipe;

    public ValidateCommand(IReadOnlyList<string> networks)
        : base(
            "validate",
            "Validates a checkpoint. It knows its network, classes, data set, preprocessing and precision, so that nothing else need be given; plain weights need a recipe.",
            "validate --ckpt_path ckpt/run/best.safetensors",
            "validate --ckpt_path ckpt/run/latest.safetensors --data_dir data --json") =>
        _recipe = RecipeOptions.Create((option, group) => AddGrouped(option, group), key => Keys.Contains(key.Name), networks);

    /// <inheritdoc/>
    public override int Execute(ParseResult parse, Session session)
    {
        var sources = _recipe.Read(parse, defaultRecipe: null);
        var recipe = sources.File is null ? null : RecipeReader.Read(sources.File);
        var given = sources.Overrides.LastOrDefault(item => item.Name == CheckpointKey).Value ?? recipe?.CkptPath;
        if (string.IsNullOrEmpty(given))
        {
            throw new SenetException("validate needs a checkpoint: give --ckpt_path FILE") { ExitCode = ExitCodes.Usage };
        }

        var result = Validation.Run(new ValidationOptions
        {
            CheckpointPath = given,
            Recipe = recipe,
            Overrides = [.. sources.Overrides.Where(item => item.Name != CheckpointKey)],
            FindNetwork = session.FindNetwork,
            Embedded = session.Options.EmbeddedData,
        });
        if (session.Console.IsJson)
        {
            session.Console.WriteDocument(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("format_version", JsonFormat.Version);
                Results.WriteScores(json, result);
                json.WriteNumber("images", result.Images);
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
}
