using System.Globalization;
using CsCheck;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>
/// A random architecture. Most layers fit the ones before, some do not: channels, groups, strides, shortcuts, gates and heads are
/// drawn with mistakes, so that the checker has both to accept and to refuse.
/// </summary>
internal sealed class RandomArchitecture
{
    private const int ClassCount = 5;

    private readonly Draw _draw;
    private readonly Dictionary<string, RandomBlock> _blocks = [];
    private readonly OperationEntry? _focus;
    private readonly RuleBreak? _breaks;
    private int _names;

    /// <param name="seed">Equal numbers give equal architectures.</param>
    /// <param name="focus">An operation that it shall hold, in a place that fits it; any when null.</param>
    /// <param name="breaks">The rule that it shall break; none on purpose when null.</param>
    public RandomArchitecture(int seed, OperationEntry? focus = null, RuleBreak? breaks = null)
    {
        Seed = seed;
        Draw = new Draw(new PCG(1, (ulong)seed));
        _draw = Draw;
        _focus = focus;
        _breaks = breaks;
        Height = _draw.Between(8, 32);
        Width = _draw.Between(8, 32);
        var channels = 3;
        var stem = Chain(_draw.Between(1, 3), ref channels, 0, Required());
        if (_draw.Chance(20))
        {
            stem = [.. stem[..^1], Group(stem[^1])];
        }

        Stem = stem;
        Stages = MakeStages(ref channels);
        Head = MakeHead();
    }

    /// <summary>What it was drawn from.</summary>
    public int Seed { get; }

    /// <summary>The choices, for the one who writes it down.</summary>
    public Draw Draw { get; }

    /// <summary>Its class and, in lower case, its name.</summary>
    public string ClassName => string.Create(CultureInfo.InvariantCulture, $"Random{Seed}");

    /// <summary>The rule that it breaks on purpose; null for none.</summary>
    public string? BrokenRule => _breaks?.Rule.Id;

    public int Height { get; }

    public int Width { get; }

    public IReadOnlyList<RandomLayer> Stem { get; }

    public IReadOnlyList<RandomLayer> Stages { get; }

    public IReadOnlyList<RandomLayer> Head { get; }

