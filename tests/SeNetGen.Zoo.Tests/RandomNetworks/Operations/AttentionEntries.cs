using System.Globalization;
using SeNetGen.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

internal static class AttentionEntries
{
    public static IReadOnlyList<OperationEntry> All { get; } =
    [
        new("squeeze_excite", Place.Body, DrawSqueezeExcite, call =>
        {
            call.RequireMap();
            var channels = call.Channels;
            var reduced = call.HasMain ? call.Main : Call.MakeDivisible((double)channels / call.Integer("reduction", 16), call.Integer("divisor", 8));
            var isLinear = call.Word("weights", "conv") == "linear";
            var hasBias = call.Boolean("bias", true);
            var hidden = call.Matrix(call.Squeezed(), call.MatrixWeight("fc1.weight", reduced, channels, isLinear), hasBias ? call.Weight("fc1.bias", reduced) : null);
            hidden = call.Word("norm", "none") switch
            {
                "batch_norm" => call.BatchNorm(hidden, "bn."),
                "layer_norm" => Plain.LayerNorm(hidden, call.Weight("bn.weight", reduced), call.Weight("bn.bias", reduced)),
                _ => hidden,
            };
            hidden = call.Word("activation", "relu") == "silu" ? hidden * hidden.sigmoid() : hidden.relu();
            var gate = call.Matrix(hidden, call.MatrixWeight("fc2.weight", channels, reduced, isLinear), hasBias ? call.Weight("fc2.bias", channels) : null);
            return call.Input * Plain.AsMap(call.Word("gate", "sigmoid") == "sigmoid" ? gate.sigmoid() : Plain.HardSigmoid(gate));
        }),
        new("eca", Place.Body, DrawEca, call =>
        {
            call.RequireMap();

            // log2(channels) / 2 + 1 / 2, cut off; the next odd number, at least 3.
            var t = (int)((Math.Log2(call.Channels) + 1) / 2);
            var kernel = call.Integer("kernel", Math.Max(t % 2 == 1 ? t : t + 1, 3));
            var row = nn.functional.pad(call.Input.mean([2, 3]).unsqueeze(1), [kernel / 2, kernel / 2],
                call.Word("padding", "zeros") == "circular" ? PaddingModes.Circular : PaddingModes.Constant);
            call.Count((long)kernel * call.Channels);
            return call.Input * nn.functional.conv1d(row, call.Weight("conv.weight", 1, 1, kernel)).sigmoid().transpose(1, 2).unsqueeze(3);
        }) { MultiplyAdds = (module, _, output) => ((Eca)module).Conv.Weight.numel() * output.size(1) },
        new("global_context", Place.Body, DrawGlobalContext, call =>
        {
            // The published counts of its networks leave its maps out.
            call.RequireMap();
            var channels = call.Channels;
            var isAdd = call.Word("fuse", "scale") == "add";
            var mlp = isAdd ? "mlp_add." : "mlp_scale.";
            var reduced = call.HasMain ? call.Main : Call.MakeDivisible((double)channels / call.Integer("reduction", 8), call.Integer("divisor", 1));
            var map = nn.functional.conv2d(call.Input, call.ConvWeight("conv_attn.weight", 1, channels, 1), call.Weight("conv_attn.bias", 1));
            var context = call.Input.flatten(2).matmul(map.flatten(2).softmax(2).transpose(1, 2)).squeeze(2);
            var hidden = Call.Uncounted(context, call.MatrixWeight(mlp + "fc1.weight", reduced, channels, isLinear: false), call.Weight(mlp + "fc1.bias", reduced));
            var normed = nn.functional.layer_norm(hidden, [reduced], call.Weight(mlp + "norm.weight", reduced), call.Weight(mlp + "norm.bias", reduced), 1e-6);
            var transformed = Call.Uncounted(normed.relu(), call.MatrixWeight(mlp + "fc2.weight", channels, reduced, isLinear: false), call.Weight(mlp + "fc2.bias", channels));
            var gate = Plain.AsMap(transformed);
            return isAdd ? Plain.Sum(call.Input, gate) : call.Input * gate.sigmoid();
        }) { MultiplyAdds = (_, _, _) => 0 },
        new("selective_kernel", Place.Body, DrawSelectiveKernel, RunSelectiveKernel)
        {
            MultiplyAdds = (module, _, output) => ((SelectiveKernel)module).Paths.Sum(path => path.Conv.Weight.numel() * output.size(2) * output.size(3))
                + ((SelectiveKernel)module).Attn.parameters().Where(weight => weight.dim() > 1).Sum(weight => weight.numel()),
        },
    ];

    private static Drawn? DrawEca(Spot spot)
    {
        List<(string, string)> arguments = [];
        if (spot.Draw.Chance(70))
        {
            arguments.Add(("kernel", Spot.Text((2 * spot.Draw.Below(4)) + 1)));
        }

        if (spot.Draw.Chance(50))
        {
            arguments.Add(("padding", spot.Draw.Pick("zeros", "circular")));
        }

        return spot.Stride != 1 ? null : Spot.Same(spot, new(spot.Name("eca"), "eca") { Arguments = arguments });
    }

