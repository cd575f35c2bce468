namespace SeNetGen.Language.Emission;

/// <summary>The runtime's types as declarations name them.</summary>
internal static class Types
{
    /// <summary>A tensor.</summary>
    public const string Tensor = "global::TorchSharp.torch.Tensor";

    /// <summary>The base of networks.</summary>
    public const string Network = Modules + "Network";

    /// <summary>The base of blocks.</summary>
    public const string Layer = Modules + "Layer";

    /// <summary>The base of the classes that name layers in place.</summary>
    public const string Group = Modules + "LayerGroup";

    /// <summary>What is known of a network without making it.</summary>
    public const string NetworkInfo = Modules + "NetworkInfo";

    /// <summary>Collects the rows of a network.</summary>
    public const string Describer = Modules + "NetworkDescriber";

    /// <summary>Channels, height and width.</summary>
    public const string Shape = Modules + "Shape";

    /// <summary>The base of the records of stage outputs.</summary>
    public const string FeatureMaps = Modules + "FeatureMaps";

    /// <summary>Finds networks by name.</summary>
    public const string NetworkCatalog = Modules + "NetworkCatalog";

    /// <summary>How weights start.</summary>
    public const string Initialisation = Modules + "Initialisation";

    private const string Modules = "global::SeNetGen.Modules.";

    /// <summary>The type of a stateful operation.</summary>
    public static string Operation(string code) => Modules + code;

    /// <summary>The type of a repeated layer.</summary>
    public static string BlockList(string item) => $"{Modules}BlockList<{item}>";
}
