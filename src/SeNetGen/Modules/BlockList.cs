using System.Collections;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>Layers of one type that run one after the other, named 0, 1, ... in the state dict.</summary>
/// <typeparam name="T">Their type.</typeparam>
public sealed class BlockList<T> : Layer, IReadOnlyList<T>
    where T : nn.Module<Tensor, Tensor>
{
    private readonly T[] _blocks;

    internal BlockList(int count, Func<int, T> make)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(make);
        _blocks = new T[count];
        for (var index = 0; index < count; index++)
        {
            _blocks[index] = Add(index.ToString(System.Globalization.CultureInfo.InvariantCulture), make(index));
        }
    }

    /// <summary>How many layers there are.</summary>
    public int Count => _blocks.Length;

    /// <summary>A layer.</summary>
    /// <param name="index">Its place, from 0.</param>
    public T this[int index] => _blocks[index];

    /// <summary>Runs the layers, their hooks included; what lies between them is released.</summary>
    public override Tensor forward(Tensor input)
    {
        if (_blocks.Length == 0)
        {
            return input.alias();
        }

        var result = _blocks[0].call(input);
        for (var index = 1; index < _blocks.Length; index++)
        {
            var next = _blocks[index].call(result);
            result.Dispose();
            result = next;
        }

        return result;
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_blocks).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _blocks.GetEnumerator();
}
