using System.Globalization;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>
/// Runs a random architecture as written, operation by operation on LibTorch, without the checker and without the runtime: what would
/// happen if the shape rules were bypassed, and what the emitted network must compute. In float64, for which LibTorch compiles no
/// kernel a shape.
/// </summary>
internal sealed class Interpreter(RandomVariant variant, Weights weights)
{
    private readonly Dictionary<string, long[]> _shapes = new(StringComparer.Ordinal);

    /// <summary>Runs on zeros; only shapes are of interest.</summary>
    public Interpreter(RandomVariant variant)
        : this(variant, new Weights())
    {
    }

    /// <summary>The shape of every layer's value in the last run, by its path.</summary>
    public IReadOnlyDictionary<string, long[]> Shapes => _shapes;

    /// <summary>Multiply-adds for one image in the last run.</summary>
    public long MultiplyAdds { get; private set; }

    /// <summary>The output's shape for one image of zeros of that size.</summary>
    /// <exception cref="Misfit">Two values broadcast that are not alike, or a weight meets another shape than it was made for.</exception>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">LibTorch refuses an operation.</exception>
    public long[] Run(long height, long width)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        return Run(zeros([1, variant.Settings.Channels, height, width], ScalarType.Float64)).shape;
    }

    /// <summary>Runs on images.</summary>
    public Tensor Run(Tensor input)
    {
        _shapes.Clear();
        MultiplyAdds = 0;
        return Body(variant.Layers, new(input, false), "").Tensor;
    }

    private Value Body(IReadOnlyList<RandomLayer> layers, Value input, string prefix)
    {
        var values = new Dictionary<string, Value>(StringComparer.Ordinal) { ["input"] = input };
        return Layers(layers, input, values, prefix);
    }

    private Value Layers(IReadOnlyList<RandomLayer> layers, Value current, Dictionary<string, Value> values, string prefix)
    {
        foreach (var layer in layers)
        {
            var value = layer.From is null ? current : values[layer.From];
            var path = prefix + layer.Name;
            if (layer.Presence == Presence.Never)
            {
                // No member, no key: the value passes through.
            }
            else if (layer.Group is not null)
            {
                value = Layers(layer.Group, value, values, path + ".");
            }
            else if (layer.Repeat > 0)
            {
                for (var i = 0; i < layer.Repeat; i++)
                {
                    value = Layer(layer.Child(i), value, values, $"{path}.{i}");
                }
            }
            else
            {
                value = Layer(layer, value, values, path);
            }

            current = value;
            values[layer.Name] = current;
        }

        return current;
    }

    private Value Layer(RandomLayer layer, Value value, Dictionary<string, Value> values, string path)
    {
        layer = layer.With(name => name switch
        {
            "channels" => Spot.Text((int)value.Tensor.size(1)),
            "input.channels" => Spot.Text((int)values["input"].Tensor.size(1)),
            _ => null,
        });
        if (OperationEntries.Find(layer.Head) is not { } entry)
        {
            var arguments = new BlockArguments(int.Parse(layer.Main!, CultureInfo.InvariantCulture), layer.Integer("stride", 1), layer.Boolean("gated", true));
            return Block(variant.Blocks[layer.Head], arguments, value, path + ".");
        }

        Value[] inputs = [value, .. layer.Operands.Select(name => values[name])];
        var call = new Call(layer, path, inputs, weights);
        var output = entry.Run(call);
        MultiplyAdds += call.MultiplyAdds;
        _shapes[path] = output.shape;
        TooLarge.ThrowFor(output.shape);
        return new(output, entry.FixesSize || inputs.All(input => input.IsFixed));
    }

    private Value Block(RandomBlock block, BlockArguments arguments, Value value, string prefix)
    {
        Presence Bind(Presence presence) => presence switch
        {
            Presence.WhereShapeChanges => arguments.Stride != 1 || value.Tensor.size(1) != arguments.Planes ? Presence.Always : Presence.Never,
            Presence.WhereGated => arguments.IsGated ? Presence.Always : Presence.Never,
            _ => presence,
        };
        IReadOnlyList<RandomLayer> Bound(IReadOnlyList<RandomLayer> layers) => [.. layers.Select(layer => layer.With(arguments.Find) with { Presence = Bind(layer.Presence) })];

        var residual = Body(Bound(block.Residual), value, prefix);
        if (block.IsPlain)
        {
            return residual;
        }

        var shortcut = block.Shortcut is null ? value : Body(Bound(block.Shortcut), value, prefix);
        var join = new Call(new("", "add"), prefix + "add", [residual, shortcut], weights);
        join.RequireAlike(0, 1);
        var sum = new Value(Plain.Sum(residual.Tensor, shortcut.Tensor), residual.IsFixed && shortcut.IsFixed);
        _shapes[prefix + "add"] = sum.Tensor.shape;
        return Body(Bound(block.After), sum, prefix);
    }
}
