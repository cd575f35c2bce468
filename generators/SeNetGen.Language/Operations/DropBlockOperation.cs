using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Operations;

/// <summary><c>drop_block</c>: zeroes squares of pixels at random while training. After Ghiasi et al., "DropBlock", 2018, as timm has it.</summary>
internal sealed class DropBlockOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "drop_block",
        "Zeroes squares of pixels at random while training, the same in every channel, and scales the others up.",
        new("rate", Kind.Real, "About the share of pixels that is zeroed at scale 1, at least 0 and less than 1.", IsRequired: true, AcceptsRuntime: true),
        new([
            new("size", Kind.Integer, "Height and width of a square in pixels, at least 1.", "7"),
            new("scale", Kind.Real, "What the probability of a square is multiplied by, at least 0.", "1"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var rate = call.Arguments.Real("rate", "at least 0 and less than 1", value => value is >= 0 and < 1);
        var size = call.Arguments.Integer("size", 1);
        var scale = call.Arguments.Real("scale", "at least 0", value => value >= 0);
        if (!call.RequireFeatureMap() || rate is null || size is null || scale is null)
        {
            return null;
        }

        CodeArgument[] arguments =
        [
            new("rate", rate, IsPositional: true),
            CallPlanner.Named("size", size.Value, 7),
            new("scale", scale, new RealCode("1")),
        ];
        return call.Result(
            new("drop_block", "DropBlock", true, new(arguments), SavesInputs: false, SavesOutput: false, CanRunInPlace: false, IsAlias: true,
                EquatableArray<StateTensor>.Empty),
            context.Input with { Name = context.Name });
    }
}
