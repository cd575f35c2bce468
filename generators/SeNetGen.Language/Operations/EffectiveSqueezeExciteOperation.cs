using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Operations;

/// <summary>
/// <c>effective_squeeze_excite</c>: x times a gate of each channel by one map without reduction. After Lee and Park, "CenterMask: Real-Time
/// Anchor-Free Instance Segmentation", 2020; timm's ese.
/// </summary>
internal sealed class EffectiveSqueezeExciteOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "effective_squeeze_excite",
        "Channel attention by one map without reduction: x times hard_sigmoid(map(mean of x)).",
        Main: null,
        new([
            new("gate", Kind.Word, "The function that makes the gate.", "hard_sigmoid", Words: GateWords.Gates),
            new("add_maxpool", Kind.Boolean, "Whether the gate looks at half the mean plus half the greatest number of each channel, instead of the mean.", "false"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        if (!call.RequireFeatureMap())
        {
            return null;
        }

        var channels = context.Input.Channels;
        CodeArgument[] arguments =
        [
            CallPlanner.Positional("channels", channels),
            CallPlanner.Word("gate", call.Arguments.Word("gate")!, "hard_sigmoid"),
            CallPlanner.Named("addMaxpool", call.Arguments.Boolean("add_maxpool"), false),
        ];
        return call.Result(
            new("effective_squeeze_excite", "EffectiveSqueezeExcite", true, new(arguments), SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false, new(GateState.Conv("fc", channels, channels))),
            context.Input with { Name = context.Name },
            () => channels * channels);
    }
}
