using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>
/// <c>cbam</c>: a gate of each channel, then a gate of each pixel. After Woo et al., "CBAM: Convolutional Block Attention Module", 2018; structure,
/// keys and rounding as timm's cbam and lcbam.
/// </summary>
internal sealed class CbamOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "cbam",
        "Channel attention by means and greatest numbers of the channels, then pixel attention by those over the channels.",
        ReducedChannels.Reduced(),
        new([
            ReducedChannels.Reduction("16"),
            ReducedChannels.Divisor("1"),
            new("kernel", Kind.Integer, "Height and width of the pixel gate's kernel in pixels, odd.", "7"),
            new("bias", Kind.Boolean, "Whether the two maps add a bias.", "false"),
            new("light", Kind.Boolean, "Whether both gates look at half the mean plus half the greatest number, instead of at each.", "false"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var middle = new ReducedChannels(call, Signature);
        var kernel = call.Arguments.Integer("kernel", 1);
        var hasBias = call.Arguments.Boolean("bias");
        var isLight = call.Arguments.Boolean("light");
        if (kernel is { } even && even % 2 == 0)
        {
            call.Arguments.Report(Rules.KernelMustBeOdd, call.Arguments.At("kernel"), context.Path, "kernel", "cbam", even);
        }

        if (!call.RequireFeatureMap() || call.Arguments.IsFaulty || kernel is null || middle.Of(context, context.Input.Channels) is not { } reduced)
        {
            return null;
        }

        var channels = context.Input.Channels;
        Dimension[] window = [Dimension.Of(1), Dimension.Of(isLight ? 1 : 2), Dimension.Of(kernel.Value), Dimension.Of(kernel.Value)];
        CodeArgument[] arguments =
        [
            CallPlanner.Positional("channels", channels),
            CallPlanner.Positional("reducedChannels", reduced),
            CallPlanner.Named("kernel", kernel.Value, 7),
            CallPlanner.Named("bias", hasBias, false),
            CallPlanner.Named("light", isLight, false),
        ];
        StateTensor[] tensors =
        [
            .. GateState.Conv("channel.fc1", channels, reduced, hasBias),
            .. GateState.Conv("channel.fc2", reduced, channels, hasBias),
            new("spatial.conv.conv.weight", new(window), true),
            .. BatchNormOperation.State("spatial.conv.bn.", Dimension.Of(1)),
        ];

        // The two maps run twice, over the means and over the greatest numbers; once where those are one.
        var pixels = call.Pixels(context.Input);
        return call.Result(
            new("cbam", "Cbam", true, new(arguments), SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false, new(tensors)),
            context.Input with { Name = context.Name },
            () => (Dimension.Of(isLight ? 2 : 4) * channels * reduced) + (CallPlanner.Product(window) * pixels()));
    }
}
