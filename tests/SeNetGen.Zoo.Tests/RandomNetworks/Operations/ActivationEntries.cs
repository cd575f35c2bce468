using TorchSharp;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

internal static class ActivationEntries
{
    // Made once: a number that TorchSharp converts by itself may be collected while LibTorch reads it.
    private static readonly Scalar Zero = 0;
    private static readonly Scalar Half = 0.5;
    private static readonly Scalar One = 1;
    private static readonly Scalar Three = 3;
    private static readonly Scalar Six = 6;
    private static readonly Scalar RootTwo = Math.Sqrt(2);
    private static readonly Scalar Slope = 0.01;

    public static IReadOnlyList<OperationEntry> All { get; } =
    [
        OperationEntry.Pointwise("relu", x => x.relu()),
        OperationEntry.Pointwise("silu", x => x.silu()),
        OperationEntry.Pointwise("sigmoid", x => x.sigmoid()),
        OperationEntry.Pointwise("relu6", x => x.clamp(Zero, Six)),
        OperationEntry.Pointwise("gelu", x => x.mul(Half) * x.div(RootTwo).erf().add(One, One)),
        OperationEntry.Pointwise("hard_sigmoid", x => x.add(Three, One).clamp(Zero, Six).div(Six)),
        OperationEntry.Pointwise("hard_swish", x => x * x.add(Three, One).clamp(Zero, Six).div(Six)),
        // log(1 + exp(x)) without overflow, which would leave no gradient.
        OperationEntry.Pointwise("mish", x => x * x.clamp_min(Zero).add(x.abs().neg().exp().log1p(), One).tanh()),
        OperationEntry.Pointwise("leaky_relu", x => x.clamp_min(Zero).add(x.clamp_max(Zero), Slope)),
        OperationEntry.Pointwise("identity", x => x.alias()),
        OperationEntry.Pointwise("none", x => x.alias()),
        new("dropout", Place.Body | Place.Flat, spot => spot.Stride == 1 ? Spot.Same(spot, new(spot.Name("o"), "dropout") { Main = "0.25" }) : null, call => call.Input.alias()),
    ];
}
