using System.Reflection;

namespace SeNetGen.Language.Diagnostics;

/// <summary>Every rule of the language: one public static field each, in the file of its part.</summary>
public static partial class Rules
{
    // Filled on first use: fields of the other files may not be set yet while this class is initialised.
    private static readonly Lazy<IReadOnlyList<Rule>> LazyAll = new(() =>
        [.. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null)).OfType<Rule>().OrderBy(rule => rule.Id, StringComparer.Ordinal)]);

    /// <summary>The rules, by id.</summary>
    public static IReadOnlyList<Rule> All => LazyAll.Value;

    /// <summary>The rule of that id.</summary>
    public static Rule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);
}
