namespace SeNetGen.Language.Binding;

/// <summary>The blocks that may be called, with the types of their parameters.</summary>
internal sealed class BlockTable
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>A block's parameters, in order.</summary>
    internal sealed record Entry(BlockParts Parts, IReadOnlyList<Parameter> Parameters);

    /// <summary>A parameter; its type is null where a fault has made it unknown.</summary>
    internal sealed record Parameter(string Name, StaticType? Type, bool IsRequired);

    public IEnumerable<string> Names => _entries.Keys;

    public void Add(Entry entry) => _entries[entry.Parts.Name] = entry;

    public Entry? Find(string name) => _entries.TryGetValue(name, out var entry) ? entry : null;
}
