using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Operations;

/// <summary><c>max_pool</c>: the greatest number of each square window.</summary>
internal sealed class MaxPoolOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "max_pool",
        "The greatest number of each square window.",
        new("kernel", Kind.Integer, "Height and width of the window in pixels, at least 1.", IsRequired: true),
        new([
            new("stride", Kind.Integer, "Step between windows in pixels, at least 1; by default the kernel."),
            new("padding", Kind.Integer, "Border on each side in pixels, at most half the kernel; 'same' gives ceil(size / stride), the extra row at the bottom.", "0", Words: new(["same"])),
            new("ceil", Kind.Boolean, "Whether a last window that is cut off still counts.", "false"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        if (PoolPlanner.Plan(call, context, Signature.Name) is not { } pool)
        {
            return null;
        }

        var arguments = new List<CodeArgument> { CallPlanner.Positional("kernel", pool.Kernel), CallPlanner.Positional("stride", pool.Stride) };
        if (pool.Padding is { } padding)
        {
            arguments.Add(CallPlanner.Named("padding", padding, 0));
            arguments.Add(CallPlanner.Named("ceil", pool.Ceil, false));
        }

        var code = pool.Padding is null ? "MaxPoolSame" : "MaxPool";
        return call.Result(
            new("max_pool", code, false, new([.. arguments]), SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false, EquatableArray<StateTensor>.Empty),
            pool.Output);
    }
}
