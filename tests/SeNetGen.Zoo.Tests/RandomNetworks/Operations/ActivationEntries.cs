namespace SeNetGen.Zoo.Tests.RandomNetworks;

internal static class ActivationEntries
{
    public static IReadOnlyList<OperationEntry> All { get; } =
    [
        OperationEntry.Pointwise("relu", x => x.relu()),
        OperationEntry.Pointwise("silu", x => x.silu()),
        OperationEntry.Pointwise("sigmoid", x => x.sigmoid()),
        OperationEntry.Pointwise("relu6", x => x.clamp(0, 6)),
        OperationEntry.Pointwise("gelu", x => 0.5 * x * (1 + (x / Math.Sqrt(2)).erf())),
        OperationEntry.Pointwise("hard_sigmoid", x => (x + 3).clamp(0, 6) / 6),
        OperationEntry.Pointwise("hard_swish", x => x * (x + 3).clamp(0, 6) / 6),
        OperationEntry.Pointwise("mish", x => x * (1 + x.exp()).log().tanh()),
        OperationEntry.Pointwise("leaky_relu", x => x.clamp_min(0) + (0.01 * x.clamp_max(0))),
        OperationEntry.Pointwise("identity", x => x.alias()),
        OperationEntry.Pointwise("none", x => x.alias()),
        new("dropout", Place.Body | Place.Flat, spot => spot.Stride == 1 ? Spot.Same(spot, new(spot.Name("o"), "dropout") { Main = "0.25" }) : null, call => call.Input.alias()),
    ];
}
