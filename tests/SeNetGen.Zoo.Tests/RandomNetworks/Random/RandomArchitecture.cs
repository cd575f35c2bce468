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

    private static readonly IReadOnlyList<RandomLayer> Acts =
    [
        new("", "relu"), new("", "silu"), new("", "none"), new("", "leaky_relu") { Main = "0.1" },
        new("", "squeeze_excite") { Arguments = [("reduction", "2"), ("divisor", "1")] }, new("", "batch_norm"),
    ];

    // Where a chain of layers stands.
    private enum Within
    {
        Stem,
        Block,
        Residual,
    }

    private readonly Draw _draw;
    private readonly Dictionary<string, RandomBlock> _blocks = [];
    private readonly OperationEntry? _focus;
    private readonly RuleBreak? _breaks;
    private readonly bool _isDeep;
    private readonly Lazy<WrittenArchitecture> _written;
    private int _names;

    /// <param name="seed">Equal numbers give equal architectures.</param>
    /// <param name="focus">An operation that it shall hold, in a place that fits it; any when null.</param>
    /// <param name="breaks">The rule that it shall break; none on purpose when null.</param>
    public RandomArchitecture(int seed, OperationEntry? focus = null, RuleBreak? breaks = null)
    {
        Seed = seed;
        _draw = new Draw(new PCG(1, (ulong)seed));
        _focus = focus;
        _breaks = breaks;
        _written = new(() => ArchitectureWriter.Write(this));
        Height = _draw.Between(8, 32);
        Width = _draw.Between(8, 32);
        HasRuntimeChannels = _draw.Chance(25);
        HasRuntimeClasses = _draw.Chance(40);
        _isDeep = _draw.Chance(30);
        var channels = 3;
        var stem = MakeStem(ref channels);
        var stages = MakeStages(ref channels);
        var head = MakeHead();
        var settings = new Settings(channels, 2, _draw.Pick(Acts), ClassCount, 3);

        // What the family's parameters stand for in the first variant, they stand for wherever the number occurs.
        RandomLayer Abstract(RandomLayer layer) => layer with
        {
            Main = OperationEntries.Find(layer.Head) is null && layer.Main == Spot.Text(settings.Wide) && _draw.Chance(80) ? "$wide" : layer.Main,
            IsRepeatSet = layer.Repeat == settings.Deep && !layer.Series.Any(series => series.IsEach) && _draw.Chance(80),
        };
        Stem = stem;
        Stages = [.. stages.Select(Abstract)];
        Head = head;
        Variants = [new(this, ClassName, settings)];
        if (_draw.Chance(30))
        {
            var other = settings with { Wide = _draw.Pick(2, 4, 6, 8), Deep = _draw.Between(1, 3), Act = _draw.Pick(Acts), Classes = HasRuntimeClasses ? 7 : ClassCount };
            Variants = [.. Variants, new(this, ClassName + "B", other)];
        }
    }

    /// <summary>What it was drawn from.</summary>
    public int Seed { get; }


    /// <summary>The class of its first variant and, in lower case, its name.</summary>
    public string ClassName => string.Create(CultureInfo.InvariantCulture, $"Random{Seed}");

    /// <summary>The rule that it breaks on purpose; null for none.</summary>
    public string? BrokenRule => _breaks?.Rule.Id;

    public int Height { get; }

    public int Width { get; }

    /// <summary>Whether the input's channels are a constructor argument.</summary>
    public bool HasRuntimeChannels { get; }

    /// <summary>Whether the classes are a constructor argument.</summary>
    public bool HasRuntimeClasses { get; }

    public IReadOnlyList<RandomLayer> Stem { get; }

    public IReadOnlyList<RandomLayer> Stages { get; }

    public IReadOnlyList<RandomLayer> Head { get; }

    public IReadOnlyDictionary<string, RandomBlock> Blocks => _blocks;

    /// <summary>Its networks: one, or two.</summary>
    public IReadOnlyList<RandomVariant> Variants { get; }

    /// <summary>Its files.</summary>
    public WrittenArchitecture Written => _written.Value;

    /// <summary>How deep a block's calls of blocks go: 1 for a block that calls none.</summary>
    public int DepthOf(string block) => 1 + _blocks[block].Layers.Where(layer => _blocks.ContainsKey(layer.Head)).Select(layer => DepthOf(layer.Head)).DefaultIfEmpty(0).Max();

    /// <summary>What is wrong with it, and what it is.</summary>
    public string Explain(string what) => string.Create(CultureInfo.InvariantCulture,
        $"Architecture {Seed} (drawn for {_focus?.Name ?? "nothing"}, to break {BrokenRule ?? "nothing"}) {what}\n{string.Concat(Written.Files.Select(file => $"# {file.File}\n{file.Text}"))}");

    private string Name(string stem) => stem + (_names++).ToString(CultureInfo.InvariantCulture);

    private List<RandomLayer> MakeStem(ref int channels)
    {
        List<RandomLayer> first = [];
        if (HasRuntimeChannels)
        {
            // Runtime channels decide nothing: they end in the first convolution.
            var drawn = OperationEntries.Convolution(At(channels, 1, [], []));
            var conv = drawn.Layers[0];
            first.Add(conv with { Arguments = [.. conv.Arguments.Where(argument => argument.Name != "groups")] });
            channels = drawn.Channels;
        }

        var stem = Chain(_draw.Between(1, 3), ref channels, 0, Within.Stem, Required(), first);
        return _draw.Chance(20) ? [.. stem[..^1], Group(stem[^1])] : stem;
    }

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

    private List<RandomLayer> Chain(
        int count, ref int channels, int stride, Within within, Queue<Func<Spot, Drawn?>>? required = null, IReadOnlyList<RandomLayer>? first = null)
    {
        var layers = new List<RandomLayer>(first ?? []);
        List<string> alike = [layers.Count > 0 ? layers[^1].Name : "input"];
        for (var i = 0; i < count || required?.Count > 0; i++)
        {
            // The stride, where one is asked for, is the first layer's.
            var step = stride == 0 ? _draw.Pick(1, 1, 2, 3) : i == 0 ? stride : 1;
            var isRequired = required?.Count > 0 && (i >= count - 1 || _draw.Chance(50));
            var drawn = isRequired
                ? required!.Dequeue()(At(channels, step = 1, alike, layers))
                : within != Within.Stem && _blocks.Count > 0 && _draw.Chance(_isDeep && i == 0 ? 100 : 20) ? Nested(At(channels, step, alike, layers))
                : Body(At(channels, step, alike, layers), within);
            drawn ??= OperationEntries.Convolution(At(channels, step, alike, layers));
            layers.AddRange(isRequired || drawn.Layers.Count > 1 || drawn.Channels != channels || step != 1
                ? drawn.Layers : [Vary(drawn.Layers[0], channels, within != Within.Stem)]);
            if (drawn.Channels != channels || step != 1)
            {
                alike.Clear();
            }

            channels = drawn.Channels;
            alike.Add(layers[^1].Name);
        }

        return layers;
    }

    // A layer that can be left out or come again, since it gives as many channels as it takes.
    private RandomLayer Vary(RandomLayer layer, int channels, bool isBlock)
    {
        if (layer.Operands.Count == 0 && layer.Repeat == 0 && _draw.Chance(12))
        {
            layer = layer with { Repeat = _draw.Between(1, 3) };
            if (layer.Head == "conv" && layer.Find("kernel") is "1" or "3")
            {
                var kernels = Enumerable.Range(0, layer.Repeat).Select(_ => _draw.Pick("1", "3")).ToArray();
                layer = layer with { Arguments = [.. layer.Arguments.Where(argument => argument.Name != "kernel")], Series = [new("kernel", kernels, IsEach: true)] };
            }
        }

        if (layer.Main == Spot.Text(channels) && layer.Head == "conv" && layer.Repeat == 0 && _draw.Chance(25))
        {
            layer = layer with { Main = isBlock && _draw.Chance(30) ? "$input.channels" : "$channels" };
        }

        return _draw.Below(20) switch
        {
            0 => layer with { Presence = Presence.Never },
            1 => layer with { Presence = Presence.Always },
            2 or 3 when isBlock => layer with { Presence = Presence.WhereGated },
            _ => layer,
        };
    }

    // A block that stands already, so that none calls itself.
    private Drawn Nested(Spot spot)
    {
        var block = _isDeep ? _blocks.Keys.MaxBy(DepthOf)! : _draw.Pick([.. _blocks.Keys]);
        var planes = Changes(block) && _draw.Chance(30) ? _draw.Pick(2, 4, 6, 8) : spot.Channels;
        return new([Call(block, planes, spot.Stride)], planes);
    }

    // Whether it may give other channels than it takes, and another size; now and then one that may not is asked to.
    private bool Changes(string block) => _blocks[block].IsPlain || _blocks[block].Shortcut is not null || _draw.Chance(5);

    private Spot At(int channels, int stride, List<string> alike, List<RandomLayer> layers) =>
        new(_draw, Name, channels, stride, alike, layers.Count > 0 ? layers[^1].Name : "input");

    private Drawn? Body(Spot spot, Within within)
    {
        var entry = _draw.Chance(40) ? OperationEntries.Find("conv")! : _draw.Pick(OperationEntries.In(Place.Body));

        // Where a shortcut has to fit, only some of those that change the size.
        return within == Within.Residual && entry.ChangesSize && _draw.Chance(80) ? null : entry.Draw(spot);
    }

    // A group in place, whose layer's name is its own.
    private RandomLayer Group(RandomLayer layer) => layer.Operands.Count > 0 || layer.From is not null
        ? layer
        : new RandomLayer(Name("group"), "") { Group = [layer] };

    private List<RandomLayer> MakeStages(ref int channels)
    {
        var stages = new List<RandomLayer>();
        for (var left = _isDeep ? 3 : _draw.Between(1, 3); left > 0; left--)
        {
            // A block is called again now and then: with other planes and another stride.
            if (!_isDeep && _blocks.Count > 0 && _draw.Chance(30))
            {
                var block = _draw.Pick([.. _blocks.Keys]);
                var changes = Changes(block);
                var planes = changes && _draw.Chance(50) ? _draw.Pick(2, 4, 6, 8) : channels;
                stages.Add(Call(block, planes, changes ? _draw.Pick(1, 1, 2) : 1));
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
        var stride = _isDeep ? _draw.Pick(1, 1, 1, 1, 2) : _draw.Pick(1, 1, 2, 2, 3);
        var inside = channels;
        var isPlain = _draw.Chance(15);
        var residual = Chain(_draw.Between(1, _isDeep ? 2 : 3), ref inside, stride, isPlain ? Within.Block : Within.Residual);
        var shortcut = isPlain ? null : Shortcut(channels, inside, stride);
        List<RandomLayer> after = _draw.Chance(50) && !isPlain ? [new(Name("a"), _draw.Chance(50) ? "$act" : "relu")] : [];
        var name = Name("block");
        var arguments = new BlockArguments(inside, stride, IsGated: true);
        _blocks.Add(name, new RandomBlock(residual, shortcut, after, isPlain).Select(layer => Abstract(layer, arguments)));
        channels = inside;
        return Call(name, inside, stride);
    }

    private RandomLayer Call(string block, int planes, int stride)
    {
        var call = new RandomLayer(Name("b"), block)
        {
            Main = Spot.Text(planes),
            Arguments = stride == 1 ? [] : [("stride", Spot.Text(stride))],
            Repeat = _draw.Chance(30) ? _draw.Between(1, 3) : 0,
        };
        if (_blocks[block].Layers.Any(layer => layer.Presence == Presence.WhereGated) && _draw.Chance(50))
        {
            call = call with { Arguments = [.. call.Arguments, ("gated", _draw.Pick("true", "false"))] };
        }

        if (call.Repeat == 0)
        {
            return call;
        }

        // As residual networks do: the first of a stage strides.
        string[] strides = [Spot.Text(stride), .. Enumerable.Repeat("1", call.Repeat - 1)];
        var series = _draw.Below(4) switch
        {
            0 => new Series("stride", [Spot.Text(stride)], IsEach: false),
            1 => new Series("stride", [Spot.Text(stride), "1"], IsEach: false),
            2 => new Series("stride", strides, IsEach: true),
            _ => null,
        };
        var main = Changes(block) && _draw.Chance(15) ? new Series(null, [.. Enumerable.Range(0, call.Repeat).Select(i => i == call.Repeat - 1 ? call.Main! : Spot.Text(_draw.Pick(2, 4, planes)))], IsEach: true) : null;
        return call with
        {
            Main = main is null ? call.Main : null,
            Arguments = series is null ? call.Arguments : [.. call.Arguments.Where(argument => argument.Name != "stride")],
            Series = [.. new[] { series, main }.OfType<Series>()],
        };
    }

    private List<RandomLayer>? Shortcut(int channels, int inside, int stride)
    {
        var changes = stride != 1 || inside != channels;
        if (!changes && _draw.Chance(70))
        {
            return null;
        }

        // Rarely none where one is needed.
        if (changes && _draw.Chance(3))
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
            Main = Spot.Text(_draw.Chance(98) ? inside : inside + 1),
            Arguments = [("kernel", _draw.Pick("1", "1", "3")), ("stride", Spot.Text(_draw.Chance(98) ? rest : 3 - Math.Min(rest, 2)))],
            Presence = shortcut.Count == 0 ? _draw.Pick(Presence.Unsaid, Presence.WhereShapeChanges) : Presence.Unsaid,
        });
        return shortcut;
    }

    // Numbers equal to a parameter or a let of the block become that name, so that other calls change them.
    private RandomLayer Abstract(RandomLayer layer, BlockArguments arguments)
    {
        if (layer.Head is not ("conv" or "max_pool" or "avg_pool") && !_blocks.ContainsKey(layer.Head))
        {
            return layer;
        }

        string? Named(string? value, IReadOnlyList<string> names) =>
            names.FirstOrDefault(name => arguments.Find(name) == value) is { } found && _draw.Chance(80) ? "$" + found : value;
        return layer with
        {
            Main = layer.Head is "max_pool" or "avg_pool" ? layer.Main : Named(layer.Main, ["planes", "half", "twice", "rounded"]),
            Arguments = [.. layer.Arguments.Select(argument => (argument.Name, argument switch
            {
                { Name: "stride", Value: not "1" } => Named(argument.Value, ["stride"])!,
                { Name: "kernel" } when layer.Head == "conv" && _draw.Chance(20) => Named(argument.Value, ["reach"])!,
                _ => argument.Value,
            }))],
            Series = [.. layer.Series.Select(series => series with { Values = [.. series.Values.Select(value => Named(value, series.Name == "stride" && arguments.Stride != 1 ? ["stride"] : [])!)] })],
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

        head.Add(new(Name("fc"), "linear") { Main = HasRuntimeClasses ? "$classes" : Spot.Text(ClassCount), Arguments = _draw.Chance(20) ? [("bias", "false")] : [] });

        // Rarely one more: a linear layer, which fits, or a convolution, which does not.
        if (_draw.Chance(8))
        {
            head.Add(new(Name("fc"), _draw.Pick("linear", "conv")) { Main = "3" });
        }

        return head;
    }
}
