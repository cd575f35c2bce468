using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Operations;

/// <summary><c>add</c>: the sum of two values of one shape.</summary>
internal sealed class AddOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "add",
        "The sum of this value and another of the same shape.",
        new("value", Kind.ValueName, "The name of the other value in the same body; 'input' for the body's input.", IsRequired: true),
        EquatableArray<ArgumentSignature>.Empty);

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        if (context.Operands.Count == 0 || !PairPlanner.RequireEqualShapes(call, context, context.Operands[0], Rules.AddShapesDiffer))
        {
            return null;
        }

        return call.Result(
            new("add", "Add", false, EquatableArray<CodeArgument>.Empty, SavesInputs: false, SavesOutput: false, CanRunInPlace: true,
                IsAlias: false, EquatableArray<StateTensor>.Empty),
            context.Input with { Name = context.Name });
    }
}
