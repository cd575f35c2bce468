using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary><c>multiply</c>: the product of two values of one shape, or of a feature map and a gate [N, C, 1, 1] in either order.</summary>
internal sealed class MultiplyOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "multiply",
        "The product of this value and another of the same shape; either may be a gate [N, C, 1, 1].",
        new("value", Kind.ValueName, "The name of the other value in the same body; 'input' for the body's input.", IsRequired: true),
        EquatableArray<ArgumentSignature>.Empty);

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        if (context.Operands.Count == 0)
        {
            return null;
        }

        var (input, other) = (context.Input, context.Operands[0]);
        var isGated = !input.IsFlat && !other.IsFlat && input.Channels.Equals(other.Channels);
        var output = isGated && IsGate(input) ? other : input;
        if (!(isGated && (IsGate(input) || IsGate(other)))
            && !PairPlanner.RequireEqualShapes(call, context, other, Rules.MultiplyShapesDiffer))
        {
            return null;
        }

        // In place only where the first value has the product's shape.
        return call.Result(
            new("multiply", "Multiply", false, EquatableArray<CodeArgument>.Empty, SavesInputs: true, SavesOutput: false,
                CanRunInPlace: !IsGate(input) || IsGate(other), IsAlias: false, EquatableArray<StateTensor>.Empty),
            output with { Name = context.Name });
    }

    // 1 x 1 at every input size, so that it broadcasts whatever the other's size is.
    private static bool IsGate(PlanValue value) => value.Height.Equals(SizeFunction.One) && value.Width.Equals(SizeFunction.One);
}
