using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Binding;

/// <summary>What one file declares, before its bases are merged in; null where it says nothing.</summary>
internal sealed class FileDeclarations
{
    public required string File { get; init; }

    public required SourceRef Root { get; init; }

    public string? Family { get; set; }

    public string? Summary { get; set; }

    public InputParts? Input { get; set; }

    public List<ParameterParts> Parameters { get; } = [];

    public List<LetDeclaration> Lets { get; } = [];

    public List<BlockParts> Blocks { get; } = [];

    public SectionParts? Stem { get; set; }

    public SectionParts? Stages { get; set; }

    public SectionParts? Head { get; set; }

    public List<VariantDeclaration> Variants { get; } = [];

    /// <summary>Whether the file has the key <c>variants</c>.</summary>
    public bool HasVariants { get; set; }

    public List<OperationDefault> Defaults { get; } = [];

    public InitialiseDeclaration? Initialise { get; set; }

    public List<VariantName> VariantNames { get; } = [];

    /// <summary>The numbers of the node <c>variants</c> and of the last node inside it.</summary>
    public (int First, int Last)? VariantNodes { get; set; }

    /// <summary>Whether nothing but the variants' names could be read.</summary>
    public bool IsUnreadable { get; set; }
}

/// <summary>An <c>input</c> as written, which may leave to the base what it does not change.</summary>
internal sealed record InputParts(ScalarValue? Channels, ScalarValue? Height, ScalarValue? Width, SourceRef At);

/// <summary>A section of the network.</summary>
internal sealed record SectionParts(EquatableArray<LayerNode> Layers, SourceRef At);

/// <summary>A parameter as written: its kind follows from its default later, when all names are known.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Required">The kind that <c>required</c> gives it; null with a default.</param>
/// <param name="Default">Its default.</param>
/// <param name="IsRuntime">Whether it becomes a constructor argument.</param>
/// <param name="At">The place of its name.</param>
internal sealed record ParameterParts(string Name, Kind? Required, ArgumentValue? Default, bool IsRuntime, SourceRef At);

/// <summary>A block as written.</summary>
internal sealed record BlockParts(
    string Name,
    IReadOnlyList<ParameterParts> Parameters,
    EquatableArray<LetDeclaration> Lets,
    EquatableArray<BlockSection> Sections,
    string? Combine,
    SourceRef At);
