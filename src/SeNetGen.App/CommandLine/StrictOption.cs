using System.CommandLine;
using SeNetGen.Language.Diagnostics;

namespace SeNetGen.App.CommandLine;

/// <summary>The option that says whether weights must fit whole.</summary>
internal static class StrictOption
{
    private static readonly string[] Words = ["true", "false"];

    /// <summary>Adds it to a command.</summary>
    /// <param name="add">The command's own way to add an option with a value.</param>
    public static Option<string?> Create(Func<string, string, string, Option<string?>> add)
    {
        var option = add("--strict", "true|false", "Whether all tensors must fit (default true); else those that do are taken and the others named.");
        option.CompletionSources.Add(Words);
        return option;
    }

    /// <summary>Its value.</summary>
    /// <exception cref="SenetException">Neither true nor false.</exception>
    public static bool Read(ParseResult parse, Option<string?> option) => parse.GetValue(option) switch
    {
        null or "true" => true,
        "false" => false,
        var text => throw new SenetException($"--strict: '{text}' is neither true nor false{Suggestions.DidYouMean(text, Words)}"),
    };
}
