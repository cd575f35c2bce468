using SeNetGen.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>The kin of squeeze-and-excitation, and split attention.</summary>
internal static class GateEntries
{
    public static IReadOnlyList<OperationEntry> All { get; } =
    [
        new("effective_squeeze_excite", Place.Body, spot => Gate(spot, "effective_squeeze_excite", Flag(spot, "add_maxpool")), call =>
        {
            call.RequireMap();
            var channels = call.Channels;
            var mapped = call.Matrix(call.Squeezed(), call.MatrixWeight("fc.weight", channels, channels, isLinear: false), call.Weight("fc.bias", channels));
            return call.Input * Plain.AsMap(Plain.HardSigmoid(mapped));
        }),
        new("cbam", Place.Body, spot => Gate(spot, "cbam", [.. Reduction(spot), .. Flag(spot, "light"), .. Flag(spot, "bias"), ("kernel", spot.Draw.Pick("3", "5", "7"))]), RunCbam)
        {
            MultiplyAdds = (module, input, _) =>
            {
                var cbam = (Cbam)module;
                var window = cbam.Spatial.Conv.Conv.Weight;
                return (Matrices(cbam.Channel) * window.size(1)) + (window.numel() * input.size(2) * input.size(3));
            },
        },
        new("gather_excite", Place.Body, DrawGatherExcite, RunGatherExcite)
        {
            MultiplyAdds = (module, input, _) =>
            {
                var (excite, sum) = ((GatherExcite)module, 0L);
                var (height, width) = (input.size(2), input.size(3));
                if (excite.Extent == 0)
                {
                    return Matrices(excite.Mlp);
                }

                for (var step = 1; step < excite.Extent; step *= 2)
                {
                    (height, width) = ((height + 1) / 2, (width + 1) / 2);
                    sum += excite.Gather is null ? 0 : 9 * input.size(1) * height * width;
                }

                return sum + (Matrices(excite.Mlp) * height * width);
            },
        },
        new("coordinate_attention", Place.Body, spot => Gate(spot, "coordinate_attention", [.. Reduction(spot)]), call =>
        {
            call.RequireMap();
            var (channels, height) = (call.Channels, call.Input.size(2));
            var reduced = Reduced(call, 24, 8);
            var strips = cat([call.Input.mean([3], keepdim: true), call.Input.mean([2], keepdim: true).transpose(2, 3)], 2);
            var hidden = call.BatchNorm(call.Conv(strips, call.ConvWeight("conv1.weight", reduced, channels, 1), null), "bn1.");
            hidden = Plain.HardSwish(hidden);
            var rows = call.Conv(hidden.narrow(2, 0, height), call.ConvWeight("conv_h.weight", channels, reduced, 1), null);
            var columns = call.Conv(hidden.narrow(2, height, call.Input.size(3)).transpose(2, 3), call.ConvWeight("conv_w.weight", channels, reduced, 1), null);
            return call.Input * rows.sigmoid() * columns.sigmoid();
        })
        {
            MultiplyAdds = (module, input, _) => 2 * ((CoordinateAttention)module).Conv1.Weight.numel() * (input.size(2) + input.size(3)),
        },
        new("split_attention", Place.Body, DrawSplitAttention, RunSplitAttention)
        {
            MultiplyAdds = (module, _, output) =>
            {
                var split = (SplitAttention)module;
                return (split.Conv.Weight.numel() * output.size(2) * output.size(3)) + split.Fc1.Weight.numel() + split.Fc2.Weight.numel();
            },
        },
    ];

    private static Drawn? Gate(Spot spot, string head, IReadOnlyList<(string, string)> arguments) =>
        spot.Stride == 1 ? Spot.Same(spot, new(spot.Name("at"), head) { Arguments = arguments }) : null;

    private static List<(string, string)> Flag(Spot spot, string name) => spot.Draw.Chance(40) ? [(name, "true")] : [];

    private static List<(string, string)> Reduction(Spot spot) =>
        [("reduction", Spot.Text(spot.Draw.Between(1, 4))), ("divisor", Spot.Text(spot.Draw.Between(1, 2)))];

    private static Drawn? DrawGatherExcite(Spot spot)
    {
        var extent = spot.Draw.Pick("0", "2", "4");
        var isDepthwise = extent != "0" && spot.Draw.Chance(50);
        return Gate(spot, "gather_excite",
            [.. Reduction(spot), ("extent", extent), ("depthwise", isDepthwise ? "true" : "false"), .. isDepthwise ? [] : Flag(spot, "add_maxpool")]);
    }

    private static Drawn DrawSplitAttention(Spot spot)
    {
        var draw = spot.Draw;
        var outputs = draw.Chance(60) && spot.Channels % 2 == 0 ? spot.Channels : draw.Pick(2, 4, 6, 8);
        var radix = spot.Channels % 2 == 0 || draw.Chance(8) ? draw.Pick(1, 2) : 1;
        var groups = spot.Channels % (2 * radix) == 0 || draw.Chance(8) ? draw.Pick(1, 2) : 1;
        var layer = new RandomLayer(spot.Name("sa"), "split_attention")
        {
            Main = Spot.Text(outputs),
            Arguments =
            [
                ("kernel", draw.Pick("1", "3", "5")), ("stride", Spot.Text(spot.Stride)), ("dilation", draw.Pick("1", "1", "2")),
                ("groups", Spot.Text(groups)), ("radix", Spot.Text(radix)), .. draw.Chance(50) ? [("reduced", draw.Pick("2", "4"))] : Array.Empty<(string, string)>(),
            ],
        };
        return new([layer], outputs);
    }

