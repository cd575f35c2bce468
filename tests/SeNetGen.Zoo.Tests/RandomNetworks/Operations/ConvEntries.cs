namespace SeNetGen.Zoo.Tests.RandomNetworks;

internal static class ConvEntries
{
    public static IReadOnlyList<OperationEntry> All { get; } =
    [
        new("conv", Place.Body, DrawConv, call =>
        {
            var (kernel, dilation, groups) = (call.Sides("kernel", [1, 1]), call.Sides("dilation", [1, 1]), call.Integer("groups", 1));
            var padding = call.Sides("padding", [dilation[0] * (kernel[0] - 1) / 2, dilation[1] * (kernel[1] - 1) / 2]);
            var weight = call.ConvWeight("weight", call.Main, call.Channels, kernel, groups);
            var bias = call.Boolean("bias", false) ? call.Weight("bias", call.Main) : null;
            return call.Conv(call.Input, weight, bias, call.Sides("stride", [1, 1]), padding, dilation, groups);
        }),
    ];

    private static Drawn DrawConv(Spot spot)
    {
        var draw = spot.Draw;
        var outputs = draw.Chance(60) ? spot.Channels : draw.Pick(2, 4, 6, 8);
        var kernel = draw.Pick(1, 1, 3, 3, 3, 5, draw.Chance(30) ? 2 : 3);
        var groups = draw.Chance(20) && spot.Channels % 2 == 0 && outputs % 2 == 0 ? 2 : 1;
        if (draw.Chance(1))
        {
            groups = 3;
        }

        var isUneven = kernel % 2 != 0 && draw.Chance(15);
        var arguments = new List<(string, string)>
        {
            ("kernel", isUneven ? draw.Pick("[3, 1]", "[1, 5]", "[3, 5]") : Spot.Text(kernel)), ("stride", Spot.Text(spot.Stride)),
            ("dilation", draw.Chance(15) ? draw.Pick("2", "[1, 2]") : "1"), ("groups", Spot.Text(groups)),
        };
        if (kernel % 2 == 0 || draw.Chance(8))
        {
            arguments.Add(("padding", draw.Chance(20) ? draw.Pick("[0, 1]", "[2, 1]") : Spot.Text(draw.Below(3))));
        }

        if (draw.Chance(15))
        {
            arguments.Add(("bias", "true"));
        }

        return new([new(spot.Name("c"), "conv") { Main = Spot.Text(outputs), Arguments = arguments }], outputs);
    }
}
