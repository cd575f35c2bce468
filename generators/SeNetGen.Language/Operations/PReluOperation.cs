using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary><c>prelu</c>: a leaky ReLU whose slope is learnt. After He et al., "Delving Deep into Rectifiers", 2015.</summary>
internal sealed class PReluOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "prelu",
        "x where it is positive, else weight * x, with a weight that is learnt.",
        Main: null,
        new([
            new("per_channel", Kind.Boolean, "Whether each channel has a weight of its own.", "false"),
            new("start", Kind.Real, "What the weight starts at.", "0.25"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        if (call.Arguments.Real("start", "a finite number", _ => true) is not { } start)
        {
            return null;
        }

        var weights = call.Arguments.Boolean("per_channel") ? context.Input.Channels : Dimension.Of(1);
        return call.Result(
            new("prelu", "PRelu", true, new([CallPlanner.Positional("weights", weights), new("start", start, new RealCode("0.25"))]), SavesInputs: true,
                SavesOutput: false, CanRunInPlace: false, IsAlias: false, new([new("weight", new([weights]), true)])),
            context.Input with { Name = context.Name });
    }
}
