using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Operations;

/// <summary><c>softmax</c>: exp(x) over its sum, along channels or pixels.</summary>
internal sealed class SoftmaxOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "softmax",
        "exp(x) over the sum of exp(x): numbers that add up to 1 along the channels, or along the pixels.",
        new("over", Kind.Word, "channels: of each pixel; pixels: of each channel.", "channels", Words: new(["channels", "pixels"])),
        EquatableArray<ArgumentSignature>.Empty);

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var isOverPixels = call.Arguments.Word("over") == "pixels";
        if (isOverPixels && !call.RequireFeatureMap())
        {
            return null;
        }

        return call.Result(
            new("softmax", "Softmax", false, new([CallPlanner.Named("pixels", isOverPixels, false)]), SavesInputs: false, SavesOutput: true,
                CanRunInPlace: false, IsAlias: false, EquatableArray<StateTensor>.Empty),
            context.Input with { Name = context.Name });
    }
}
