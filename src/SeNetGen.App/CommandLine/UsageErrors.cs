using System.CommandLine;
using System.CommandLine.Parsing;
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
        var seeHelp = isRoot ? $"'{program} --help' lists the commands" : $"'{program} {string.Join(' ', HelpWriter.Path(command))} --help' lists what it takes";
        if (FindUnknownOption(parse) is { } option)
        {
            return WithHelp(Unmatched(command, option, isRoot), seeHelp);
        }

        if (parse.UnmatchedTokens is [var token, ..])
        {
            return WithHelp(Unmatched(command, token, isRoot), seeHelp);
        }

        var options = Commands(parse.CommandResult).SelectMany(result => result.Children).OfType<OptionResult>().ToList();
        if (options.Find(result => result.IdentifierTokenCount > 1) is { } repeated)
        {
            return $"option '{repeated.Option.Name}' is given {(repeated.IdentifierTokenCount == 2 ? "twice" : "more than once")}: give it once";
        }

        if (options.Find(result => !result.Implicit && result.Tokens.Count < result.Option.Arity.MinimumNumberOfValues) is { } bare)
        {
            return $"option '{bare.Option.Name}' needs a value: {bare.Option.HelpName}; {seeHelp}";
        }

        if (command.Subcommands.Count > 0)
        {
            return $"'{command.Name}' needs a command: {string.Join(", ", command.Subcommands.Select(item => item.Name))}; {seeHelp}";
        }

        var missing = command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0 && parse.GetResult(argument) is null or { Tokens.Count: 0 }).Select(argument => argument.Name)
            .Concat(command.Options.Where(item => item.Required && parse.GetResult(item) is null or { Implicit: true }).Select(item => $"{item.Name} {item.HelpName}"))
            .ToList();
        return missing.Count > 0
            ? $"'{command.Name}' needs {string.Join(", ", missing)}; {seeHelp}"
            : $"{parse.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.')}; {seeHelp}";
    }

    /// <summary>An option that the command does not know: the parser takes it for an argument where one may stand.</summary>
    public static string? FindUnknownOption(ParseResult parse) =>
        parse.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? null
            : parse.UnmatchedTokens.Concat(parse.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value))
                .FirstOrDefault(token => token.Length > 1 && token[0] == '-' && !char.IsAsciiDigit(token[1]));

    /// <summary>The command and those above it, whose options it takes too.</summary>
    private static IEnumerable<CommandResult> Commands(CommandResult command) =>
        command.Parent is CommandResult parent ? Commands(parent).Prepend(command) : [command];

    private static string WithHelp((string Message, string Meant) fault, string seeHelp) =>
        fault.Meant.Length > 0 ? fault.Message + fault.Meant : $"{fault.Message}; {seeHelp}";

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

        return command.Subcommands.Count > 0
            ? ($"unknown command '{token}'{(isRoot ? "" : $" of '{command.Name}'")}", Suggestions.DidYouMean(token, command.Subcommands.Select(item => item.Name)))
            : ($"'{command.Name}' does not take '{token}'", "");
    }
}
