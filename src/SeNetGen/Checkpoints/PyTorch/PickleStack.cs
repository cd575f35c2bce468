namespace SeNetGen.Checkpoints.PyTorch;

/// <summary>The stack of a pickle, its marks, and the only ways in which containers are filled.</summary>
/// <param name="reader">For messages.</param>
internal sealed class PickleStack(PickleReader reader)
{
    private const int MostDepth = 1000;

    // Each value is put into one container, save where an OrderedDict is made of a list: no file may ask for that a million times.
    private const int MostCovered = 10_000_000;

    private readonly List<object?> _items = [];
    private readonly List<int> _marks = [];
    private int _covered;

    // Nothing below the last mark can be reached until it is taken away.
    private int Floor => _marks.Count > 0 ? _marks[^1] : 0;

    public void Push(object? value) => _items.Add(value);

    public object? Pop() => Pop(1)[0];

    public object? Peek() => _items.Count > Floor ? _items[^1] : throw Empty();

    /// <summary>The last values, in their order.</summary>
    public object?[] Pop(int count)
    {
        if (_items.Count - Floor < count)
        {
            throw Empty();
        }

        var taken = _items.GetRange(_items.Count - count, count).ToArray();
        _items.RemoveRange(_items.Count - count, count);
        return taken;
    }

    public void Mark()
    {
        if (_marks.Count >= MostDepth)
        {
            throw TooDeep();
        }

        _marks.Add(_items.Count);
    }

    public object?[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            throw reader.Error("a mark is missing; the file is damaged");
        }

        var taken = Pop(_items.Count - Floor);
        _marks.RemoveAt(_marks.Count - 1);
        return taken;
    }

    /// <summary>Takes away the last value, or the mark where there is none above it.</summary>
    public void PopOrUnmark()
    {
        if (_items.Count == Floor && _marks.Count > 0)
        {
            _marks.RemoveAt(_marks.Count - 1);
        }
        else
        {
            Pop(1);
        }
    }

    public T Top<T>(string what)
        where T : class => Peek() as T ?? throw reader.Error($"here should be {what}; the file is damaged");

    public PickleTuple Tuple(object?[] items)
    {
        var tuple = new PickleTuple(items);
        foreach (var item in items)
        {
            Cover(tuple, item);
        }

        return tuple;
    }

    public PickleList Fill(PickleList list, IEnumerable<object?> items)
    {
        foreach (var item in items)
        {
            Cover(list, item);
            list.Items.Add(item);
        }

        return list;
    }

    public PickleDict Fill(PickleDict dict, object?[] items)
    {
        if (items.Length % 2 != 0)
        {
            throw reader.Error("a key has no value; the file is damaged");
        }

        for (var i = 0; i < items.Length; i += 2)
        {
            Cover(dict, items[i]);
            Cover(dict, items[i + 1]);
            dict.Items.Add(new(items[i], items[i + 1]));
        }

        return dict;
    }

    /// <summary>Counts the nesting.</summary>
    public void Cover(PickleContainer container, object? item)
    {
        if (++_covered > MostCovered)
        {
            throw reader.Error("it holds more values than any weights need");
        }

        if (!container.Covers(item, MostDepth))
        {
            throw TooDeep();
        }
    }

    private SenetException TooDeep() => reader.Error($"values are nested deeper than {MostDepth}");

    private SenetException Empty() => reader.Error("a value is missing; the file is damaged");
}
