using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>
/// <c>coordinate_attention</c>: x times a gate of each row and a gate of each column. After Hou et al., "Coordinate Attention for Efficient Mobile
/// Network Design", 2021; structure, keys and rounding as timm's coord.
/// </summary>
internal sealed class CoordinateAttentionOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "coordinate_attention",
        "Attention by the means of rows and of columns: x times a gate of its row and one of its column.",
        ReducedChannels.Reduced(),
        new([
            ReducedChannels.Reduction("24", reason: "24 is timm's ratio 1/16 times its factor 2/3."),
            ReducedChannels.Divisor("8"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var middle = new ReducedChannels(call, Signature);
        if (!call.RequireFeatureMap() || call.Arguments.IsFaulty || middle.Of(context, context.Input.Channels) is not { } reduced)
        {
            return null;
        }

        var channels = context.Input.Channels;
        CodeArgument[] arguments = [CallPlanner.Positional("channels", channels), CallPlanner.Positional("reducedChannels", reduced)];
        StateTensor[] tensors =
        [
            .. GateState.Conv("conv1", channels, reduced, hasBias: false),
            .. BatchNormOperation.State("bn1.", reduced),
            .. GateState.Conv("conv_h", reduced, channels, hasBias: false),
            .. GateState.Conv("conv_w", reduced, channels, hasBias: false),
        ];

        // One map over all rows and columns, one over the rows, one over the columns.
        return call.Result(
            new("coordinate_attention", "CoordinateAttention", true, new(arguments), SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false, new(tensors)),
            context.Input with { Name = context.Name },
            () => Dimension.Of(2) * channels * reduced * Dimension.Of(context.HeightOf(context.Input) + context.WidthOf(context.Input)));
    }
}
