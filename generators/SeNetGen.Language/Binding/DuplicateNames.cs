using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Binding;

/// <summary>Finds classes and networks of one name in all files of a project, ignoring case.</summary>
public static class DuplicateNames
{
    /// <summary>A fault at each of the places that share a name, naming another of them.</summary>
    public static EquatableArray<Fault> Find(IEnumerable<VariantName> variants)
    {
        var all = variants.ToArray();
        var classes = Find(all, variant => variant.ClassName, variant => variant.At, Rules.DuplicateClass);

        // Variants of one class name share their default name too, which the class name says already.
        var known = new HashSet<SourceRef>(classes.Select(fault => fault.At));
        var names = Find([.. all.Where(variant => !known.Contains(variant.At))], variant => variant.Name, variant => variant.NameAt, Rules.DuplicateNetwork);
        return new(classes.Concat(names));
    }

    private static List<Fault> Find(VariantName[] variants, Func<VariantName, string> name, Func<VariantName, SourceRef> at, Rule rule)
    {
        var faults = new List<Fault>();
        foreach (var group in variants.GroupBy(name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            var same = group.ToArray();
            for (var i = 0; i < same.Length; i++)
            {
                faults.Add(Fault.Of(rule, at(same[i]), name(same[i]), at(same[i == 0 ? 1 : 0])));
            }
        }

        return faults;
    }
}