    private static Tensor RunCbam(Call call)
    {
        call.RequireMap();
        var channels = call.Channels;
        var reduced = Reduced(call, 16, 1);
        var (isLight, hasBias, kernel) = (call.Boolean("light", false), call.Boolean("bias", false), call.Integer("kernel", 7));
        Tensor Mapped(Tensor squeezed)
        {
            var hidden = call.Matrix(squeezed, call.MatrixWeight("channel.fc1.weight", reduced, channels, isLinear: false), hasBias ? call.Weight("channel.fc1.bias", reduced) : null);
            return call.Matrix(hidden.relu(), call.MatrixWeight("channel.fc2.weight", channels, reduced, isLinear: false), hasBias ? call.Weight("channel.fc2.bias", channels) : null);
        }

        var (mean, greatest) = (call.Input.mean([2, 3]), call.Input.amax([2, 3]));
        var logits = isLight ? Mapped(Plain.Middle(mean, greatest)) : Plain.Sum(Mapped(mean), Mapped(greatest));
        var scaled = call.Input * Plain.AsMap(logits.sigmoid());
        var (average, top) = (scaled.mean([1], keepdim: true), scaled.amax([1], keepdim: true));
        var summary = isLight ? Plain.Middle(average, top) : cat([average, top], 1);
        var convolved = call.Conv(summary, call.ConvWeight("spatial.conv.conv.weight", 1, isLight ? 1 : 2, kernel), null, padding: kernel / 2);
        return scaled * call.BatchNorm(convolved, "spatial.conv.bn.").sigmoid();
    }

    private static Tensor RunGatherExcite(Call call)
    {
        call.RequireMap();
        var (channels, extent) = (call.Channels, call.Integer("extent", 0));
        var reduced = Reduced(call, 16, 1);
        var gathered = extent == 0 ? Plain.AsMap(call.Squeezed()) : call.Boolean("depthwise", false) ? Convolved(call, extent) : Pooled(call, extent);
        var hidden = call.Conv(gathered, call.ConvWeight("mlp.fc1.weight", reduced, channels, 1), call.Weight("mlp.fc1.bias", reduced)).relu();
        var mapped = call.Conv(hidden, call.ConvWeight("mlp.fc2.weight", channels, reduced, 1), call.Weight("mlp.fc2.bias", channels));
        var spread = extent == 0 ? mapped : nn.functional.interpolate(mapped, [call.Input.size(2), call.Input.size(3)], mode: InterpolationMode.Nearest);
        return call.Input * spread.sigmoid();
    }

    private static Tensor Convolved(Call call, int extent)
    {
        var (map, number) = (call.Input, 1);
        for (var step = 2; step <= extent; step *= 2, number++)
        {
            map = call.Conv(step == 2 ? map : map.relu(), call.ConvWeight($"gather.conv{number}.weight", call.Channels, call.Channels, 3, call.Channels), null, 2, 1, 1, call.Channels);
            map = call.BatchNorm(map, $"gather.norm{number}.");
        }

        return map;
    }

    private static Tensor Pooled(Call call, int extent)
    {
        var (kernel, padding) = ((2L * extent) - 1, extent - 1L);
        var mean = nn.functional.avg_pool2d(call.Input, kernel, extent, padding, false, false);
        return call.Boolean("add_maxpool", false) ? Plain.Middle(mean, nn.functional.max_pool2d(call.Input, kernel, extent, padding)) : mean;
    }

    private static Tensor RunSplitAttention(Call call)
    {
        call.RequireMap();
        var outputs = call.Main;
        var (kernel, stride, dilation) = (call.Integer("kernel", 3), call.Integer("stride", 1), call.Integer("dilation", 1));
        var (groups, radix) = (call.Integer("groups", 1), call.Integer("radix", 2));
        var weight = call.ConvWeight("conv.weight", (long)outputs * radix, call.Channels, kernel, (long)groups * radix);
        var wide = call.Conv(call.Input, weight, null, stride, dilation * ((kernel - 1) / 2), dilation, (long)groups * radix);
        var splits = call.BatchNorm(wide, "bn0.").relu().view(1, radix, outputs, wide.size(2), wide.size(3));

        // make_divisible(channels * radix / 4, 8, at least 32), never below nine tenths.
        var quotient = call.Channels * radix / (double)call.Integer("reduction", 4);
        var derived = Math.Max(32, Call.MakeDivisible(quotient, call.Integer("divisor", 8), 0.9));
        var reduced = call.Integer("reduced", derived);
        var squeezed = splits.sum(1).mean([2, 3], keepdim: true);
        var hidden = call.Conv(squeezed, call.ConvWeight("fc1.weight", reduced, outputs, 1, groups), call.Weight("fc1.bias", reduced), groups: groups);
        var active = call.BatchNorm(hidden, "bn1.").relu();
        var logits = call.Conv(active, call.ConvWeight("fc2.weight", (long)outputs * radix, reduced, 1, groups), call.Weight("fc2.bias", (long)outputs * radix), groups: groups);
        var weights = radix == 1
            ? logits.sigmoid().view(1, 1, outputs, 1, 1)
            : logits.view(1, groups, radix, -1).softmax(2).transpose(1, 2).reshape(1, radix, outputs, 1, 1);
        return (splits * weights).sum(1);
    }

    private static int Reduced(Call call, int reduction, int divisor) =>
        call.HasMain ? call.Main : Call.MakeDivisible((double)call.Channels / call.Integer("reduction", reduction), call.Integer("divisor", divisor));

    private static long Matrices(nn.Module module) => module.parameters().Where(weight => weight.dim() > 1).Sum(weight => weight.numel());
}
