using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

internal static class ActivationEntries
{
    public static IReadOnlyList<OperationEntry> All { get; } =
    [
        OperationEntry.Pointwise("relu", x => x.relu()),
        OperationEntry.Pointwise("silu", x => x.silu()),
        OperationEntry.Pointwise("sigmoid", x => x.sigmoid()),
        OperationEntry.Pointwise("relu6", x => x.clamp(Plain.Zero, Plain.Six)),
        OperationEntry.Pointwise("hard_sigmoid", Plain.HardSigmoid),
        OperationEntry.Pointwise("hard_swish", Plain.HardSwish),
        OperationEntry.Pointwise("mish", Plain.Mish),
        OperationEntry.Pointwise("identity", x => x.alias()),
        OperationEntry.Pointwise("none", x => x.alias()),
        Drawn("gelu", spot => new(spot.Name("a"), "gelu") { Arguments = spot.Draw.Chance(50) ? [("approximate", spot.Draw.Pick("none", "tanh"))] : [] },
            call => call.Word("approximate", "none") == "tanh" ? Plain.GeluTanh(call.Input) : Plain.Gelu(call.Input)),
        Drawn("leaky_relu", spot => new(spot.Name("a"), "leaky_relu") { Main = spot.Draw.Pick(null, "0.1", "0.25") },
            call => Plain.Leaky(call.Input, call.HasMain ? call.MainReal : 0.01)),
        Drawn("prelu", spot => new(spot.Name("a"), "prelu") { Arguments = spot.Draw.Chance(50) ? [("per_channel", "true")] : [] },
            call => nn.functional.prelu(call.Input, call.Weight("weight", call.Boolean("per_channel", false) ? call.Channels : 1))),
        Drawn("softmax", spot => new(spot.Name("a"), "softmax") { Main = spot.Draw.Pick(null, "channels", "pixels") }, call =>
            call.MainWord("channels") == "channels" ? call.Input.softmax(1) : call.Input.flatten(2).softmax(2).view_as(call.Input)),
        new("dropout", Place.Body | Place.Flat, spot => Alone(spot, new(spot.Name("o"), "dropout") { Main = "0.25" }), call => call.Input.alias()),
        new("drop_path", Place.Body | Place.Flat, spot => Alone(spot, new(spot.Name("o"), "drop_path") { Main = "0.2" }), call => call.Input.alias()),
        new("drop_block", Place.Body, spot => Alone(spot, new(spot.Name("o"), "drop_block") { Main = "0.2", Arguments = [("size", spot.Draw.Pick("1", "3", "7"))] }), call =>
        {
            // Outside training LibTorch would never see that there are no pixels.
            call.RequireMap();
            return call.Input.alias();
        }),
    ];

    private static OperationEntry Drawn(string name, Func<Spot, RandomLayer> draw, Func<Call, Tensor> run) =>
        new(name, Place.Body, spot => Alone(spot, draw(spot)), run);

    private static Drawn? Alone(Spot spot, RandomLayer layer) => spot.Stride == 1 ? Spot.Same(spot, layer) : null;
}
