namespace SeNetGen.Language.Binding;

/// <summary>The names that an expression sees, with their types: a block's parameters and lets, then the family's.</summary>
internal sealed class StaticScope(StaticScope? outer)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    private readonly List<string> _active = [];

    /// <summary>Called with a name whose type is asked for while it is found, and the names that lead from it back to it.</summary>
    public Action<string, IReadOnlyList<string>>? OnCycle { get; init; }

    /// <summary>Gives a name; a null type is one that a fault has made unknown.</summary>
    public void Declare(string name, StaticType? type) => _entries[name] = new Entry(() => type);

    /// <summary>Gives a name whose type is found when it is first asked for.</summary>
    public void Declare(string name, Func<StaticType?> find) => _entries[name] = new Entry(find);

    /// <summary>Whether a name is known here, and its type: null where a fault has made it unknown.</summary>
    public bool TryFind(string name, out StaticType? type)
    {
        if (!_entries.TryGetValue(name, out var entry))
        {
            type = null;
            return outer is not null && outer.TryFind(name, out type);
        }

        if (entry.Find is { } find)
        {
            if (entry.IsActive)
            {
                OnCycle?.Invoke(name, [.. _active.SkipWhile(other => other != name), name]);
                type = null;
                return true;
            }

            entry.IsActive = true;
            _active.Add(name);
            entry.Type = find();
            _active.RemoveAt(_active.Count - 1);
            entry.IsActive = false;
            entry.Find = null;
        }

        type = entry.Type;
        return true;
    }

    /// <summary>The names to suggest.</summary>
    public IEnumerable<string> Names => outer is null ? _entries.Keys : _entries.Keys.Concat(outer.Names);

    /// <summary>The layer-valued names, to suggest as heads.</summary>
    public IEnumerable<string> LayerNames => Names.Where(name => TryFind(name, out var type) && type?.Kind == Kind.Layer);

    private sealed class Entry(Func<StaticType?> find)
    {
        public Func<StaticType?>? Find { get; set; } = find;

        public StaticType? Type { get; set; }

        public bool IsActive { get; set; }
    }
}
