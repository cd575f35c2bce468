using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Operations;

/// <summary><c>avg_pool</c>: the mean of each square window.</summary>
internal sealed class AvgPoolOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "avg_pool",
        "The mean of each square window.",
        new("kernel", Kind.Integer, "Height and width of the window in pixels, at least 1.", IsRequired: true),
        new([
            new("stride", Kind.Integer, "Step between windows in pixels, at least 1; by default the kernel."),
            new("padding", Kind.Integer, "Zeros on each side in pixels, at most half the kernel.", "0"),
            new("ceil", Kind.Boolean, "Whether a last window that is cut off still counts.", "false"),
            new("count_padding", Kind.Boolean, "Whether padding counts as pixels in the mean.", "true"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        if (PoolPlanner.Plan(call, context, Signature.Name) is not { } pool)
        {
            return null;
        }

        CodeArgument[] arguments =
        [
            CallPlanner.Positional("kernel", pool.Kernel),
            CallPlanner.Positional("stride", pool.Stride),
            CallPlanner.Named("padding", pool.Padding ?? 0, 0),
            CallPlanner.Named("ceil", pool.Ceil, false),
            CallPlanner.Named("countPadding", call.Arguments.Boolean("count_padding"), true),
        ];
        return call.Result(
            new("avg_pool", "AvgPool", false, new(arguments), SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false, EquatableArray<StateTensor>.Empty),
            pool.Output);
    }
}
