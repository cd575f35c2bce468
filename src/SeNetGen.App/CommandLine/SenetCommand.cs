using System.CommandLine;

namespace SeNetGen.App.CommandLine;

/// <summary>A command: its arguments, its examples, and what it does.</summary>
internal abstract class SenetCommand(string name, string description, params string[] examples) : Command(name, description)
{
    private readonly Dictionary<Option, string> _groups = [];

    /// <summary>Example command lines, without the program's name.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>The heading under which the help lists an option.</summary>
    public string GroupOf(Option option) => _groups.GetValueOrDefault(option, "Options");

    /// <summary>Does the command's work.</summary>
    /// <returns>The exit code.</returns>
    public abstract int Execute(ParseResult parse, Session session);

    /// <summary>Adds an option that takes a text.</summary>
    protected Option<string?> AddText(string name, string valueName, string description, string group = "Options", params string[] aliases)
    {
        var option = new Option<string?>(name, aliases) { Description = description, HelpName = valueName, Arity = ArgumentArity.ExactlyOne };
        return AddGrouped(option, group);
    }

    /// <summary>Adds an option that stands alone, or takes true or false.</summary>
    protected Option<bool> AddFlag(string name, string description, string group = "Options") =>
        AddGrouped(new Option<bool>(name) { Description = description }, group);

    /// <summary>Adds an option under a heading.</summary>
    protected T AddGrouped<T>(T option, string group)
        where T : Option
    {
        Add(option);
        _groups[option] = group;
        return option;
    }

    /// <summary>Adds the argument that names a network, completed on Tab.</summary>
    protected Argument<string> AddNetworkName(string description, IReadOnlyList<string> names)
    {
        var argument = new Argument<string>("NAME") { Description = description };
        argument.CompletionSources.Add(_ => names);
        Add(argument);
        return argument;
    }

    /// <summary>The whole number that an option is given, or the default.</summary>
    /// <exception cref="SenetException">It is not a whole number of at least <paramref name="minimum"/>.</exception>
    protected static int? ReadInteger(ParseResult parse, Option<string?> option, int minimum)
    {
        var text = parse.GetValue(option);
        if (text is null)
        {
            return null;
        }

        return int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var value) && value >= minimum
            ? value
            : throw new SenetException(FormattableString.Invariant($"{option.Name}: '{text}' is not a whole number of at least {minimum}"));
    }
}
