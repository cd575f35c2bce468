using System.Globalization;
using System.Text;

namespace SeNetGen.Zoo.Tests.BuildsAndRuns;

/// <summary>A layer of a random architecture.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Head">Its operation or block.</param>
internal sealed record RandomLayer(string Name, string Head)
{
    /// <summary>The main argument: an integer, or the name of another value.</summary>
    public string? Main { get; init; }

    /// <summary>The other arguments.</summary>
    public IReadOnlyList<(string Name, string Value)> Arguments { get; init; } = [];

    /// <summary>The value it starts from instead of the one before.</summary>
    public string? From { get; init; }

    /// <summary>How often it is repeated; 0 when it is not.</summary>
    public int Repeat { get; init; }

    /// <summary>The argument as an integer.</summary>
    public int Integer(string name, int standard)
    {
        var found = Arguments.FirstOrDefault(argument => argument.Name == name);
        return found.Name is null ? standard : int.Parse(found.Value, CultureInfo.InvariantCulture);
    }

    /// <summary>The names of other values that the main argument gives.</summary>
    public string[] Names => Main!.Trim('[', ']').Split(", ");

    /// <summary>The main argument as [height, width].</summary>
    public long[] MainSides => Sides(Main!);

    /// <summary>The argument as [height, width].</summary>
    public long[] Sides(string name, long height, long width)
    {
        var found = Arguments.FirstOrDefault(argument => argument.Name == name);
        return found.Name is null ? [height, width] : Sides(found.Value);
    }

    /// <summary>Whether the argument is <c>true</c>.</summary>
    public bool Boolean(string name, bool standard)
    {
        var found = Arguments.FirstOrDefault(argument => argument.Name == name);
        return found.Name is null ? standard : found.Value == "true";
    }

    private static long[] Sides(string text)
    {
        var sides = text.Trim('[', ']').Split(", ").Select(side => long.Parse(side, CultureInfo.InvariantCulture)).ToArray();
        return sides.Length == 2 ? sides : [sides[0], sides[0]];
    }
}

/// <summary>A block: layers, or residual, shortcut and what follows their sum.</summary>
internal sealed record RandomBlock(IReadOnlyList<RandomLayer> Residual, IReadOnlyList<RandomLayer>? Shortcut, IReadOnlyList<RandomLayer> After, bool IsPlain);

/// <summary>
/// A random architecture. Most layers fit the ones before, some do not: channels, groups, strides, shortcuts, gates and heads are
/// drawn with mistakes, so that the checker has both to accept and to refuse.
/// </summary>
internal sealed class RandomArchitecture
{
    private readonly Random _random;
    private readonly Dictionary<string, RandomBlock> _blocks = [];
    private int _names;

