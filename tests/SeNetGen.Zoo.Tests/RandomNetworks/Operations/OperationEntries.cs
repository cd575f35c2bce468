namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>Every operation that random architectures are drawn from: one list a kind of operation.</summary>
internal static class OperationEntries
{
    /// <summary>The entries.</summary>
    public static IReadOnlyList<OperationEntry> All { get; } =
    [
        .. ConvEntries.All,
        .. NormEntries.All,
        .. ActivationEntries.All,
        .. PoolEntries.All,
        .. PairEntries.All,
        .. AttentionEntries.All,
        .. VectorEntries.All,
    ];

    /// <summary>
    /// Operations without an entry, whose shapes alone are held, by <c>BuildsAndRuns</c>. A new operation comes with an entry.
    /// </summary>
    public static IReadOnlyList<string> OnShapesAlone { get; } =
    [
        "adaptive_avg_pool", "adaptive_max_pool", "blur_pool", "cbam", "concat", "coordinate_attention", "drop_block", "drop_path",
        "effective_squeeze_excite", "gather_excite", "global_avgmax_pool", "global_catavgmax_pool", "global_max_pool", "group_norm", "layer_norm",
        "prelu", "softmax", "split_attention", "upsample",
    ];

    private static readonly Dictionary<string, OperationEntry> ByName = All.ToDictionary(entry => entry.Name, StringComparer.Ordinal);

    private static readonly Dictionary<Place, OperationEntry[]> ByPlace =
        Enum.GetValues<Place>().ToDictionary(place => place, place => All.Where(entry => entry.Place.HasFlag(place)).ToArray());

    /// <summary>The entry of that name.</summary>
    public static OperationEntry? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The entries drawn at a place.</summary>
    public static IReadOnlyList<OperationEntry> In(Place place) => ByPlace[place];

    /// <summary>A convolution: what stands where nothing else fits.</summary>
    public static Drawn Convolution(Spot spot) => ByName["conv"].Draw(spot)!;
}
