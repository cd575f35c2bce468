using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Planning;

/// <summary>Faults with where they were seen first and how often; one a rule and place.</summary>
internal sealed class FaultTally
{
    private readonly Dictionary<(Rule, SourceRef), int> _index = [];
    private readonly List<Entry> _entries = [];

    /// <summary>A fault with the path of the first layer that shows it, relative to where it is tallied.</summary>
    internal readonly record struct Entry(Fault Fault, string Path, long Count);

    public IReadOnlyList<Entry> Entries => _entries;

    public bool HasErrors { get; private set; }

    /// <summary>Adds what a layer shows.</summary>
    public void Add(FaultBag faults, string path)
    {
        foreach (var fault in faults.Faults)
        {
            Add(new Entry(fault, path, 1));
        }
    }

    /// <summary>Adds what a call shows.</summary>
    public void Add(FaultTally call, string path)
    {
        foreach (var entry in call._entries)
        {
            Add(entry with { Path = Join(path, entry.Path) });
        }
    }

    /// <summary>One path after the other.</summary>
    public static string Join(string outer, string inner) => outer.Length == 0 ? inner : inner.Length == 0 ? outer : outer + "." + inner;

    private void Add(Entry entry)
    {
        HasErrors |= entry.Fault.Rule.Severity == Severity.Error;
        var key = (entry.Fault.Rule, entry.Fault.At);
        if (_index.TryGetValue(key, out var index))
        {
            _entries[index] = _entries[index] with { Count = _entries[index].Count + entry.Count };
        }
        else
        {
            _index[key] = _entries.Count;
            _entries.Add(entry);
        }
    }
}
