using System.CommandLine;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Output;
using SeNetGen.Training;

namespace SeNetGen.App.Commands;

/// <summary><c>data preview</c>: a picture of what a network sees under a recipe.</summary>
internal sealed class DataPreviewCommand : SenetCommand
{
    private const int DefaultImages = 6;

    private readonly Argument<string> _recipe = new("RECIPE") { Description = "A recipe: YAML with the keys of 'train'." };
    private readonly Option<string?> _file;
    private readonly Option<string?> _dataDir;
    private readonly Option<string?> _images;

    public DataPreviewCommand()
        : base(
            "preview",
            "Writes a PNG of training images as a recipe augments them, with their labels, and of validation images.",
            "data preview recipe.yaml --data_dir photos -o sheet.png")
    {
        Add(_recipe);
        _file = AddText("--output", "PNG", "The picture; a file that is there is replaced.", aliases: "-o");
        _file.Required = true;
        _dataDir = AddText("--data_dir", "DIR", "The data set's folder, over the recipe's.");
        _images = AddText("--images", "N", FormattableString.Invariant($"Training images, a row each, and as many rows of validation images (default {DefaultImages})."));
    }

    /// <inheritdoc/>
    public override int Execute(ParseResult parse, Session session)
    {
        var folder = parse.GetValue(_dataDir);
        var recipe = RecipeReader.Resolve(new RecipeSources { File = parse.GetRequiredValue(_recipe), Overrides = folder is null ? [] : [("data_dir", folder)] });
        var images = ReadInteger(parse, _images, minimum: 1) ?? DefaultImages;
        var result = DataPreview.Write(recipe, images, parse.GetValue(_file)!, session.Options.EmbeddedData);
        foreach (var line in result.Unreadable)
        {
            session.Console.Log($"{line}; passed over");
        }

        if (session.Console.IsJson)
        {
            session.Console.WriteDocument(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("format_version", JsonFormat.Version);
                json.WriteString("file", result.File);
                json.WriteNumber("width", result.Width);
                json.WriteNumber("height", result.Height);
                foreach (var (name, shown) in new[] { ("training", result.Training), ("validation", result.Validation) })
                {
                    json.WriteStartArray(name);
                    foreach (var (place, label) in shown)
                    {
                        json.WriteStartObject();
                        json.WriteString("image", place);
                        json.WriteString("label", label);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                }

                json.WriteNumber("unreadable", result.Unreadable.Count);
                json.WriteEndObject();
            });
            return ExitCodes.Done;
        }

        session.Console.WriteLine(FormattableString.Invariant($"{result.File}: {result.Training.Count} training images, {DataPreview.Draws} draws of each, and {result.Validation.Count} validation images"));
        return ExitCodes.Done;
    }
}
