namespace SeNetGen.Generator;

/// <summary>The names of the pipeline's steps, by which the incrementality tests find them.</summary>
public static class TrackingNames
{
    /// <summary>The architecture files: relative path, text, settings.</summary>
    public const string YamlSources = nameof(YamlSources);

    /// <summary>The files read: tree, spans, faults.</summary>
    public const string Documents = nameof(Documents);

    /// <summary>The trees, which have no positions: a comment stops here.</summary>
    public const string Trees = nameof(Trees);

    /// <summary>The spans, which only diagnostics need.</summary>
    public const string Spans = nameof(Spans);

    /// <summary>A file with the files it builds on.</summary>
    public const string Linked = nameof(Linked);

    /// <summary>The architectures.</summary>
    public const string Bound = nameof(Bound);

    /// <summary>The networks, one item a variant.</summary>
    public const string Plans = nameof(Plans);

    /// <summary>The C# files, one a variant.</summary>
    public const string Sources = nameof(Sources);

    /// <summary>The diagnostics of all files.</summary>
    public const string Diagnostics = nameof(Diagnostics);

    /// <summary>Class and name of every network.</summary>
    public const string Names = nameof(Names);

    /// <summary>The C# file of the registry.</summary>
    public const string Registry = nameof(Registry);
}
