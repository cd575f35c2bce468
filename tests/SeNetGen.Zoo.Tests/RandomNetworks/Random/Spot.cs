using System.Globalization;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>A place in a body where a layer is drawn.</summary>
internal sealed class Spot(Draw draw, Func<string, string> name, int channels, int stride, IReadOnlyList<string> alike, string last)
{
    /// <summary>The choices.</summary>
    public Draw Draw => draw;

    /// <summary>Channels of the value before.</summary>
    public int Channels => channels;

    /// <summary>The stride that the layer shall have; one that cannot stride answers null unless it is 1.</summary>
    public int Stride => stride;

    /// <summary>Earlier values that still have the current value's shape, unless a kernel or its padding changed the size a little.</summary>
    public IReadOnlyList<string> Alike => alike;

    /// <summary>The name of the value before.</summary>
    public string Last => last;

    /// <summary>A name that nobody has.</summary>
    public string Name(string stem) => name(stem);

    /// <summary>A number as YAML has it.</summary>
    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>One layer that keeps the channels.</summary>
    public static Drawn Same(Spot spot, RandomLayer layer) => new([layer], spot.Channels);
}

/// <summary>Drawn layers.</summary>
/// <param name="Layers">The layers, one after the other.</param>
/// <param name="Channels">Channels of the last one's value.</param>
internal sealed record Drawn(IReadOnlyList<RandomLayer> Layers, int Channels);
