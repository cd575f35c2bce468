using System.CommandLine;

namespace SeNetGen.App.CommandLine;

/// <summary>A word before commands of one kind: <c>data preview</c>. It does nothing by itself.</summary>
internal sealed class CommandGroup : SenetCommand
{
    /// <summary>Makes the group; its examples are those of its commands.</summary>
    public CommandGroup(string name, string description, params SenetCommand[] commands)
        : base(name, description, [.. commands.SelectMany(command => command.Examples)])
    {
        foreach (var command in commands)
        {
            Add(command);
        }
    }

    /// <inheritdoc/>
    public override int Execute(ParseResult parse, Session session) => throw new InvalidOperationException("A group is no command; the parser asks for one.");
}
