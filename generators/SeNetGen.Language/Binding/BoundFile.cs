using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Binding;

/// <summary>What binding a file gives.</summary>
/// <param name="Architecture">The architecture; null when faults leave nothing to plan.</param>
/// <param name="Faults">What is wrong with the file, its bases excluded.</param>
/// <param name="Variants">The file's variants, also when it is faulty: for skeletons and for the search for names used twice.</param>
/// <param name="UsedOfBases">The definitions of its bases that it uses.</param>
public sealed record BoundFile(
    Architecture? Architecture, EquatableArray<Fault> Faults, EquatableArray<VariantName> Variants, EquatableArray<SourceRef> UsedOfBases = default);

/// <summary>The names of a variant.</summary>
/// <param name="ClassName">The C# class.</param>
/// <param name="Name">The name on the command line.</param>
/// <param name="At">The place of the class name.</param>
/// <param name="NameAt">The place of the name; that of the class name where it follows from it.</param>
public sealed record VariantName(string ClassName, string Name, SourceRef At, SourceRef NameAt);
