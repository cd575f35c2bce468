namespace SeNetGen.Language.Binding;

/// <summary>The values that a body's layers may name: earlier layers and <c>input</c>, and those of the body around layers in place.</summary>
internal sealed class ValueScope(ValueScope? outer)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal) { "input" };
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public void Add(string name) => _names.Add(name);

    /// <summary>Whether a value of that name is there; it then is used.</summary>
    public bool Use(string name)
    {
        if (_names.Contains(name))
        {
            _used.Add(name);
            return true;
        }

        return outer is not null && outer.Use(name);
    }

    public bool IsUsed(string name) => _used.Contains(name);

    public IEnumerable<string> Names => outer is null ? _names : _names.Concat(outer.Names);
}