    private static Drawn? DrawGlobalContext(Spot spot)
    {
        List<(string, string)> arguments = spot.Draw.Chance(60) ? [("fuse", spot.Draw.Pick("scale", "add"))] : [];
        if (spot.Draw.Chance(40))
        {
            arguments.Add(("reduction", Spot.Text(spot.Draw.Between(1, 4))));
        }

        return spot.Stride != 1 ? null : Spot.Same(spot, new(spot.Name("gc"), "global_context") { Arguments = arguments });
    }

    // Two paths do not fit the 3 channels of the image, three rarely fit anything else.
    private static Drawn DrawSelectiveKernel(Spot spot)
    {
        var draw = spot.Draw;
        var outputs = draw.Chance(60) && spot.Channels % 2 == 0 ? spot.Channels : draw.Pick(2, 4, 6, 8);
        var isSplit = spot.Channels % 2 == 0 ? draw.Chance(60) : draw.Chance(5);
        var layer = new RandomLayer(spot.Name("sk"), "selective_kernel")
        {
            Main = Spot.Text(outputs),
            Arguments =
            [
                ("stride", Spot.Text(spot.Stride)), ("dilation", draw.Pick("1", "1", "2")), ("groups", draw.Chance(8) ? "2" : "1"), ("split_input", isSplit ? "true" : "false"),
                ("kernels", isSplit && draw.Chance(95) ? "[3, 5]" : "[3, 5, 7]"), ("keep_3x3", draw.Pick("true", "false")),
            ],
        };
        return new([layer], outputs);
    }

    private static Tensor RunSelectiveKernel(Call call)
    {
        call.RequireMap();
        var outputs = call.Main;
        var (stride, dilation, groups) = (call.Integer("stride", 1), call.Integer("dilation", 1), call.Integer("groups", 1));
        var kernels = call.Word("kernels", "[3, 5]").Trim('[', ']').Split(", ").Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        var isSplit = call.Boolean("split_input", true);
        var keeps3x3 = call.Boolean("keep_3x3", true);

        // As timm, which asserts it: narrow() itself would leave the rest of the channels unread.
        call.Require(!isSplit || call.Channels % kernels.Length == 0, $"{kernels.Length} paths of {call.Channels} channels");
        var share = isSplit ? call.Channels / kernels.Length : call.Channels;
        var paths = kernels.Select((kernel, index) =>
        {
            var part = isSplit ? call.Input.narrow(1, index * share, share) : call.Input;
            var reach = dilation * ((kernel - 1) / 2);
            var weight = call.ConvWeight($"paths.{index}.conv.weight", outputs, share, keeps3x3 ? 3 : kernel, groups);
            return call.BatchNorm(call.Conv(part, weight, null, stride, reach, keeps3x3 ? reach : dilation, groups), $"paths.{index}.bn.").relu();
        }).ToArray();
        var divisor = call.Integer("divisor", 8);
        var quotient = (double)outputs / call.Integer("reduction", 16);
        var reduced = call.Integer("reduced", Call.MakeDivisible(quotient, divisor, 0.9));
        var squeezed = stack(paths, 1).sum(1).mean([2, 3], keepdim: true);
        var hidden = call.BatchNorm(call.Conv(squeezed, call.ConvWeight("attn.fc_reduce.weight", reduced, outputs, 1), null), "attn.bn.").relu();
        var logits = call.Conv(hidden, call.ConvWeight("attn.fc_select.weight", (long)outputs * kernels.Length, reduced, 1), null);
        return (stack(paths, 1) * logits.view(-1, kernels.Length, outputs, 1, 1).softmax(1)).sum(1);
    }

    private static Drawn? DrawSqueezeExcite(Spot spot)
    {
        var draw = spot.Draw;
        if (spot.Stride != 1)
        {
            return null;
        }

        List<(string, string)> arguments = draw.Chance(30) ? [("weights", "linear")] : [];
        if (draw.Chance(40))
        {
            arguments.AddRange([
                ("norm", draw.Pick("none", "batch_norm", "layer_norm")), ("activation", draw.Pick("relu", "silu")), ("gate", draw.Pick("sigmoid", "hard_sigmoid")),
                ("bias", draw.Pick("true", "false")), ("add_maxpool", draw.Pick("true", "false"))]);
        }

        if (draw.Chance(30))
        {
            return Spot.Same(spot, new(spot.Name("se"), "squeeze_excite") { Main = Spot.Text(draw.Between(1, 4)), Arguments = arguments });
        }

        arguments.Add(("reduction", Spot.Text(draw.Between(1, 4))));
        if (draw.Chance(70))
        {
            arguments.Add(("divisor", "1"));
        }

        return Spot.Same(spot, new(spot.Name("se"), "squeeze_excite") { Arguments = arguments });
    }
}
