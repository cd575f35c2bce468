using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Operations;

/// <summary><c>leaky_relu</c>: x where it is positive, a small part of it elsewhere.</summary>
internal sealed class LeakyReluOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "leaky_relu",
        "x where it is positive, else slope * x.",
        new("slope", Kind.Real, "What negative numbers are multiplied by.", "0.01"),
        EquatableArray<ArgumentSignature>.Empty);

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        if (call.Arguments.Real("slope", "a finite number", _ => true) is not { } slope)
        {
            return null;
        }

        return call.Result(
            new("leaky_relu", "LeakyRelu", false, new([new("slope", slope, new RealCode("0.01"))]), SavesInputs: true, SavesOutput: false,
                CanRunInPlace: false, IsAlias: false, EquatableArray<StateTensor>.Empty),
            context.Input with { Name = context.Name });
    }
}
