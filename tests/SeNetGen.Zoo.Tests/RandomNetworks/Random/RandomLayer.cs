using System.Globalization;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>When a drawn layer is there at all.</summary>
internal enum Presence
{
    /// <summary>Always, without saying so.</summary>
    Unsaid,

    /// <summary>Always: a condition that holds.</summary>
    Always,

    /// <summary>Never: a condition that does not.</summary>
    Never,

    /// <summary>Where the block changes channels or size: <c>stride != 1 or input.channels != planes</c>.</summary>
    WhereShapeChanges,
}

/// <summary>
/// A layer of a random architecture. Values of arguments are as YAML has them: <c>3</c>, <c>true</c>, <c>same</c>, the name of a value;
/// <c>$planes</c> and <c>$stride</c> are the parameters of the block that it stands in.
/// </summary>
/// <param name="Name">Its key.</param>
/// <param name="Head">Its operation or block; empty for a group in place.</param>
internal sealed record RandomLayer(string Name, string Head)
{
    /// <summary>The main argument.</summary>
    public string? Main { get; init; }

    /// <summary>The other arguments.</summary>
    public IReadOnlyList<(string Name, string Value)> Arguments { get; init; } = [];

    /// <summary>Names of arguments whose value is another layer's; the main one is called by its signature's name.</summary>
    public IReadOnlyList<string> Operands { get; init; } = [];

    /// <summary>The value it starts from instead of the one before.</summary>
    public string? From { get; init; }

    /// <summary>How often it is repeated; 0 when it is not.</summary>
    public int Repeat { get; init; }

    /// <summary>When it is there.</summary>
    public Presence Presence { get; init; }

    /// <summary>The layers of a group in place; null for another layer.</summary>
    public IReadOnlyList<RandomLayer>? Group { get; init; }

    /// <summary>Height and width from what is written: an integer for both, or <c>[3, 5]</c>.</summary>
    public static long[] Sides(string value)
    {
        long[] numbers = [.. value.Trim('[', ']').Split(", ").Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
        return numbers.Length == 1 ? [numbers[0], numbers[0]] : numbers;
    }

    /// <summary>The argument as an integer.</summary>
    public int Integer(string name, int standard) => Find(name) is { } found ? int.Parse(found, CultureInfo.InvariantCulture) : standard;

    /// <summary>Whether the argument is <c>true</c>.</summary>
    public bool Boolean(string name, bool standard) => Find(name) is { } found ? found == "true" : standard;

    /// <summary>The argument as written.</summary>
    public string Word(string name, string standard) => Find(name) ?? standard;

    /// <summary>The layer with the block's parameters in place of their names.</summary>
    public RandomLayer With(BlockArguments arguments) => this with
    {
        Main = arguments.Replace(Main),
        Arguments = [.. Arguments.Select(argument => (argument.Name, arguments.Replace(argument.Value)!))],
        Group = Group?.Select(layer => layer.With(arguments)).ToArray(),
    };

    /// <summary>An argument's value; null when it is not given.</summary>
    public string? Find(string name)
    {
        var found = Arguments.FirstOrDefault(argument => argument.Name == name);
        return found.Name is null ? null : found.Value;
    }
}

/// <summary>What a block is called with.</summary>
internal sealed record BlockArguments(int Planes, int Stride)
{
    public const string PlanesName = "$planes";
    public const string StrideName = "$stride";

    public string? Replace(string? value) => value switch
    {
        PlanesName => Planes.ToString(CultureInfo.InvariantCulture),
        StrideName => Stride.ToString(CultureInfo.InvariantCulture),
        _ => value,
    };
}

/// <summary>A block, <c>parameters: { planes: required, stride: 1 }</c>: layers, or residual, shortcut and what follows their sum.</summary>
internal sealed record RandomBlock(IReadOnlyList<RandomLayer> Residual, IReadOnlyList<RandomLayer>? Shortcut, IReadOnlyList<RandomLayer> After, bool IsPlain);
