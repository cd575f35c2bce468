using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

internal static class PoolEntries
{
    public static IReadOnlyList<OperationEntry> All { get; } =
    [
        new("max_pool", Place.Body, spot => DrawWindow(spot, "max_pool", hasSame: true), call => call.Word("padding", "0") == "same" ? MaxPoolSame(call) : nn.functional.max_pool2d(
            call.Input, (long)call.Main, call.Integer("stride", call.Main), call.Integer("padding", 0), 1, call.Boolean("ceil", false))),
        new("avg_pool", Place.Body, spot => DrawWindow(spot, "avg_pool", hasSame: false), call => nn.functional.avg_pool2d(
            call.Input, (long)call.Main, call.Integer("stride", call.Main), call.Integer("padding", 0), call.Boolean("ceil", false), call.Boolean("count_padding", true))),
        new("global_avg_pool", Place.Pool, spot => Spot.Same(spot, new(spot.Name("g"), "global_avg_pool")), call => call.Input.mean([2, 3], keepdim: true)) { FixesSize = true },
    ];

    /// <summary>A pool with a window; rarely with more padding than half the kernel, which is refused.</summary>
    internal static Drawn DrawWindow(Spot spot, string head, bool hasSame)
    {
        var draw = spot.Draw;
        var kernel = draw.Between(1, 4);
        var arguments = new List<(string, string)> { ("stride", Spot.Text(spot.Stride)) };
        if (hasSame && draw.Chance(30))
        {
            arguments.Add(("padding", "same"));
        }
        else
        {
            arguments.Add(("padding", Spot.Text(draw.Below((kernel / 2) + (draw.Chance(4) ? 2 : 1)))));
            arguments.Add(("ceil", draw.Pick("true", "false")));
        }

        if (head == "avg_pool" && draw.Chance(30))
        {
            arguments.Add(("count_padding", "false"));
        }

        return Spot.Same(spot, new(spot.Name("p"), head) { Main = Spot.Text(kernel), Arguments = arguments });
    }

    // ceil(size / stride) windows; what they reach beyond the map is minus infinity, the odd row at the bottom.
    private static Tensor MaxPoolSame(Call call)
    {
        var (kernel, stride) = (call.Main, call.Integer("stride", call.Main));
        (long Before, long After) Padding(long size)
        {
            var total = Math.Max(((((size + stride - 1) / stride) - 1) * stride) + kernel - size, 0);
            return (total / 2, total - (total / 2));
        }

        call.RequireMap();
        var (top, bottom) = Padding(call.Input.size(2));
        var (left, right) = Padding(call.Input.size(3));
        var padded = nn.functional.pad(call.Input, (left, right, top, bottom), PaddingModes.Constant, double.NegativeInfinity);
        return nn.functional.max_pool2d(padded, (long)kernel, stride, 0, 1);
    }
}
