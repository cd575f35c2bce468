using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Binding;

/// <summary>What binding a file gives.</summary>
/// <param name="Architecture">The architecture; null when faults leave nothing to plan.</param>
/// <param name="Faults">What is wrong with the file, its bases excluded.</param>
/// <param name="Variants">The file's variants, also when it is faulty: for skeletons and for the search for names used twice.</param>
/// <param name="UsedOfBases">The definitions of its bases that it uses.</param>
public sealed record BoundFile(
    Architecture? Architecture, EquatableArray<Fault> Faults, EquatableArray<VariantName> Variants, EquatableArray<SourceRef> UsedOfBases = default)
{
    /// <summary>The constructor parameters of its classes; null when they are not known: for skeletons.</summary>
    public EquatableArray<RuntimeName>? Runtime => Architecture is null
        ? null
        : new(Architecture.Parameters.Where(parameter => parameter.IsRuntime).Select(parameter => new RuntimeName(parameter.Name, parameter.Kind)));
}

/// <summary>A runtime parameter.</summary>
/// <param name="Name">As written in the file.</param>
/// <param name="Kind">Integer or real.</param>
public sealed record RuntimeName(string Name, Kind Kind);

/// <summary>The names of a variant.</summary>
/// <param name="ClassName">The C# class.</param>
/// <param name="Name">The name on the command line.</param>
/// <param name="At">The place of the class name.</param>
/// <param name="NameAt">The place of the name; that of the class name where it follows from it.</param>
public sealed record VariantName(string ClassName, string Name, SourceRef At, SourceRef NameAt);
