namespace SeNetGen.Language.Planning;

/// <summary>The values that a body's layers may name, by name; those of the body around, too, for layers in place.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal);
    private readonly NameTable? _outer;

    public NameTable(int input, NameTable? outer)
    {
        _outer = outer;
        _values["input"] = input;
    }

    public void Add(string name, int value) => _values[name] = value;

    public int? Find(string name) => _values.TryGetValue(name, out var value) ? value : _outer?.Find(name);

    public IEnumerable<string> Names => _outer is null ? _values.Keys : _values.Keys.Concat(_outer.Names);
}
