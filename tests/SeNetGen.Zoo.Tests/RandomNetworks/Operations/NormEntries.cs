using static TorchSharp.torch;

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
        new("group_norm", Place.Body | Place.Flat, DrawGroupNorm, call =>
        {
            // As torch.nn.GroupNorm asks for when it is made.
            call.Require(call.Channels % call.Main == 0, $"{call.Main} groups of {call.Channels} channels");
            return nn.functional.group_norm(call.Input, call.Main, call.Weight("weight", call.Channels), call.Weight("bias", call.Channels));
        }),
        new("layer_norm", Place.Body | Place.Flat, spot => spot.Stride == 1 ? Spot.Same(spot, new(spot.Name("n"), "layer_norm")) : null, call =>
            Plain.LayerNorm(call.Input, call.Weight("weight", call.Channels), call.Weight("bias", call.Channels))),
    ];

    // A vector's length is not known where the head is drawn: one group fits every one.
    private static Drawn? DrawGroupNorm(Spot spot)
    {
        var groups = spot.Channels % 2 == 0 && spot.Channels > 0 ? spot.Draw.Pick(1, 2) : 1;
        return spot.Stride == 1 ? Spot.Same(spot, new(spot.Name("n"), "group_norm") { Main = Spot.Text(groups) }) : null;
    }
}
