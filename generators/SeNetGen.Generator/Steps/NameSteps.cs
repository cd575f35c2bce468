using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using SeNetGen.Generator.Models;
using SeNetGen.Language.Binding;
using SeNetGen.Language.Emission;
using SourceText = Microsoft.CodeAnalysis.Text.SourceText;

namespace SeNetGen.Generator.Steps;

/// <summary>From names to the registry.</summary>
internal static class NameSteps
{
    /// <summary>The networks of a file.</summary>
    public static IEnumerable<NetworkName> Names(BoundTree tree) =>
        tree.Bound.Variants.Select(variant => new NetworkName(tree.File, variant.ClassName, variant.Name, variant, tree.Options));

    /// <summary>A network of a file that is no YAML; its name is what it is by default.</summary>
    public static NetworkName Name(VariantPlan skeleton) =>
        new(skeleton.File, skeleton.ClassName, skeleton.ClassName.ToLowerInvariant(), null, skeleton.Options);

    /// <summary>Puts all names together; of those that clash the first file's stays.</summary>
    public static NameTable ToTable(ImmutableArray<NetworkName> names)
    {
        var ordered = names.OrderBy(name => name.File, StringComparer.Ordinal).ToList();
        var classes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var networks = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var registered = new List<RegisteredNetwork>();
        var repeated = new List<RegisteredNetwork>();
        foreach (var name in ordered)
        {
            if (!classes.Add(name.ClassName))
            {
                repeated.Add(new(name.ClassName, name.File));
            }
            else if (networks.Add(name.Name))
            {
                registered.Add(new(name.ClassName, name.Name));
            }
        }

        var faults = DuplicateNames.Find(ordered.Select(name => name.Declaration).OfType<VariantName>());
        return new(new(registered.ToArray()), new(repeated.ToArray()), faults, ordered.FirstOrDefault()?.Options);
    }

    /// <summary>Prints the registry; null when there is no architecture.</summary>
    public static string? EmitRegistry(NameTable table) =>
        table.Options is null ? null : RegistryEmitter.Emit(table.Networks.Select(network => (network.ClassName, network.Name)), table.Options);

    /// <summary>Hands the registry to the compiler.</summary>
    public static void AddRegistry(SourceProductionContext context, string? text)
    {
        if (text is not null)
        {
            context.AddSource(HintNames.Registry, SourceText.From(text, Encoding.UTF8));
        }
    }
}
