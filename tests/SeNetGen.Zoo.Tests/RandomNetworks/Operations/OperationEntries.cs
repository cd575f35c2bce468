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
        .. GateEntries.All,
        .. VectorEntries.All,
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
