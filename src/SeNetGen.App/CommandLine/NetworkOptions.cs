using System.CommandLine;
using SeNetGen.App.Output;
using SeNetGen.Modules;

namespace SeNetGen.App.CommandLine;

/// <summary>The options that say how a network is made: its classes, the channels, height and width of its input.</summary>
internal sealed class NetworkOptions
{
    private readonly Option<string?> _classes = Size("--classes", "Classes of the last layer; the architecture file's by default.");
    private readonly Option<string?> _channels = Size("--channels", "Channels of the input, where the network leaves them open.");
    private readonly Option<string?> _height = Size("--height", "Height of the input; the architecture file's by default.");
    private readonly Option<string?> _width = Size("--width", "Width of the input; --height where that is given alone.");

    /// <summary>Beyond any image, and small enough that no count of parameters or multiply-adds leaves 64 bits.</summary>
    private const int LargestSize = 100_000;

    private const int MostClasses = 100_000_000;

    /// <summary>What a network calls the argument that sets its classes.</summary>
    public const string ClassesArgument = "classes";

    /// <summary>Hands the options to <paramref name="add"/>.</summary>
    /// <param name="add">Takes an option.</param>
    /// <param name="withSize">Whether the input's size can be chosen.</param>
    public NetworkOptions(Action<Option> add, bool withSize)
    {
        add(_classes);
        add(_channels);
        if (withSize)
        {
            add(_height);
            add(_width);
        }
    }

    /// <summary>Whether the command line says the classes.</summary>
    public bool HasClasses(ParseResult parse) => parse.GetValue(_classes) is not null;

    /// <summary>Whether the command line says the channels.</summary>
    public bool HasChannels(ParseResult parse) => parse.GetValue(_channels) is not null;

    /// <summary>The constructor's arguments.</summary>
    /// <exception cref="SenetException">The network does not leave that open, or the value is no size.</exception>
    public NetworkArguments ReadArguments(ParseResult parse, NetworkInfo network)
    {
        var arguments = network.DefaultArguments;
        if (Read(parse, _classes, MostClasses) is { } classes)
        {
            arguments = arguments.With(ClassesArgument, classes);
        }

        if (Read(parse, _channels, LargestSize) is { } channels)
        {
            if (network.ChannelsArgument is not { } name)
            {
                throw new SenetException(FormattableString.Invariant($"--channels: '{network.Name}' takes images of {network.Input.Channels} channels and no others"));
            }

            arguments = arguments.With(name, channels);
        }

        return arguments;
    }

    /// <summary>The shape of the input.</summary>
    /// <exception cref="SenetException">The network does not accept that size.</exception>
    public Shape ReadInput(ParseResult parse, NetworkInfo network, NetworkArguments arguments)
    {
        var shape = network.InputFor(arguments);
        var height = Read(parse, _height, LargestSize);
        var width = Read(parse, _width, LargestSize) ?? height;
        shape = shape with { Height = height ?? shape.Height, Width = width ?? shape.Width };
        var refusal = network.Heights.Refuse("height", shape.Height) ?? network.Widths.Refuse("width", shape.Width);
        return refusal is null ? shape : throw new SenetException($"{network.Name}: {refusal}");
    }

    private static int? Read(ParseResult parse, Option<string?> option, int most) =>
        parse.GetValue(option) is { } text
            ? int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var value) && value > 0 && value <= most
                ? value
                : throw new SenetException($"{option.Name}: '{text}' is not a whole number from 1 to {Numbers.Grouped(most)}")
            : null;

    private static Option<string?> Size(string name, string description) =>
        new(name) { Description = description, HelpName = "N", Arity = ArgumentArity.ExactlyOne };
}
