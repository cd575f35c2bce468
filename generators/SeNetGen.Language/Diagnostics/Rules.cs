using System.Reflection;

namespace SeNetGen.Language.Diagnostics;

/// <summary>Every rule of the language: one public static field each, in the file of its part.</summary>
public static partial class Rules
{
    // Filled on first use: fields of the other files may not be set yet while this class is initialised.
    private static readonly Lazy<IReadOnlyList<Rule>> LazyAll = new(() =>
        [.. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null)).OfType<Rule>().OrderBy(rule => rule.Id, StringComparer.Ordinal)]);

    private static readonly string Document = typeof(Rules).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RulesDocument").Value!;

    /// <summary>The rules, by id.</summary>
    public static IReadOnlyList<Rule> All => LazyAll.Value;

    /// <summary>
    /// Where <c>generators/RULES.md</c> explains a rule: an address on the web in a build that knows its repository's (<c>-p:RepositoryUrl=...</c>),
    /// the place in the repository otherwise.
    /// </summary>
    public static string HelpLink(Rule rule) => $"{Document}#{rule.Id.ToLowerInvariant()}";

    /// <summary>The rule of that id.</summary>
    public static Rule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);
}
