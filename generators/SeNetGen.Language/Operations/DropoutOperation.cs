using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Operations;

/// <summary><c>dropout</c>: zeroes numbers at random while training; the value itself otherwise.</summary>
internal sealed class DropoutOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "dropout",
        "Zeroes numbers at random while training and scales the others up; the value itself otherwise.",
        new("probability", Kind.Real, "Probability of zeroing, at least 0 and less than 1.", IsRequired: true, AcceptsRuntime: true),
        EquatableArray<ArgumentSignature>.Empty);

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        if (call.Arguments.Real("probability", "at least 0 and less than 1", value => value is >= 0 and < 1) is not { } probability)
        {
            return null;
        }

        // The backward pass reads the mask. Outside training, and at p = 0, the output is the input.
        return call.Result(
            new("dropout", "Dropout", true, new([new("p", probability, IsPositional: true)]), SavesInputs: false, SavesOutput: false,
                CanRunInPlace: false, IsAlias: true, EquatableArray<StateTensor>.Empty),
            context.Input with { Name = context.Name });
    }
}
