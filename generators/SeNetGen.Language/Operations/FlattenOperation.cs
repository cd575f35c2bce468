using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary><c>flatten</c>: [N, C, H, W] to [N, C*H*W], which pins the input's size.</summary>
internal sealed class FlattenOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "flatten",
        "Makes one row of each feature map, [N, C * H * W]; only input sizes that give the same H and W remain legal.",
        Main: null,
        EquatableArray<ArgumentSignature>.Empty);

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var input = context.Input;
        var channels = input.Channels;
        if (!input.IsFlat)
        {
            var (height, width) = (context.HeightOf(input), context.WidthOf(input));
            if (Dimension.Try(() => input.Channels * Dimension.Of(checked(height * width))) is not { } pixels
                || pixels.TryEvaluate(context.RuntimeDefault) is null or > int.MaxValue)
            {
                call.Arguments.Report(Rules.ResultTooLarge, context.At, context.Path, "the output size", Signature.Name, "2147483647");
                return null;
            }

            channels = pixels;
            call.DemandEqual(true, input.Height, SizeFunction.Constant(height));
            call.DemandEqual(false, input.Width, SizeFunction.Constant(width));
        }

        return call.Result(
            new("flatten", "Flatten", false, EquatableArray<CodeArgument>.Empty, SavesInputs: false, SavesOutput: false,
                CanRunInPlace: false, IsAlias: true, EquatableArray<StateTensor>.Empty),
            call.Flat(channels));
    }
}
