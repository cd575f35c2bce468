using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary><c>group_norm</c>: normalisation of each image over groups of channels. After Wu and He, "Group Normalization", 2018.</summary>
internal sealed class GroupNormOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "group_norm",
        "Normalises each image over groups of its channels, in training as in inference.",
        new("groups", Kind.Integer, "Groups that the channels are split into, at least 1; divides the channels.", "32"),
        new([
            new("gamma", Kind.Real, "What the gain starts at: 1, or 0 so that a residual block starts as its shortcut.", "1"),
            new("eps", Kind.Real, "Added to the variance, more than 0.", "1e-5"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var groups = call.Arguments.Integer("groups", 1);
        var gamma = call.Arguments.Real("gamma", "a finite number", _ => true);
        var eps = call.Arguments.Real("eps", "more than 0", value => value > 0);
        var channels = context.Input.Channels;
        if (groups is { } parts && !channels.IsDivisibleBy(parts))
        {
            call.Arguments.Report(Rules.NormGroupsDoNotDivide, call.Arguments.At("groups"), context.Path, parts, channels.ToString(), context.Input.Name,
                ShapeText.Of(context, context.Input));
        }

        if (call.Arguments.IsFaulty || groups is null || gamma is null || eps is null)
        {
            return null;
        }

        EquatableArray<Dimension> vector = new([channels]);
        CodeArgument[] arguments =
        [
            CallPlanner.Positional("channels", channels),
            CallPlanner.Positional("groups", groups.Value),
            new("eps", eps, new RealCode("1e-5")),
            new("gamma", gamma, new RealCode("1")),
        ];
        return call.Result(
            new("group_norm", "GroupNorm", true, new(arguments), SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false,
                new([new("weight", vector, true), new("bias", vector, true)])),
            context.Input with { Name = context.Name });
    }
}
