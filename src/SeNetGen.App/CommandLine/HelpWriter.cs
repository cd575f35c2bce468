using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using SeNetGen.App.Output;

namespace SeNetGen.App.CommandLine;

/// <summary>Prints the help of a command: what it does, how it is called, its options by group, and examples.</summary>
internal sealed class HelpWriter : SynchronousCommandLineAction
{
    private const int Width = 110;
    private const int FirstColumn = 34;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, Console.Out);
        return ExitCodes.Done;
    }

    /// <summary>Prints a command's help.</summary>
    public static void Write(Command command, TextWriter output)
    {
        foreach (var line in Wrap(command.Description ?? "", Width))
        {
            output.WriteLine(line);
        }

        output.WriteLine();
        output.WriteLine("Usage:");
        output.WriteLine("  " + Usage(command));
        WriteRows(output, "Commands", command.Subcommands.Where(item => !item.Hidden).Select(item => (item.Name, item.Description ?? "")));
        WriteRows(output, "Arguments", command.Arguments.Where(item => !item.Hidden).Select(item => (item.Name, item.Description ?? "")));
        var own = command.Options.Where(item => !item.Hidden).ToList();
        foreach (var group in own.GroupBy(option => GroupOf(command, option)))
        {
            WriteRows(output, group.Key, group.Select(Row));
        }

        WriteRows(output, "Common options", InheritedOptions(command).Select(Row));
        if (command is SenetCommand { Examples.Count: > 0 } senet)
        {
            output.WriteLine();
            output.WriteLine(senet.Examples.Count == 1 ? "Example:" : "Examples:");
            foreach (var example in senet.Examples)
            {
                output.WriteLine($"  {AppConsole.Program} {example}");
            }
        }
        else if (command is RootCommand)
        {
            output.WriteLine();
            output.WriteLine("Example:");
            output.WriteLine($"  {AppConsole.Program} train --epoch_size 5");
            output.WriteLine();
            output.WriteLine($"'{AppConsole.Program} COMMAND --help' tells the options of a command, with examples.");
        }
    }

    private static string GroupOf(Command command, Option option) =>
        command is SenetCommand senet ? senet.GroupOf(option) : "Options";

    private static IEnumerable<Option> InheritedOptions(Command command) =>
        command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive && !option.Hidden);

    private static string Usage(Command command)
    {
        var words = new List<string> { AppConsole.Program };
        if (command is RootCommand)
        {
            words.Add("COMMAND [options]");
            return string.Join(' ', words);
        }

        words.AddRange(Path(command));
        if (command.Subcommands.Count > 0)
        {
            words.Add("COMMAND");
        }

        words.AddRange(command.Arguments.Select(argument => argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "..." : argument.Name));
        words.AddRange(command.Options.Where(option => option.Required).Select(option => $"{option.Name} {option.HelpName}"));
        words.Add("[options]");
        return string.Join(' ', words);
    }

    private static (string First, string Second) Row(Option option)
    {
        var names = option is HelpOption
            ? "-h, --help"
            : string.Join(", ", option.Aliases.Where(alias => alias.Length == 2).Append(option.Name));
        return (option.HelpName is { Length: > 0 } value ? $"{names} {value}" : names, option.Description ?? "");
    }

    /// <summary>The names from below the root down to a command.</summary>
    public static IEnumerable<string> Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault(parent => parent is not RootCommand) is { } parent ? Path(parent).Append(command.Name) : [command.Name];

    private static void WriteRows(TextWriter output, string heading, IEnumerable<(string First, string Second)> rows)
    {
        var isFirst = true;
        foreach (var (first, second) in rows)
        {
            if (isFirst)
            {
                output.WriteLine();
                output.WriteLine(heading + ":");
                isFirst = false;
            }

            var lines = Wrap(second, Width - FirstColumn);
            var start = "  " + first;
            if (start.Length >= FirstColumn - 1)
            {
                output.WriteLine(start);
                start = "";
            }

            foreach (var line in lines)
            {
                output.WriteLine((start.PadRight(FirstColumn) + line).TrimEnd());
                start = "";
            }
        }
    }

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                line = "";
            }

            line = line.Length == 0 ? word : line + " " + word;
        }

        lines.Add(line);
        return lines;
    }
}
