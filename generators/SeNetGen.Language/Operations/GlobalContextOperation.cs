using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>
/// <c>global_context</c>: one attention map over the pixels gives a context vector, whose transform scales or is added to every pixel. After
/// Cao et al., "GCNet: Non-local Networks Meet Squeeze-Excitation Networks and Beyond", 2019; timm's gc (scale) and gca (add).
/// </summary>
internal sealed class GlobalContextOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "global_context",
        "Attention by a context vector, the mean of the pixels under a softmax map: transformed, it scales x or is added to it.",
        ReducedChannels.Reduced(),
        new([
            new("fuse", Kind.Word, "scale: x times sigmoid of the transformed context; add: x plus it.", "scale", Words: new(["scale", "add"])),
            ReducedChannels.Reduction("8"),
            ReducedChannels.Divisor("1"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var middle = new ReducedChannels(call, Signature);
        var isAdd = call.Arguments.Word("fuse") == "add";
        if (!call.RequireFeatureMap() || call.Arguments.IsFaulty || middle.Of(context, context.Input.Channels) is not { } reduced)
        {
            return null;
        }

        var channels = context.Input.Channels;
        var mlp = isAdd ? "mlp_add" : "mlp_scale";
        CodeArgument[] arguments =
        [
            CallPlanner.Positional("channels", channels),
            CallPlanner.Positional("reducedChannels", reduced),
            CallPlanner.Named("add", isAdd, false),
        ];
        StateTensor[] tensors =
        [
            .. GateState.Conv("conv_attn", channels, Dimension.Of(1)),
            .. GateState.Conv($"{mlp}.fc1", channels, reduced),
            new($"{mlp}.norm.weight", new([reduced]), true),
            new($"{mlp}.norm.bias", new([reduced]), true),
            .. GateState.Conv($"{mlp}.fc2", reduced, channels),
        ];

        // No multiply-adds: timm's published counts (gcresnet50t 4.12 G, gcresnext50ts 2.84 G) are those of the network around it.
        return call.Result(
            new("global_context", "GlobalContext", true, new(arguments), SavesInputs: true, SavesOutput: false, CanRunInPlace: false,
                IsAlias: false, new(tensors)),
            context.Input with { Name = context.Name });
    }
}
