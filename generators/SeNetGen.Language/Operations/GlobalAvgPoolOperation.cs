using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary><c>global_avg_pool</c>: the mean of each channel over all pixels.</summary>
internal sealed class GlobalAvgPoolOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "global_avg_pool",
        "The mean of each channel over all pixels: [N, C, 1, 1] whatever the size.",
        Main: null,
        EquatableArray<ArgumentSignature>.Empty);

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        if (!call.RequireFeatureMap())
        {
            return null;
        }

        // The backward pass of a mean spreads the gradient: it reads sizes only.
        return call.Result(
            new("global_avg_pool", "GlobalAvgPool", false, EquatableArray<CodeArgument>.Empty, SavesInputs: false, SavesOutput: false,
                CanRunInPlace: false, IsAlias: false, EquatableArray<StateTensor>.Empty),
            new(context.Name, context.Input.Channels, SizeFunction.One, SizeFunction.One, IsFlat: false));
    }
}
