namespace SeNetGen.Language.Binding;

/// <summary>
/// A file with its bases merged in. Levels follow each other from the furthest base to the file itself: a level's parameters, then the
/// settings of the variant that the next level extends, so that what a file says itself always wins.
/// </summary>
internal sealed class Inheritance
{
    private readonly Dictionary<string, int> _parameterIndex = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _blockIndex = new(StringComparer.Ordinal);

    public List<MergedParameter> Parameters { get; } = [];

    public List<LetDeclaration> Lets { get; } = [];

    public List<BlockParts> Blocks { get; } = [];

    public InputParts? Input { get; private set; }

    public SectionParts? Stem { get; private set; }

    public SectionParts? Stages { get; private set; }

    public SectionParts? Head { get; private set; }

    public List<OperationDefault> Defaults { get; } = [];

    public InitialiseDeclaration Initialise { get; private set; } = new("timm", null, null, null);

    /// <summary>Merges a chain: the file first, then its bases, nearest first.</summary>
    public static Inheritance Merge(IReadOnlyList<(FileDeclarations File, string? Variant)> chain)
    {
        var merged = new Inheritance();
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            merged.Add(chain[i].File);
            if (chain[i].Variant is { } variant)
            {
                merged.Add(chain[i].File.Variants.FirstOrDefault(candidate => candidate.ClassName == variant));
            }
        }

        return merged;
    }

    private void Add(FileDeclarations file)
    {
        foreach (var parameter in file.Parameters)
        {
            if (_parameterIndex.TryGetValue(parameter.Name, out var index))
            {
                Parameters[index] = new MergedParameter(parameter, Parameters[index].Origin);
            }
            else
            {
                _parameterIndex[parameter.Name] = Parameters.Count;
                Parameters.Add(new MergedParameter(parameter, parameter));
            }
        }

        foreach (var let in file.Lets)
        {
            Lets.RemoveAll(older => older.Name == let.Name);
            Lets.Add(let);
        }

        foreach (var block in file.Blocks)
        {
            if (_blockIndex.TryGetValue(block.Name, out var index))
            {
                Blocks[index] = block;
            }
            else
            {
                _blockIndex[block.Name] = Blocks.Count;
                Blocks.Add(block);
            }
        }

        foreach (var value in file.Defaults)
        {
            Defaults.RemoveAll(older => older.Operation == value.Operation && older.Argument == value.Argument);
            Defaults.Add(value);
        }

        Input = file.Input is { } input
            ? new InputParts(input.Channels ?? Input?.Channels, input.Height ?? Input?.Height, input.Width ?? Input?.Width, input.At)
            : Input;
        Stem = file.Stem ?? Stem;
        Stages = file.Stages ?? Stages;
        Head = file.Head ?? Head;
        Initialise = file.Initialise ?? Initialise;
    }

    private void Add(VariantDeclaration? variant)
    {
        foreach (var setting in variant?.Settings ?? default)
        {
            if (_parameterIndex.TryGetValue(setting.Name, out var index))
            {
                var older = Parameters[index];
                Parameters[index] = older with { Parts = older.Parts with { Default = setting.Value }, IsSetting = true };
            }
        }
    }
}

/// <summary>A parameter after merging.</summary>
/// <param name="Parts">What holds.</param>
/// <param name="Origin">Its first declaration, which fixes its kind.</param>
/// <param name="IsSetting">Whether its default is what a base's variant sets.</param>
internal sealed record MergedParameter(ParameterParts Parts, ParameterParts Origin, bool IsSetting = false);
