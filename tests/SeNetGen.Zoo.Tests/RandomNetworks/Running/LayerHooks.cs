using SeNetGen.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>What the modules of a running network do, seen from outside: the shape that each gives, and the multiply-adds of each.</summary>
internal sealed class LayerHooks
{
    private readonly Dictionary<string, long[]> _shapes = new(StringComparer.Ordinal);

    /// <summary>Puts a hook on every module of the network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="operations">The operation of a module by its C# class.</param>
    public LayerHooks(Network network, IReadOnlyDictionary<string, OperationEntry> operations)
    {
        var whole = new List<string>();
        foreach (var (path, module) in network.named_modules())
        {
            // The parts of an operation's own module are its own business.
            if (module is not nn.Module<Tensor, Tensor> layer || path.Length == 0 || whole.Exists(prefix => path.StartsWith(prefix, StringComparison.Ordinal)))
            {
                continue;
            }

            var entry = operations.GetValueOrDefault(module.GetType().Name);
            if (entry is not null)
            {
                whole.Add(path + ".");
            }

            layer.register_forward_hook((_, input, output) =>
            {
                _shapes[path] = output.shape;
                MultiplyAdds += entry is null ? 0 : entry.MultiplyAdds?.Invoke(module, input, output) ?? Count(module, output);
                return output;
            });
        }
    }

    /// <summary>The shape of each module's last output, by path.</summary>
    public IReadOnlyDictionary<string, long[]> Shapes => _shapes;

    /// <summary>Multiply-adds of all calls so far, for one image.</summary>
    public long MultiplyAdds { get; private set; }

    /// <summary>Forgets what it saw.</summary>
    public void Clear()
    {
        _shapes.Clear();
        MultiplyAdds = 0;
    }

    // Every weight of a convolution meets every pixel of the output once; those of other layers meet each image once.
    private static long Count(nn.Module module, Tensor output)
    {
        var pixels = module is Conv ? output.size(2) * output.size(3) : 1;
        return pixels * module.parameters().Where(parameter => parameter.dim() > 1).Sum(parameter => parameter.numel());
    }
}
