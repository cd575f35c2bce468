using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>
/// The weights of an interpreted network by key: a network's own, or zeros made at first use, when only shapes are of interest. A weight
/// has one shape for good: that of the first run, at the declared size.
/// </summary>
internal sealed class Weights(IReadOnlyDictionary<string, Tensor>? state = null)
{
    private readonly Dictionary<string, long[]> _shapes = new(StringComparer.Ordinal);

    /// <summary>The keys that were asked for.</summary>
    public IReadOnlyCollection<string> Keys => _shapes.Keys;

    /// <summary>The weight of that key, float64.</summary>
    /// <exception cref="Misfit">It has another shape.</exception>
    public Tensor Get(string key, params long[] shape)
    {
        Hold(key, shape);
        TooLarge.ThrowFor(shape);
        if (state is null)
        {
            return zeros(shape, ScalarType.Float64);
        }

        if (!state.TryGetValue(key, out var weight) || !weight.shape.SequenceEqual(shape))
        {
            throw new Misfit($"'{key}' [{string.Join(", ", shape)}] is {(weight is null ? "not there" : $"[{string.Join(", ", weight.shape)}]")}");
        }

        return weight;
    }

    /// <summary>Holds a number that a network is built on to its first value.</summary>
    /// <exception cref="Misfit">It is another one now.</exception>
    public void Hold(string key, params long[] numbers)
    {
        if (!_shapes.TryAdd(key, numbers) && !_shapes[key].SequenceEqual(numbers))
        {
            throw new Misfit($"'{key}' is made for [{string.Join(", ", _shapes[key])}] and meets [{string.Join(", ", numbers)}]");
        }
    }
}
