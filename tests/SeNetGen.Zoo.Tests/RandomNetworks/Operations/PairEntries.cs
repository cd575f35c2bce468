using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>Operations on two values: those with one shape, or a feature map and its gate.</summary>
internal static class PairEntries
{
    public static IReadOnlyList<OperationEntry> All { get; } =
    [
        new("add", Place.Body, spot => DrawPair(spot, "add"), call =>
        {
            call.RequireAlike(0, 1);
            return Plain.Sum(call.Inputs[0], call.Inputs[1]);
        }),
        new("multiply", Place.Body, spot => spot.Draw.Chance(60) ? DrawGate(spot) : DrawPair(spot, "multiply"), call =>
        {
            if (!call.IsGate(0) && !call.IsGate(1))
            {
                call.RequireAlike(0, 1);
            }

            call.RequireEqualChannels(0, 1);
            return call.Inputs[0] * call.Inputs[1];
        }),
        new("concat", Place.Body, DrawConcat, call => cat([.. call.Inputs], 1)),
    ];

    private static Drawn? DrawPair(Spot spot, string head)
    {
        // Rarely with the body's input, which most layers have changed.
        var other = spot.Draw.Chance(4) ? "input" : spot.Alike.Count > 0 ? spot.Draw.Pick(spot.Alike) : null;
        return spot.Stride != 1 || other is null ? null
            : Spot.Same(spot, new(spot.Name("s"), head) { Main = other, Operands = [other] });
    }

    private static Drawn? DrawConcat(Spot spot)
    {
        if (spot.Stride != 1 || spot.Alike.Count == 0)
        {
            return null;
        }

        string[] others = spot.Draw.Chance(30) ? [spot.Draw.Pick(spot.Alike), spot.Draw.Pick(spot.Alike)] : [spot.Draw.Pick(spot.Alike)];
        var layer = new RandomLayer(spot.Name("t"), "concat") { Main = others.Length == 1 ? others[0] : $"[{string.Join(", ", others)}]", Operands = others };
        return new([layer], spot.Channels * (others.Length + 1));
    }

    // A gate over the value before, as the first or as the second operand.
    private static Drawn? DrawGate(Spot spot)
    {
        if (spot.Stride != 1)
        {
            return null;
        }

        var pool = new RandomLayer(spot.Name("g"), spot.Draw.Pick("global_avg_pool", "global_max_pool", "global_avgmax_pool"));
        var product = spot.Draw.Chance(50)
            ? new RandomLayer(spot.Name("m"), "multiply") { Main = spot.Last, Operands = [spot.Last] }
            : new RandomLayer(spot.Name("m"), "multiply") { Main = pool.Name, Operands = [pool.Name], From = spot.Last };
        return new([pool, product], spot.Channels);
    }
}
