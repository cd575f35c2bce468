using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Lowering;

/// <summary>Networks planned by hand.</summary>
internal static class SampleNetworks
{
    public static NetworkPlan Of(string className, BodyBuilder body, int features, FeatureTap[] taps, RuntimeParameter[]? runtime = null, string? summary = null)
    {
        var plan = body.Build();
        return new(
            "sample.senet.yaml",
            $"variants.{className}",
            "Sample",
            className,
            className.ToLowerInvariant(),
            summary,
            plan.Values[0].Channels,
            body.Size,
            body.Size,
            new(runtime ?? []),
            plan,
            features,
            new(taps),
            plan.Parameters,
            plan.MultiplyAdds,
            SizeSet.From(1),
            SizeSet.From(1),
            new("timm", null, null, null));
    }

    /// <summary>timm's SE-ResNet with basic blocks, or with bottlenecks.</summary>
    public static NetworkPlan SeResNet(string className, int[] depths, bool bottleneck = false, int size = 224)
    {
        var calls = new Dictionary<(int, int, int, long), BlockCall>();
        var body = new BodyBuilder("stem", Dimension.Runtime("in_channels"), size)
            .Op("conv1", "conv", ("channels", 64), ("kernel", 7), ("stride", 2))
            .Op("bn1", "batch_norm")
            .Op("act1", "relu")
            .Op("maxpool", "max_pool", ("kernel", 3), ("stride", 2), ("padding", 1));
        var taps = new List<FeatureTap>();
        for (var stage = 0; stage < depths.Length; stage++)
        {
            var (channels, here) = ((int)body.Channels.Constant!.Value, (int)body.SizeHere);
            var list = new List<BlockCall>();
            for (var i = 0; i < depths[stage]; i++)
            {
                var stride = stage > 0 && i == 0 ? 2 : 1;
                var key = (channels, 64 << stage, stride, (long)here);
                if (!calls.TryGetValue(key, out var call))
                {
                    call = bottleneck ? Bottleneck(key.Item1, key.Item2, stride, here) : Basic(key.Item1, key.Item2, stride, here);
                    calls.Add(key, call);
                }

                list.Add(call);
                channels = (int)call.Body.Values[call.Body.Result].Channels.Constant!.Value;
                here = (here + stride - 1) / stride;
            }

            body.Repeat($"layer{stage + 1}", [.. list]);
            taps.Add(new($"layer{stage + 1}", body.Last, body.Channels, 4 << stage));
        }

        var features = body.Last;
        body.Op("global_pool", "global_avg_pool").Op("fc", "linear", ("outputs", Dimension.Runtime("classes")));
        return Of(className, body, features, [.. taps], [new("classes", Kind.Integer, "1000"), new("in_channels", Kind.Integer, "3")]);
    }

    public static BlockCall Basic(int inputChannels, int planes, int stride, int size = 56, string? attention = "squeeze_excite")
    {
        var body = new BodyBuilder("blocks.basic.residual", Dimension.Of(inputChannels), size)
            .Op("conv1", "conv", ("channels", planes), ("kernel", 3), ("stride", stride))
            .Op("bn1", "batch_norm")
            .Op("act1", "relu")
            .Op("conv2", "conv", ("channels", planes), ("kernel", 3))
            .Op("bn2", "batch_norm", ("gamma", 0));
        _ = attention is null ? body.Absent("se") : body.Op("se", attention);
        return Finish("basic", body, inputChannels, planes, stride, size, ("planes", planes), ("stride", stride));
    }

    public static BlockCall Bottleneck(int inputChannels, int planes, int stride, int size)
    {
        var body = new BodyBuilder("blocks.bottleneck.residual", Dimension.Of(inputChannels), size)
            .Op("conv1", "conv", ("channels", planes), ("kernel", 1))
            .Op("bn1", "batch_norm")
            .Op("act1", "relu")
            .Op("conv2", "conv", ("channels", planes), ("kernel", 3), ("stride", stride))
            .Op("bn2", "batch_norm")
            .Op("act2", "relu")
            .Op("conv3", "conv", ("channels", planes * 4), ("kernel", 1))
            .Op("bn3", "batch_norm", ("gamma", 0))
            .Op("se", "squeeze_excite");
        return Finish(
            "bottleneck", body, inputChannels, planes * 4, stride, size, ("planes", planes), ("stride", stride), ("out", planes * 4), ("mid", planes), ("first", planes));
    }

    private static BlockCall Finish(string name, BodyBuilder body, int inputChannels, int channels, int stride, int size, params (string Name, int Value)[] integers)
    {
        var residual = body.Last;
        body.From(0);
        if (stride != 1 || inputChannels != channels)
        {
            var shortcut = new BodyBuilder("blocks.conv_shortcut.layers", Dimension.Of(inputChannels), size)
                .Op("0", "conv", ("channels", channels), ("kernel", 1), ("stride", stride))
                .Op("1", "batch_norm");
            body.Block("downsample", Call("conv_shortcut", inputChannels, shortcut.Build(), ("out", channels), ("stride", stride), ("kernel", 1)));
        }
        else
        {
            body.Absent("downsample");
        }

        var shortcutValue = body.Last;
        body.From(residual).Op("", "add", [shortcutValue]);
        body.Op("act2", "relu");
        return Call(name, inputChannels, body.Build(), integers);
    }

    public static BlockCall Call(string block, int inputChannels, BodyPlan body, params (string Name, int Value)[] integers) => new(
        block,
        Dimension.Of(inputChannels),
        new(integers.Select(integer => new NamedDimension(integer.Name, Dimension.Of(integer.Value)))),
        body);
}
