using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>
/// <c>gather_excite</c>: x times a gate made of the pixels' surroundings. After Hu et al., "Gather-Excite: Exploiting Feature Context in Convolutional
/// Neural Networks", 2018; structure, keys and rounding as timm's ge.
/// </summary>
internal sealed class GatherExciteOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "gather_excite",
        "Attention by the surroundings of each pixel: x times sigmoid of two maps over gathered values, spread out again to their neighbours.",
        ReducedChannels.Reduced(),
        new([
            new("extent", Kind.Integer, "Pixels from one gathered value to the next, a power of 2; 0 gathers the whole map.", "0"),
            new("depthwise", Kind.Boolean, "Whether depthwise 3x3 convolutions of stride 2 with batch norm gather, instead of means over 2 * extent - 1 pixels.", "false"),
            ReducedChannels.Reduction("16"),
            ReducedChannels.Divisor("1"),
            new("add_maxpool", Kind.Boolean, "Whether half the mean plus half the greatest number is gathered, instead of the mean.", "false"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var middle = new ReducedChannels(call, Signature);
        var extent = call.Arguments.Integer("extent", 0);
        var isDepthwise = call.Arguments.Boolean("depthwise");
        var addsMaxpool = call.Arguments.Boolean("add_maxpool");
        if (extent is { } pixels && pixels != 0 && (pixels == 1 || (pixels & (pixels - 1)) != 0))
        {
            call.Arguments.Report(Rules.ExtentNotPowerOfTwo, call.Arguments.At("extent"), context.Path, pixels);
        }
        else if (isDepthwise && (extent == 0 || addsMaxpool))
        {
            call.Arguments.Report(Rules.DepthwiseGather, call.Arguments.At("depthwise"), context.Path, addsMaxpool ? "no 'add_maxpool'" : "an 'extent', such as 2");
        }

        if (!call.RequireFeatureMap() || call.Arguments.IsFaulty || extent is null || middle.Of(context, context.Input.Channels) is not { } reduced)
        {
            return null;
        }

        var channels = context.Input.Channels;
        CodeArgument[] arguments =
        [
            CallPlanner.Positional("channels", channels),
            CallPlanner.Positional("reducedChannels", reduced),
            CallPlanner.Named("extent", extent.Value, 0),
            CallPlanner.Named("depthwise", isDepthwise, false),
            CallPlanner.Named("addMaxpool", addsMaxpool, false),
        ];
        var tensors = new List<StateTensor>();
        Dimension[] window = [channels, Dimension.Of(1), Dimension.Of(3), Dimension.Of(3)];
        for (var (step, number) = (2L, 1); isDepthwise && step <= extent; step *= 2, number++)
        {
            tensors.Add(new(FormattableString.Invariant($"gather.conv{number}.weight"), new(window), true));
            tensors.AddRange(BatchNormOperation.State(FormattableString.Invariant($"gather.norm{number}."), channels));
        }

        tensors.AddRange(GateState.Conv("mlp.fc1", channels, reduced));
        tensors.AddRange(GateState.Conv("mlp.fc2", reduced, channels));
        return call.Result(
            new("gather_excite", "GatherExcite", true, new(arguments), SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false, new([.. tensors])),
            context.Input with { Name = context.Name },
            () => MultiplyAdds(context, extent.Value, isDepthwise, window, Dimension.Of(2) * channels * reduced));
    }

    // A map is gathered to ceil(size / extent), by means at once and by convolutions in halves.
    private static Dimension MultiplyAdds(OperationContext context, long extent, bool isDepthwise, Dimension[] window, Dimension maps)
    {
        var sum = extent == 0 ? maps : maps * Gathered(context, extent);
        for (var step = 2L; isDepthwise && step <= extent; step *= 2)
        {
            sum += CallPlanner.Product(window) * Gathered(context, step);
        }

        return sum;
    }

    private static Dimension Gathered(OperationContext context, long step) =>
        Dimension.Of(((context.HeightOf(context.Input) + step - 1) / step) * ((context.WidthOf(context.Input) + step - 1) / step));
}
