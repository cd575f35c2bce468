namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>The names that an expression may use at a place, with their values: those of a block before those of the family.</summary>
internal sealed class NameScope(NameScope? outer = null)
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    /// <summary>A place where no name is known, and none can be.</summary>
    public static readonly NameScope Closed = new();

    /// <summary>The family's names; this very scope there.</summary>
    public NameScope Family => outer ?? this;

    /// <summary>Whether it is a block's.</summary>
    public bool IsBlock => outer is not null;

    /// <summary>Makes a name of that value known: a <see cref="long"/>, a <see cref="bool"/>, or a list of integers.</summary>
    public void Declare(string name, object value) => _values.Add(name, value);

    /// <summary>How many names of that type are its own.</summary>
    public int Count<T>() => _values.Values.OfType<T>().Count();

    /// <summary>The names of that type.</summary>
    public IEnumerable<(string Name, T Value)> All<T>()
    {
        var own = _values.Where(entry => entry.Value is T).Select(entry => (entry.Key, (T)entry.Value));
        return outer is null ? own : own.Concat(outer.All<T>().Where(entry => !_values.ContainsKey(entry.Name)));
    }
}
