using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Operations;

/// <summary>
/// <c>identity</c>, also called <c>none</c> where a layer-valued parameter says that there is none: the value itself.
/// One operation under two names, since each reads well where the other does not.
/// </summary>
internal sealed class IdentityOperation(string name) : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        name,
        name == "none" ? "No layer: the value itself, without a key. What a layer-valued parameter says for 'none of them'." : "The value itself, without a key.",
        Main: null,
        EquatableArray<ArgumentSignature>.Empty);

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context) => new CallPlanner(Signature, context).Result(
        new(name, "Identity", false, EquatableArray<CodeArgument>.Empty, SavesInputs: false, SavesOutput: false, CanRunInPlace: false,
            IsAlias: true, EquatableArray<StateTensor>.Empty),
        context.Input with { Name = context.Name });
}
