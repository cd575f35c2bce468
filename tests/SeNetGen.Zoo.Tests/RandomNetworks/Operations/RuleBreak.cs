using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>How a shape rule is broken on purpose. A test fails for a shape rule that has none.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Draw">Layers that break it at the spot.</param>
internal sealed record RuleBreak(Rule Rule, Func<Spot, Drawn> Draw)
{
    /// <summary>One for each shape rule.</summary>
    public static IReadOnlyList<RuleBreak> All { get; } =
    [
        new(Rules.ValueIsFlat, spot =>
        {
            // Any operation that takes feature maps alone would do.
            var layer = spot.Draw.Pick<RandomLayer>(
                new(spot.Name("x"), "conv") { Main = "4" },
                new(spot.Name("x"), "batch_norm"),
                new(spot.Name("x"), "max_pool") { Main = "2" },
                new(spot.Name("x"), "squeeze_excite") { Main = "2" },
                new(spot.Name("x"), "global_avg_pool"));
            return new([new(spot.Name("f"), "flatten"), layer], spot.Channels);
        }),
        new(Rules.GroupsDoNotDivideInput, spot =>
        {
            var groups = spot.Channels + spot.Draw.Between(1, 3);
            return new([Conv(spot, groups, ("groups", groups))], groups);
        }),
        new(Rules.GroupsDoNotDivideOutput, spot => new([Conv(spot, spot.Channels + 1, ("groups", Math.Max(spot.Channels, 2)))], spot.Channels + 1)),
        new(Rules.AddShapesDiffer, spot => Pair(spot, "add")),
        new(Rules.MultiplyShapesDiffer, spot => Pair(spot, "multiply")),
        new(Rules.KernelExceedsInput, spot => new([Conv(spot, spot.Channels, ("kernel", spot.Draw.Between(40, 60)), ("padding", spot.Draw.Between(0, 3)))], spot.Channels)),
        new(Rules.PoolLeavesNothing, spot => Spot.Same(spot, new(spot.Name("p"), spot.Draw.Pick("max_pool", "avg_pool"))
        {
            Main = Spot.Text(spot.Draw.Between(40, 60)), Arguments = [("padding", Spot.Text(spot.Draw.Between(0, 2)))],
        })),
        new(Rules.PoolPaddingTooLarge, spot =>
        {
            var kernel = spot.Draw.Between(1, 3);
            return Spot.Same(spot, new(spot.Name("p"), spot.Draw.Pick("max_pool", "avg_pool"))
            {
                Main = Spot.Text(kernel), Arguments = [("padding", Spot.Text((kernel / 2) + spot.Draw.Between(1, 2)))],
            });
        }),
        new(Rules.PathsDoNotDivideInput, spot =>
        {
            var layer = new RandomLayer(spot.Name("sk"), "selective_kernel") { Main = "4", Arguments = [("kernels", spot.Channels % 2 == 0 ? "[3, 5, 7, 9, 11]" : "[3, 5]")] };
            return new([new(spot.Name("c"), "conv") { Main = Spot.Text(spot.Channels % 5 == 0 ? 6 : spot.Channels) }, layer], 4);
        }),
        new(Rules.CircularKernelTooLarge, spot => Spot.Same(spot, new(spot.Name("eca"), "eca")
        {
            Arguments = [("kernel", Spot.Text((2 * spot.Channels) + 3)), ("padding", "circular")],
        })),
        new(Rules.GroupsDoNotDivideReduced, spot =>
        {
            // Three groups divide both sides, and not the middle.
            var layer = new RandomLayer(spot.Name("sa"), "split_attention")
            {
                Main = "6", Arguments = [("groups", "3"), ("radix", "1"), ("reduced", Spot.Text((3 * spot.Draw.Between(1, 3)) + spot.Draw.Between(1, 2)))],
            };
            return new([Conv(spot, 6), layer], 6);
        }),
        new(Rules.NormGroupsDoNotDivide, spot => Spot.Same(spot, new(spot.Name("n"), "group_norm") { Main = Spot.Text(spot.Channels + spot.Draw.Between(1, 3)) })),
        new(Rules.BlurExceedsInput, spot => Spot.Same(spot, new(spot.Name("r"), "blur_pool") { Main = Spot.Text(spot.Draw.Between(70, 90)) })),
        new(Rules.ConcatSizesDiffer, spot =>
        {
            var start = new RandomLayer(spot.Name("i"), "identity");
            var other = Conv(spot, spot.Channels, ("kernel", 3), ("padding", spot.Draw.Pick(0, 2)));
            return new([start, other, new(spot.Name("t"), "concat") { Main = start.Name, Operands = [start.Name] }], 2 * spot.Channels);
        }),
        new(Rules.LinearNeedsVector, spot => new([new(spot.Name("fc"), "linear") { Main = Spot.Text(spot.Channels) }], spot.Channels)),
    ];

    private static RandomLayer Conv(Spot spot, int outputs, params IReadOnlyList<(string Name, int Value)> arguments) =>
        new(spot.Name("c"), "conv") { Main = Spot.Text(outputs), Arguments = [.. arguments.Select(argument => (argument.Name, Spot.Text(argument.Value)))] };

    // Two values that differ in channels or in size.
    private static Drawn Pair(Spot spot, string head)
    {
        var other = spot.Draw.Chance(50) ? Conv(spot, spot.Channels + 1) : Conv(spot, spot.Channels, ("kernel", 3), ("padding", spot.Draw.Pick(0, 2)));
        var start = new RandomLayer(spot.Name("i"), "identity");
        return new([start, other, new(spot.Name("s"), head) { Main = start.Name, Operands = [start.Name] }], spot.Channels);
    }
}
