namespace SeNetGen.Zoo.Tests.RandomNetworks;

internal static class ConvEntries
{
    public static IReadOnlyList<OperationEntry> All { get; } =
    [
        new("conv", Place.Body, DrawConv, call =>
        {
            var (kernel, dilation, groups) = (call.Integer("kernel", 1), call.Integer("dilation", 1), call.Integer("groups", 1));
            var weight = call.ConvWeight("weight", call.Main, call.Channels, kernel, groups);
            var bias = call.Boolean("bias", false) ? call.Weight("bias", call.Main) : null;
            return call.Conv(call.Input, weight, bias, call.Integer("stride", 1), call.Integer("padding", dilation * (kernel - 1) / 2), dilation, groups);
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

        var arguments = new List<(string, string)>
        {
            ("kernel", Spot.Text(kernel)), ("stride", Spot.Text(spot.Stride)), ("dilation", draw.Chance(15) ? "2" : "1"), ("groups", Spot.Text(groups)),
        };
        if (kernel % 2 == 0 || draw.Chance(8))
        {
            arguments.Add(("padding", Spot.Text(draw.Below(3))));
        }

        if (draw.Chance(15))
        {
            arguments.Add(("bias", "true"));
        }

        return new([new(spot.Name("c"), "conv") { Main = Spot.Text(outputs), Arguments = arguments }], outputs);
    }
}
