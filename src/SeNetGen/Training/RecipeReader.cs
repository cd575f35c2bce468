using SeNetGen.Checkpoints;
using SeNetGen.Data;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SeNetGen.Training;

/// <summary>Where a recipe comes from.</summary>
public sealed record RecipeSources
{
    /// <summary>Text of the recipe to start from when no file is given, no run is resumed and no data set of colour images is named; null starts from the built-in defaults.</summary>
    public string? DefaultText { get; init; }

    /// <summary>A recipe file (<c>-c</c>), or null.</summary>
    public string? File { get; init; }

    /// <summary>Keys and values from the command line; '-' may stand for '_' in a key.</summary>
    public IReadOnlyList<(string Name, string Value)> Overrides { get; init; } = [];
}

/// <summary>Reads recipes: flat YAML with the keys of <see cref="RecipeKeys"/>.</summary>
public static class RecipeReader
{
    /// <summary>Reads a file over the built-in defaults.</summary>
    /// <exception cref="SenetException">No such file, wrong YAML, an unknown or repeated key, or a wrong value: the message names the line.</exception>
    public static Recipe Read(string file) => Apply(new Recipe(), ReadText(file), file);

    /// <summary>Reads a text over the built-in defaults.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">What to call it in messages.</param>
    /// <exception cref="SenetException">As <see cref="Read"/>.</exception>
    public static Recipe Parse(string text, string file) => Apply(new Recipe(), text, file);

    /// <summary>
    /// Puts a recipe together. Defaults come first, then the file, then the overrides. When the overrides or the file name a training
    /// checkpoint to resume, that checkpoint's recipe stands in the place of the defaults, so that a run goes on as it began.
    /// </summary>
    /// <exception cref="SenetException">As <see cref="Read"/>, or the checkpoint cannot be read.</exception>
    public static Recipe Resolve(RecipeSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var text = sources.File is null ? null : ReadText(sources.File);
        Recipe Over(Recipe start)
        {
            var recipe = text is null ? start : Apply(start, text, sources.File!);
            foreach (var (name, value) in sources.Overrides)
            {
                recipe = Override(recipe, name, value);
            }

            return recipe;
        }

        // A program's own recipe is for the data that it carries and their like; colours need other augmentations and constants.
        var isOwn = sources.DefaultText is not null && text is null && ImageDatasets.GreyNames.Contains(Over(new Recipe()).Dataset);
        var defaults = isOwn ? Parse(sources.DefaultText!, "default recipe") : new Recipe();
        var resolved = Over(defaults);
        if (resolved.CkptPath.Length == 0 || !resolved.ResumeOpt || CheckpointFile.ReadState(resolved.CkptPath) is not CheckpointState state)
        {
            return resolved;
        }

        return Over(CheckpointRecipe.Read(state));
    }

    /// <summary>Sets one key.</summary>
    /// <exception cref="SenetException">An unknown key or a wrong value.</exception>
    public static Recipe Override(Recipe recipe, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        var key = RecipeKeys.Find(name) ?? throw new SenetException(Unknown("", name));
        var trimmed = value.Trim();
        var isList = trimmed.Length > 1 && trimmed[0] == '[' && trimmed[^1] == ']';
        var body = isList ? trimmed[1..^1] : trimmed;
        // Texts may hold commas (a folder's name); lists of numbers are the only lists.
        var items = isList || key.Values.Kind == RecipeValueKind.Numbers ? body.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [value];
        return key.Set(recipe, new RecipeValue(items, isList || items.Length != 1))
            ?? throw new SenetException($"{key.Name} is '{value}', not {key.Expects}");
    }

    /// <summary>Writes a recipe as a file that <see cref="Read"/> reads back to an equal recipe.</summary>
    public static string Write(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return string.Concat(RecipeKeys.All.Select(key => $"{key.Name}: {Quote(key.Read(recipe))}\n"));
    }

    internal static Recipe Apply(Recipe recipe, string text, string file)
    {
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                return recipe;
            }

            parser.Consume<DocumentStart>();
            if (!parser.TryConsume<MappingStart>(out _))
            {
                // A file of comments alone is an empty recipe.
                return parser.TryConsume<Scalar>(out var only) && only.Value.Length == 0 ? recipe : throw new SenetException($"{file}(1): a recipe is a list of 'key: value' lines");
            }

            while (!parser.TryConsume<MappingEnd>(out _))
            {
                recipe = ApplyEntry(recipe, parser, file, seen);
            }

            return recipe;
        }
        catch (YamlException error)
        {
            throw new SenetException($"{file}({error.Start.Line}): this is not YAML: {error.Message}");
        }
    }

    private static Recipe ApplyEntry(Recipe recipe, Parser parser, string file, Dictionary<string, long> seen)
    {
        var at = parser.Current!.Start.Line;
        if (!parser.TryConsume<Scalar>(out var name))
        {
            throw new SenetException($"{file}({at}): a key must be a plain word");
        }

        if (seen.TryGetValue(name.Value, out var first))
        {
            throw new SenetException($"{file}({at}): key '{name.Value}' is given twice, first in line {first}: keep one");
        }

        seen.Add(name.Value, at);
        var key = RecipeKeys.All.FirstOrDefault(k => k.Name == name.Value) ?? throw new SenetException(Unknown($"{file}({at}): ", name.Value));
        var value = ReadValue(parser, key, file);
        return key.Set(recipe, value) ?? throw new SenetException($"{file}({at}): {key.Name} is '{value}', not {key.Expects}");
    }

    private static RecipeValue ReadValue(Parser parser, RecipeKey key, string file)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new RecipeValue([scalar.Value], false);
        }

        var at = parser.Current!.Start.Line;
        if (!parser.TryConsume<SequenceStart>(out _))
        {
            throw new SenetException($"{file}({at}): {key.Name} must be {key.Expects}");
        }

        var items = new List<string>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var item))
            {
                throw new SenetException($"{file}({at}): {key.Name} must be {key.Expects}");
            }

            items.Add(item.Value);
        }

        return new RecipeValue(items, true);
    }

    private static string ReadText(string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            return new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SenetException($"recipe '{file}' does not exist");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A decoder error is an ArgumentException.
            throw new SenetException(Directory.Exists(file) ? $"recipe '{file}' is a folder: give a file in it" : $"recipe '{file}' cannot be read: {error.Message}");
        }
    }

    private static string Unknown(string place, string name)
    {
        var closest = Suggestion.Closest(name.Replace('-', '_'), RecipeKeys.All.Select(key => key.Name));
        return $"{place}unknown key '{name}'" + (closest is null ? $"; a recipe knows {string.Join(", ", RecipeKeys.All.Select(key => key.Name))}" : $"; did you mean '{closest}'?");
    }

    private static string Quote(string value)
        => value.Length > 0 && (value[0] == '[' || value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or ':' or '+')) ? value : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
