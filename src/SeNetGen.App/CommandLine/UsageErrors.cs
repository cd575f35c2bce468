using System.CommandLine;
using SeNetGen.Language.Diagnostics;

namespace SeNetGen.App.CommandLine;

/// <summary>Says in one line why a command line cannot be parsed, and what was meant.</summary>
internal static class UsageErrors
{
    /// <summary>The message for the first thing that is wrong.</summary>
    /// <param name="parse">What could not be parsed.</param>
    /// <param name="program">What the program is called.</param>
    public static string Describe(ParseResult parse, string program)
    {
        var command = parse.CommandResult.Command;
        var isRoot = command is RootCommand;
        var seeHelp = isRoot ? $"'{program} --help' lists the commands" : $"'{program} {command.Name} --help' lists what it takes";
        if (parse.UnmatchedTokens is [var token, ..])
        {
            return Unmatched(command, token, isRoot) is var (message, meant) && meant.Length > 0 ? message + meant : $"{message}; {seeHelp}";
        }

        var text = parse.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.');
        return $"{text}; {seeHelp}";
    }

    private static (string Message, string Meant) Unmatched(Command command, string token, bool isRoot)
    {
        if (token.StartsWith('-'))
        {
            var name = token.Split('=', ':')[0];
            var known = command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive))
                .Where(option => !option.Hidden)
                .SelectMany(option => option.Aliases.Append(option.Name));
            var where = isRoot ? "" : $" of '{command.Name}'";
            return ($"unknown option '{name}'{where}", Suggestions.DidYouMean(name, known));
        }

        return isRoot
            ? ($"unknown command '{token}'", Suggestions.DidYouMean(token, command.Subcommands.Select(item => item.Name)))
            : ($"'{command.Name}' does not take '{token}'", "");
    }
}
