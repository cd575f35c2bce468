namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>Operations that make or take vectors.</summary>
internal static class VectorEntries
{
    public static IReadOnlyList<OperationEntry> All { get; } =
    [
        new("flatten", Place.Pool, spot => Spot.Same(spot, new(spot.Name("f"), "flatten")), call =>
        {
            // LibTorch would take any size here, and fail at the next weight.
            var flat = call.Input.flatten(1);
            call.Pin(flat.size(1));
            return flat;
        }),
        new("linear", Place.Flat, spot => Spot.Same(spot, new(spot.Name("fc"), "linear") { Main = "6" }), call =>
        {
            // The weight is made for the channels; of a feature map LibTorch would take the last axis for them.
            call.RequireVector();
            var weight = call.MatrixWeight("weight", call.Main, call.Channels, isLinear: true);
            return call.Matrix(call.Input.flatten(1), weight, call.Boolean("bias", true) ? call.Weight("bias", call.Main) : null);
        }),
    ];
}
