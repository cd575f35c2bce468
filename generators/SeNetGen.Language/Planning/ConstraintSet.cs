using System.Collections;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Planning;

/// <summary>What the steps of a body demand of its input's size, each demand once.</summary>
internal sealed class ConstraintSet : ICollection<SizeConstraint>
{
    private readonly List<SizeConstraint> _items = [];
    private readonly HashSet<(bool IsHeight, SizeFunction Function, long? AtLeast, SizeFunction? EqualTo)> _seen = [];
    private readonly HashSet<(BlockCall Call, SizeFunction Height, SizeFunction Width)> _calls = [];

    /// <summary>The demands, in the order met.</summary>
    public IReadOnlyList<SizeConstraint> Items => _items;

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public void Add(SizeConstraint item)
    {
        if (_seen.Add((item.IsHeight, item.Function, item.AtLeast, item.EqualTo)))
        {
            _items.Add(item);
        }
    }

    /// <summary>Adds what a call demands of the size of its input; false when that is too intricate.</summary>
    public bool AddCall(BlockCall? call, PlanValue input, string path)
    {
        if (call is null || !_calls.Add((call, input.Height, input.Width)))
        {
            return true;
        }

        foreach (var constraint in call.Body.Constraints)
        {
            if (constraint.Compose(constraint.IsHeight ? input.Height : input.Width, path) is not { } composed)
            {
                return false;
            }

            Add(composed);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Clear() => throw new NotSupportedException();

    /// <inheritdoc/>
    public bool Contains(SizeConstraint item) => _items.Contains(item);

    /// <inheritdoc/>
    public void CopyTo(SizeConstraint[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public bool Remove(SizeConstraint item) => throw new NotSupportedException();

    /// <inheritdoc/>
    public IEnumerator<SizeConstraint> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
