using System.Globalization;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>What a variant sets: the values of the family's parameters <c>wide</c>, <c>deep</c> and <c>act</c>, and of the runtime ones.</summary>
internal sealed record Settings(int Wide, int Deep, RandomLayer Act, int Classes, int Channels)
{
    /// <summary>The value of one of its names; null for others.</summary>
    public string? Find(string name) => name switch
    {
        "wide" => Wide.ToString(CultureInfo.InvariantCulture),
        "classes" => Classes.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>The layer as it is in this variant.</summary>
    public RandomLayer Bind(RandomLayer layer)
    {
        var bound = layer.With(Find);
        bound = bound.Head == "$act" ? bound.Of(Act) : bound;
        return bound with { Repeat = bound.IsRepeatSet ? Deep : bound.Repeat, Group = bound.Group?.Select(Bind).ToArray() };
    }
}

/// <summary>One network of a random architecture: its layers without the family's names.</summary>
internal sealed class RandomVariant(RandomArchitecture architecture, string className, Settings settings)
{
    /// <summary>The architecture.</summary>
    public RandomArchitecture Architecture => architecture;

    /// <summary>Its class.</summary>
    public string ClassName => className;

    /// <summary>What it sets.</summary>
    public Settings Settings => settings;

    /// <summary>Its layers: stem, stages, head.</summary>
    public IReadOnlyList<RandomLayer> Layers { get; } = [.. architecture.Stem.Concat(architecture.Stages).Concat(architecture.Head).Select(settings.Bind)];

    /// <summary>Its blocks.</summary>
    public IReadOnlyDictionary<string, RandomBlock> Blocks { get; } =
        architecture.Blocks.ToDictionary(block => block.Key, block => block.Value.Select(settings.Bind), StringComparer.Ordinal);

    /// <summary>The same made with other runtime arguments.</summary>
    public RandomVariant With(int channels, int classes) => new(architecture, className, settings with { Channels = channels, Classes = classes });

    /// <summary>The operations that its layers name, in blocks and groups too.</summary>
    public IReadOnlySet<string> Operations
    {
        get
        {
            var heads = new HashSet<string>(StringComparer.Ordinal);
            void Add(IEnumerable<RandomLayer> layers)
            {
                foreach (var layer in layers)
                {
                    if (layer.Group is not null)
                    {
                        Add(layer.Group);
                    }
                    else if (layer.Presence is not (Presence.Never or Presence.WhereGated) && OperationEntries.Find(layer.Head) is not null)
                    {
                        heads.Add(layer.Head);
                    }
                }
            }

            Add(Layers);
            Add(Blocks.Values.SelectMany(block => block.Layers));
            return heads;
        }
    }
}
