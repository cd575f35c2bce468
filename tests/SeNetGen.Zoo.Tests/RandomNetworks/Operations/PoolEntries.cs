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
        Global("global_avg_pool", x => x.mean([2, 3], keepdim: true)),
        Global("global_max_pool", x => x.amax([2, 3], keepdim: true)),
        Global("global_avgmax_pool", x => Plain.Middle(x.mean([2, 3], keepdim: true), x.amax([2, 3], keepdim: true))),
        Global("global_catavgmax_pool", x => cat([x.mean([2, 3], keepdim: true), x.amax([2, 3], keepdim: true)], 1)),
        Adaptive("adaptive_avg_pool", (x, size) => nn.functional.adaptive_avg_pool2d(x, [size[0], size[1]])),
        Adaptive("adaptive_max_pool", (x, size) => nn.functional.adaptive_max_pool2d(x, [size[0], size[1]])),
        new("blur_pool", Place.Body, DrawBlur, RunBlur),
        new("upsample", Place.Body, DrawUpsample, call =>
        {
            call.RequireMap();
            long[] size = [call.Main * call.Input.size(2), call.Main * call.Input.size(3)];
            return call.Word("mode", "nearest") == "bilinear"
                ? nn.functional.interpolate(call.Input, size, mode: InterpolationMode.Bilinear, align_corners: false)
                : nn.functional.interpolate(call.Input, size, mode: InterpolationMode.Nearest);
        }),
    ];

    private static OperationEntry Global(string name, Func<Tensor, Tensor> run) => new(name, Place.Pool, spot => Spot.Same(spot, new(spot.Name("g"), name)), call =>
    {
        call.RequireMap();
        return run(call.Input);
    })
    {
        FixesSize = true,
    };

    // A size of its own rarely fits what stands beside it, but always the head.
    private static OperationEntry Adaptive(string name, Func<Tensor, long[], Tensor> run) => new(
        name,
        Place.Body,
        spot => spot.Stride == 1 ? Spot.Same(spot, new(spot.Name("r"), name) { Main = spot.Draw.Pick("1", "4", "[3, 5]") }) : null,
        call =>
        {
            call.RequireMap();
            return run(call.Input, call.MainSides);
        })
    {
        FixesSize = true,
    };

    private static Drawn DrawBlur(Spot spot) => Spot.Same(spot, new(spot.Name("r"), "blur_pool")
    {
        Main = Spot.Text(spot.Draw.Between(2, 5)),
        Arguments = [("stride", Spot.Text(spot.Stride))],
    });

    private static Drawn? DrawUpsample(Spot spot) => spot.Stride != 1 ? null : Spot.Same(spot, new(spot.Name("r"), "upsample")
    {
        Main = spot.Draw.Pick("1", "2"),
        Arguments = spot.Draw.Chance(50) ? [("mode", "bilinear")] : [],
    });

    // n over k, row by row of Pascal's triangle, along both axes.
    private static Tensor RunBlur(Call call)
    {
        call.RequireMap();
        double[] row = [1];
        while (row.Length < call.Main)
        {
            row = [.. row.Append(0).Zip(row.Prepend(0), (right, left) => (right + left) / 2)];
        }

        var (stride, line) = (call.Integer("stride", 2), tensor(row, ScalarType.Float64));
        var border = (stride + call.Main - 2L) / 2;
        var filter = line.outer(line).expand(call.Channels, 1, call.Main, call.Main);
        var padded = nn.functional.pad(call.Input, [border, border, border, border], PaddingModes.Reflect);
        return nn.functional.conv2d(padded, filter, null, [stride, stride], null, null, call.Channels);
    }

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
