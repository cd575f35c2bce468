namespace SeNetGen.Zoo.Tests.RandomNetworks;

internal static class NormEntries
{
    public static IReadOnlyList<OperationEntry> All { get; } =
    [
        new("batch_norm", Place.Body, spot => spot.Stride == 1 ? Spot.Same(spot, new(spot.Name("n"), "batch_norm")) : null, call =>
        {
            call.RequireMap();
            return call.BatchNorm(call.Input, "");
        }),
    ];
}