    public IReadOnlyDictionary<string, RandomBlock> Blocks => _blocks;

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
                    else if (layer.Presence != Presence.Never && OperationEntries.Find(layer.Head) is not null)
                    {
                        heads.Add(layer.Head);
                    }
                }
            }

            Add([.. Stem, .. Stages, .. Head]);
            foreach (var block in _blocks.Values)
            {
                Add([.. block.Residual, .. block.Shortcut ?? [], .. block.After]);
            }

            return heads;
        }
    }

    /// <summary>What is wrong with it, and what it is.</summary>
    public string Explain(string what) =>
        string.Create(CultureInfo.InvariantCulture, $"Architecture {Seed} (to break: {BrokenRule ?? "nothing"}) {what}\n{ArchitectureWriter.Write(this)}");

    private string Name(string stem) => stem + (_names++).ToString(CultureInfo.InvariantCulture);

    // What has to be drawn somewhere in the stem: the operation asked for, the break asked for.
    private Queue<Func<Spot, Drawn?>> Required()
    {
        var required = new Queue<Func<Spot, Drawn?>>();
        if (_focus?.Place.HasFlag(Place.Body) == true)
        {
            required.Enqueue(_focus.Draw);
        }

        if (_breaks is not null)
        {
            required.Enqueue(_breaks.Draw);
        }

        return required;
    }

    private List<RandomLayer> Chain(int count, ref int channels, int stride, Queue<Func<Spot, Drawn?>>? required = null)
    {
        var layers = new List<RandomLayer>();
        var alike = new List<string> { "input" };
        for (var i = 0; i < count || required?.Count > 0; i++)
        {
            // The stride, where one is asked for, is the first layer's.
            var step = stride == 0 ? _draw.Pick(1, 1, 2, 3) : i == 0 ? stride : 1;
            var drawn = required?.Count > 0 && (i >= count - 1 || _draw.Chance(50))
                ? required.Dequeue()(At(channels, step = 1, alike, layers))
                : Body(At(channels, step, alike, layers));
            drawn ??= OperationEntries.Convolution(At(channels, step, alike, layers));
            layers.AddRange(drawn.Layers);
            if (drawn.Channels != channels || step != 1)
            {
                alike.Clear();
            }

            channels = drawn.Channels;
            alike.Add(layers[^1].Name);
        }

        return layers;
    }

    private Spot At(int channels, int stride, List<string> alike, List<RandomLayer> layers) =>
        new(_draw, Name, channels, stride, alike, layers.Count > 0 ? layers[^1].Name : "input");

    private Drawn? Body(Spot spot) => _draw.Chance(40)
        ? OperationEntries.Convolution(spot)
        : _draw.Pick(OperationEntries.In(Place.Body)).Draw(spot);

    // A group in place, whose layer's name is its own.
    private RandomLayer Group(RandomLayer layer) => layer.Operands.Count > 0 || layer.From is not null
        ? layer
        : new RandomLayer(Name("group"), "") { Group = [layer] };

    private List<RandomLayer> MakeStages(ref int channels)
    {
        var stages = new List<RandomLayer>();
        for (var left = _draw.Between(1, 3); left > 0; left--)
        {
            // A block is called again now and then: with other planes and another stride.
            if (_blocks.Count > 0 && _draw.Chance(30))
            {
                var planes = _draw.Chance(50) ? channels : _draw.Pick(2, 4, 6, 8);
                stages.Add(Call(_draw.Pick([.. _blocks.Keys]), planes, _draw.Pick(1, 1, 2)));
                channels = planes;
            }
            else
            {
                stages.Add(Block(ref channels));
            }
        }

        return stages;
    }

    private RandomLayer Block(ref int channels)
    {
        var stride = _draw.Pick(1, 1, 2, 2, 3);
        var inside = channels;
        var residual = Chain(_draw.Between(1, 3), ref inside, stride);
        var isPlain = _draw.Chance(15);
        var shortcut = isPlain ? null : Shortcut(channels, inside, stride);
        var after = _draw.Chance(50) && !isPlain ? new List<RandomLayer> { new(Name("a"), "relu") } : [];
        var name = Name("block");
        var arguments = new BlockArguments(inside, stride);
        _blocks.Add(name, new(Abstract(residual, arguments), shortcut is null ? null : Abstract(shortcut, arguments), after, isPlain));
        channels = inside;
        return Call(name, inside, stride);
    }

    private RandomLayer Call(string block, int planes, int stride) => new(Name("b"), block)
    {
        Main = Spot.Text(planes),
        Arguments = stride == 1 ? [] : [("stride", Spot.Text(stride))],
        Repeat = _draw.Chance(25) ? _draw.Between(1, 2) : 0,
    };

    private List<RandomLayer>? Shortcut(int channels, int inside, int stride)
    {
        var changes = stride != 1 || inside != channels;
        if (!changes && _draw.Chance(70))
        {
            return null;
        }

        // Rarely none where one is needed.
        if (changes && _draw.Chance(6))
        {
            return null;
        }

        var shortcut = new List<RandomLayer>();
        var rest = stride;
        if (stride != 1 && _draw.Chance(25))
        {
            shortcut.Add(new(Name("p"), "avg_pool") { Main = Spot.Text(stride), Arguments = [("stride", Spot.Text(stride)), ("ceil", "true")] });
            rest = 1;
        }

        shortcut.Add(new(Name("d"), "conv")
        {
            Main = Spot.Text(_draw.Chance(95) ? inside : inside + 1),
            Arguments = [("kernel", _draw.Pick("1", "1", "3")), ("stride", Spot.Text(_draw.Chance(95) ? rest : 3 - Math.Min(rest, 2)))],
            Presence = shortcut.Count == 0 ? _draw.Pick(Presence.Unsaid, Presence.WhereShapeChanges) : Presence.Unsaid,
        });
        return shortcut;
    }

    // Numbers equal to a parameter of the block become that parameter, so that other calls change them.
    private List<RandomLayer> Abstract(List<RandomLayer> layers, BlockArguments arguments) => [.. layers.Select(layer => Abstract(layer, arguments))];

    private RandomLayer Abstract(RandomLayer layer, BlockArguments arguments)
    {
        if (layer.Head is not ("conv" or "max_pool" or "avg_pool"))
        {
            return layer;
        }

        return layer with
        {
            Main = layer.Head == "conv" && layer.Main == Spot.Text(arguments.Planes) && _draw.Chance(80) ? BlockArguments.PlanesName : layer.Main,
            Arguments = [.. layer.Arguments.Select(argument => argument.Name == "stride" && argument.Value == Spot.Text(arguments.Stride) && arguments.Stride != 1
                ? (argument.Name, BlockArguments.StrideName) : argument)],
        };
    }

    private List<RandomLayer> MakeHead()
    {
        var head = new List<RandomLayer>();
        var pools = OperationEntries.In(Place.Pool);
        var pool = _focus?.Place.HasFlag(Place.Pool) == true ? _focus : _draw.Chance(60) ? OperationEntries.Find("global_avg_pool") : _draw.Pick(pools);

        // Rarely none, which is refused unless the map is one pixel.
        if (pool == _focus || !_draw.Chance(5))
        {
            head.AddRange(pool!.Draw(new(_draw, Name, 0, 1, [], "input"))!.Layers);
        }

        if (_draw.Chance(20) && (head.Count == 0 || head[^1].Head != "flatten"))
        {
            head.Add(new(Name("f"), "flatten"));
        }

        var flats = OperationEntries.In(Place.Flat);
        if (_focus?.Place == Place.Flat || _draw.Chance(30))
        {
            var flat = _focus?.Place == Place.Flat ? _focus : _draw.Pick(flats);
            head.AddRange(flat.Draw(new(_draw, Name, 0, 1, [], "input"))!.Layers);
        }

        head.Add(new(Name("fc"), "linear") { Main = Spot.Text(ClassCount), Arguments = _draw.Chance(20) ? [("bias", "false")] : [] });

        // Rarely one more: a linear layer, which fits, or a convolution, which does not.
        if (_draw.Chance(8))
        {
            head.Add(new(Name("fc"), _draw.Pick("linear", "conv")) { Main = "3" });
        }

        return head;
    }
}
