using System.CommandLine;
using SeNetGen.Data;
using SeNetGen.Training;

namespace SeNetGen.App.CommandLine;

/// <summary>Every key of a recipe as an option: <c>--batch_size 128</c> stands over <c>batch_size</c> in the file.</summary>
internal sealed class RecipeOptions
{
    private readonly Option<string?> _file;
    private readonly List<(string Key, Option<string?> Option)> _keys = [];

    private RecipeOptions(Option<string?> file) => _file = file;

    /// <summary>Makes the options of some keys, or of all, and hands each with its heading to <paramref name="add"/>.</summary>
    /// <param name="add">Takes an option and its heading.</param>
    /// <param name="keys">Whether a key is wanted.</param>
    /// <param name="networks">The names that complete <c>--model</c>.</param>
    /// <param name="summaries">What the help says of a key that means something else here.</param>
    /// <param name="withoutFile">What the help says of a command line without a recipe; may be empty.</param>
    public static RecipeOptions Create(Action<Option, string> add, Func<RecipeKey, bool> keys, IReadOnlyList<string> networks, IReadOnlyDictionary<string, string>? summaries = null, string withoutFile = "")
    {
        var description = $"A recipe: YAML with the keys below. What stands on the command line goes before it. {withoutFile}".TrimEnd();
        var file = new Option<string?>("--config", "-c") { Description = description, HelpName = "RECIPE", Arity = ArgumentArity.ExactlyOne };
        add(file, "Options");
        var result = new RecipeOptions(file);
        var defaults = new Recipe();
        foreach (var key in RecipeKeys.All.Where(keys))
        {
            var isFlag = key.Expects == "true or false";
            var option = new Option<string?>("--" + key.Name)
            {
                Description = summaries?.GetValueOrDefault(key.Name) ?? Describe(key, defaults),
                HelpName = isFlag ? "[true|false]" : key.Values.Kind == RecipeValueKind.Word ? string.Join('|', key.Values.Words) : "VALUE",
                Arity = isFlag ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
            };
            if (key.Name == "model")
            {
                option.CompletionSources.Add(_ => networks);
            }
            else if (key.Name == "dataset")
            {
                option.CompletionSources.Add([.. ImageDatasets.Names]);
            }
            else
            {
                option.CompletionSources.Add(isFlag ? ["true", "false"] : [.. key.Values.Words]);
            }

            add(option, "Recipe keys");
            result._keys.Add((key.Name, option));
        }

        return result;
    }

    /// <summary>What the command line says of a recipe.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="defaultRecipe">The program's own recipe.</param>
    public RecipeSources Read(ParseResult parse, string? defaultRecipe) => new()
    {
        DefaultText = defaultRecipe,
        File = parse.GetValue(_file),
        Overrides = [.. _keys
            .Where(item => parse.GetResult(item.Option) is { Implicit: false })
            .Select(item => (item.Key, parse.GetValue(item.Option) ?? "true"))],
    };

    private static string Describe(RecipeKey key, Recipe defaults)
    {
        var summary = char.ToUpperInvariant(key.Summary[0]) + key.Summary[1..];
        var value = key.Read(defaults);
        return value.Length == 0 || value == "null" ? $"{summary}." : $"{summary} (default {value}).";
    }
}