    public RandomArchitecture(int seed)
    {
        _random = new Random(seed);
        Height = _random.Next(8, 33);
        Width = _random.Next(8, 33);
        var channels = 3;
        Stem = Chain(_random.Next(1, 4), ref channels, 0);
        Stages = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Block(ref channels)).ToArray();
        Head = MakeHead();
    }

    public int Height { get; }

    public int Width { get; }

    public IReadOnlyList<RandomLayer> Stem { get; }

    public IReadOnlyList<RandomLayer> Stages { get; }

    public IReadOnlyList<RandomLayer> Head { get; }

    public IReadOnlyDictionary<string, RandomBlock> Blocks => _blocks;

    /// <summary>The file.</summary>
    public string Yaml
    {
        get
        {
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"language: 1\nfamily: Random\ninput: {{ channels: 3, height: {Height}, width: {Width} }}\n");
            Section(text, "", "stem", Stem);
            Section(text, "", "stages", Stages);
            Section(text, "", "head", Head);
            if (_blocks.Count > 0)
            {
                text.Append("blocks:\n");
            }

            foreach (var (name, block) in _blocks)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {name}:\n");
                Section(text, "    ", block.IsPlain ? "layers" : "residual", block.Residual);
                if (block.Shortcut is not null)
                {
                    Section(text, "    ", "shortcut", block.Shortcut);
                }

                if (block.After.Count > 0)
                {
                    Section(text, "    ", "after", block.After);
                }
            }

            return text.Append("variants:\n  RandomNetwork: {}\n").ToString();
        }
    }

    private static void Section(StringBuilder text, string indent, string name, IReadOnlyList<RandomLayer> layers)
    {
        text.Append(CultureInfo.InvariantCulture, $"{indent}{name}:\n");
        foreach (var layer in layers)
        {
            var parts = new List<string> { layer.Main is null ? layer.Head : $"{layer.Head}: {layer.Main}" };
            parts.AddRange(layer.Arguments.Select(argument => $"{argument.Name}: {argument.Value}"));
            if (layer.From is not null)
            {
                parts.Add("from: " + layer.From);
            }

            if (layer.Repeat > 0)
            {
                parts.Add("repeat: " + layer.Repeat.ToString(CultureInfo.InvariantCulture));
            }

            text.Append(CultureInfo.InvariantCulture, $"{indent}  {layer.Name}: {{ {string.Join(", ", parts)} }}\n");
        }
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    private string Name(string stem) => stem + (_names++).ToString(CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private List<RandomLayer> Chain(int count, ref int channels, int stride)
    {
        var layers = new List<RandomLayer>();

        // Earlier values that still have the current value's shape, unless a kernel or its padding changed the size a little.
        var alike = new List<string> { "input" };
        var entered = channels;
        for (var i = 0; i < count; i++)
        {
            // The stride, where one is asked for, is the first layer's.
            var before = channels;
            var step = stride == 0 ? Pick(1, 1, 2, 3) : i == 0 ? stride : 1;
            layers.Add(Layer(ref channels, step));
            if (channels != before || step != 1)
            {
                alike.Clear();
            }

            if (Chance(15))
            {
                Gate(layers, alike);
            }
            else if (Chance(8) && channels <= 8)
            {
                Concat(layers, alike, entered, ref channels);
            }

            alike.Add(layers[^1].Name);
        }

        return layers;
    }

    private RandomLayer Layer(ref int channels, int stride)
    {
        switch (_random.Next(10))
        {
            case 0 when stride == 1:
                return Chance(50) ? new(Name("a"), Pick("relu", "silu", "sigmoid", "batch_norm", "identity")) : SameSize();
            case 1 when stride == 1:
                return Attention();
            case 2:
                return Chance(70) ? Pool(stride) : Resize(stride);
            case 3 when Chance(60):
                return SelectiveKernel(ref channels, stride);
            default:
                return Convolution(ref channels, stride);
        }
    }

    private RandomLayer SameSize()
    {
        var name = Name("a");
        switch (_random.Next(9))
        {
            case 0:
                return new(name, "prelu") { Arguments = [("per_channel", Pick("true", "false"))] };
            case 1:
                return new(name, "leaky_relu") { Main = "0.1" };
            case 2:
                return new(name, "gelu") { Arguments = [("approximate", Pick("none", "tanh"))] };
            case 3:
                return new(name, "softmax") { Main = Pick("channels", "pixels") };
            case 4:
                return new(name, "group_norm") { Main = Pick("1", "2", "3") };
            case 5:
                return new(name, "layer_norm");
            case 6:
                return new(name, Pick("drop_path", "drop_block")) { Main = "0.2" };
            default:
                return new(name, Pick("relu6", "hard_swish", "hard_sigmoid", "mish"));
        }
    }

    // Blurs take the stride that is asked for; the others give sizes of their own, which rarely fit what comes beside them.
    private RandomLayer Resize(int stride)
    {
        var name = Name("r");
        return stride != 1 || Chance(50)
            ? new(name, "blur_pool") { Main = Text(_random.Next(2, 6)), Arguments = [("stride", Text(stride))] }
            : Chance(50)
                ? new(name, "upsample") { Main = Pick("1", "2") }
                : new(name, Pick("adaptive_avg_pool", "adaptive_max_pool")) { Main = Pick("1", "4", "[3, 5]") };
    }

    // A value put behind earlier ones, rarely behind the body's input whatever its size.
    private void Concat(List<RandomLayer> layers, List<string> alike, int entered, ref int channels)
    {
        if (Chance(15) || alike.Count == 0)
        {
            layers.Add(new(Name("t"), "concat") { Main = "input" });
            channels += entered;
        }
        else
        {
            var other = alike[_random.Next(alike.Count)];
            var isTwice = Chance(30);
            layers.Add(new(Name("t"), "concat") { Main = isTwice ? $"[{other}, {alike[0]}]" : other });
            channels *= isTwice ? 3 : 2;
        }

        alike.Clear();
    }

    private RandomLayer Attention()
    {
        var name = Name("se");
        switch (_random.Next(4))
        {
            case 0:
                return new(name, "squeeze_excite") { Main = "2" };
            case 1:
                return new(name, "squeeze_excite") { Arguments = [("reduction", Text(_random.Next(1, 5))), ("divisor", "1")] };
            case 2:
                return Chance(30)
                    ? new(name, "eca")
                    : new(name, "eca") { Arguments = [("kernel", Text((2 * _random.Next(4)) + 1)), ("padding", Pick("zeros", "circular"))] };
            default:
                return new(name, "global_context") { Arguments = [("fuse", Pick("scale", "add"))] };
        }
    }

    // Two paths rarely fit the 3 channels of the image, three rarely fit anything else.
    private RandomLayer SelectiveKernel(ref int channels, int stride)
    {
        var outputs = Chance(60) ? channels : Pick(2, 4, 6, 8);
        var isSplit = channels % 2 == 0 ? Chance(60) : Chance(10);
        var groups = Chance(15) ? 2 : 1;
        channels = outputs;
        return new(Name("sk"), "selective_kernel")
        {
            Main = Text(outputs),
            Arguments =
            [
                ("stride", Text(stride)), ("dilation", Pick("1", "1", "2")), ("groups", Text(groups)), ("split_input", isSplit ? "true" : "false"),
                ("kernels", Chance(80) ? "[3, 5]" : "[3, 5, 7]"), ("keep_3x3", Pick("true", "false")),
            ],
        };
    }

    private RandomLayer Convolution(ref int channels, int stride)
    {
        var outputs = Chance(60) ? channels : Pick(2, 4, 6, 8);
        var kernel = Pick(1, 1, 3, 3, 3, 5, Chance(30) ? 2 : 3);
        var groups = Chance(3) ? 3 : Chance(20) && channels % 2 == 0 && outputs % 2 == 0 ? 2 : 1;
        var arguments = new List<(string, string)>
        {
            ("kernel", Text(kernel)), ("stride", Text(stride)), ("dilation", Chance(15) ? "2" : "1"), ("groups", Text(groups)),
        };
        if (kernel % 2 == 0 || Chance(10))
        {
            arguments.Add(("padding", Text(_random.Next(3))));
        }

        if (kernel % 2 != 0 && Chance(15))
        {
            arguments[0] = ("kernel", Pick("[3, 1]", "[1, 5]", "[3, 5]"));
            arguments[2] = ("dilation", Pick("1", "[1, 2]"));
        }

        channels = outputs;
        return new(Name("c"), "conv") { Main = Text(outputs), Arguments = arguments };
    }

    private RandomLayer Pool(int stride)
    {
        var kernel = _random.Next(1, 5);
        var head = Pick("max_pool", "avg_pool");
        var arguments = new List<(string, string)> { ("stride", Text(stride)) };
        if (head == "max_pool" && Chance(30))
        {
            arguments.Add(("padding", "same"));
        }
        else
        {
            // Rarely more than half the kernel, which is refused.
            arguments.Add(("padding", Text(_random.Next((kernel / 2) + (Chance(10) ? 2 : 1)))));
            arguments.Add(("ceil", Chance(50) ? "true" : "false"));
        }

        return new(Name("p"), head) { Main = Text(kernel), Arguments = arguments };
    }

    // A second operand: an earlier value added or multiplied, or a gate over the last value.
    private void Gate(List<RandomLayer> layers, List<string> alike)
    {
        var last = layers[^1].Name;
        if (Chance(40))
        {
            var pool = Name("g");
            layers.Add(new(pool, Chance(60) ? "global_avg_pool" : Pick("global_max_pool", "global_avgmax_pool", "global_catavgmax_pool")));
            layers.Add(Chance(50) ? new(Name("m"), "multiply") { Main = last } : new(Name("m"), "multiply") { Main = pool, From = last });
        }
        else if (Chance(15))
        {
            layers.Add(new(Name("s"), Pick("add", "multiply")) { Main = "input" });
        }
        else if (alike.Count > 0)
        {
            layers.Add(new(Name("s"), Pick("add", "multiply")) { Main = alike[_random.Next(alike.Count)] });
        }
    }

    private RandomLayer Block(ref int channels)
    {
        var stride = Pick(1, 1, 2, 2, 3);
        var inside = channels;
        var residual = Chain(_random.Next(1, 4), ref inside, stride);
        var isPlain = Chance(15);
        List<RandomLayer>? shortcut = null;
        if (!isPlain && (stride != 1 || inside != channels || Chance(10)) && !Chance(8))
        {
            shortcut = [];
            if (stride != 1 && Chance(40))
            {
                shortcut.Add(Pool(stride));
            }

            var rest = shortcut.Count > 0 ? 1 : stride;
            shortcut.Add(new(Name("d"), "conv")
            {
                Main = Text(Chance(90) ? inside : inside + 1),
                Arguments = [("kernel", Text(Pick(1, 1, 3))), ("stride", Text(Chance(92) ? rest : 3 - Math.Min(rest, 2)))],
            });
        }

        var after = Chance(50) && !isPlain ? new List<RandomLayer> { new(Name("a"), "relu") } : [];
        var name = Name("block");
        _blocks.Add(name, new(residual, shortcut, after, isPlain));
        channels = inside;
        return new(Name("b"), name) { Repeat = Chance(25) ? _random.Next(1, 3) : 0 };
    }

    private List<RandomLayer> MakeHead()
    {
        var head = new List<RandomLayer>();
        switch (_random.Next(12))
        {
            case 0:
                head.Add(new(Name("f"), "flatten"));
                break;
            case 1:
                break;
            case 2:
                head.Add(new(Name("g"), "global_avg_pool"));
                head.Add(new(Name("f"), "flatten"));
                break;
            default:
                head.Add(new(Name("g"), Chance(60) ? "global_avg_pool" : Pick("global_max_pool", "global_avgmax_pool", "global_catavgmax_pool")));
                break;
        }

        if (Chance(20))
        {
            head.Add(new(Name("o"), "dropout") { Main = "0.5" });
        }

        head.Add(new(Name("fc"), "linear") { Main = "5" });
        if (Chance(10))
        {
            head.Add(Chance(50) ? new(Name("fc"), "linear") { Main = "3" } : new(Name("c"), "conv") { Main = "3" });
        }

        return head;
    }
}
