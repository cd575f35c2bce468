using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Operations;

/// <summary><c>drop_path</c>: zeroes whole images at random while training. After Huang et al., "Deep Networks with Stochastic Depth", 2016.</summary>
internal sealed class DropPathOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "drop_path",
        "Zeroes whole images at random while training and scales the others up, in the last such layer of the network as often as it says, before it less.",
        new("rate", Kind.Real, "Probability of the network's last drop_path, at least 0 and less than 1; of n the i-th from 0 has rate * i / (n - 1).", IsRequired: true, AcceptsRuntime: true),
        EquatableArray<ArgumentSignature>.Empty);

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        if (call.Arguments.Real("rate", "at least 0 and less than 1", value => value is >= 0 and < 1) is not { } rate)
        {
            return null;
        }

        // The backward pass reads the mask. Outside training, and where nothing is dropped, the output is the input.
        return call.Result(
            new("drop_path", "DropPath", true, new([new("rate", rate, IsPositional: true)]), SavesInputs: false, SavesOutput: false,
                CanRunInPlace: false, IsAlias: true, EquatableArray<StateTensor>.Empty),
            context.Input with { Name = context.Name });
    }
}
