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

    /// <summary>Where the block's caller says so: <c>gated</c>.</summary>
    WhereGated,
}

/// <summary>
/// A layer of a random architecture. Values of arguments are as YAML has them: <c>3</c>, <c>true</c>, <c>same</c>, the name of a value;
/// those that begin with <c>$</c> are names whose value depends on where the layer is used: a block's arguments, a variant's settings,
/// <c>channels</c>.
/// </summary>
/// <param name="Name">Its key.</param>
/// <param name="Head">Its operation, block or layer-valued parameter; empty for a group in place.</param>
internal sealed record RandomLayer(string Name, string Head)
{
    /// <summary>The main argument.</summary>
    public string? Main { get; init; }

    /// <summary>The other arguments.</summary>
    public IReadOnlyList<(string Name, string Value)> Arguments { get; init; } = [];

    /// <summary>Arguments with a value for each repetition.</summary>
    public IReadOnlyList<Series> Series { get; init; } = [];

    /// <summary>Names of arguments whose value is another layer's; the main one is called by its signature's name.</summary>
    public IReadOnlyList<string> Operands { get; init; } = [];

    /// <summary>The value it starts from instead of the one before.</summary>
    public string? From { get; init; }

    /// <summary>How often it is repeated; 0 when it is not.</summary>
    public int Repeat { get; init; }

    /// <summary>Whether <see cref="Repeat"/> is what a variant sets.</summary>
    public bool IsRepeatSet { get; init; }

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

    /// <summary>The layer with values in place of names; what a name does not mean here stays.</summary>
    /// <param name="find">The value of a name without its <c>$</c>; null when it means nothing here.</param>
    public RandomLayer With(Func<string, string?> find)
    {
        string Replace(string value) => value.StartsWith('$') ? find(value[1..]) ?? value : value;
        return this with
        {
            Main = Main is null ? null : Replace(Main),
            Arguments = [.. Arguments.Select(argument => (argument.Name, Replace(argument.Value)))],
            Series = [.. Series.Select(series => series with { Values = [.. series.Values.Select(Replace)] })],
            Group = Group?.Select(layer => layer.With(find)).ToArray(),
        };
    }

    /// <summary>One repetition, from 0.</summary>
    public RandomLayer Child(int index)
    {
        var child = this with { Repeat = 0, Series = [] };
        foreach (var series in Series)
        {
            // Behind { first: a } the argument has its default.
            if (index >= series.Values.Count && !series.HasRest)
            {
                continue;
            }

            var value = series.Values[Math.Min(index, series.Values.Count - 1)];
            child = series.Name is null ? child with { Main = value } : child with { Arguments = [.. child.Arguments, (series.Name, value)] };
        }

        return child;
    }

    /// <summary>The layer with the operation that its layer-valued head stands for: what is preset there, and what is given here.</summary>
    public RandomLayer Of(RandomLayer preset) => this with { Head = preset.Head, Main = Main ?? preset.Main, Arguments = [.. preset.Arguments, .. Arguments] };

    /// <summary>An argument's value; null when it is not given.</summary>
    public string? Find(string name)
    {
        var found = Arguments.FirstOrDefault(argument => argument.Name == name);
        return found.Name is null ? null : found.Value;
    }
}

/// <summary>An argument with a value for each repetition.</summary>
/// <param name="Name">Its name; null for the main one.</param>
/// <param name="Values">One a repetition; or the first's and, unless the block's default follows, the rest's.</param>
/// <param name="IsEach">Whether it is written <c>{ each: }</c> instead of <c>{ first:, rest: }</c>.</param>
internal sealed record Series(string? Name, IReadOnlyList<string> Values, bool IsEach)
{
    /// <summary>Whether the last value is that of all further repetitions.</summary>
    public bool HasRest => IsEach || Values.Count > 1;
}
