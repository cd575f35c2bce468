using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary><c>blur_pool</c>: a binomial blur before striding. After Zhang, "Making Convolutional Networks Shift-Invariant Again", 2019, as timm has it.</summary>
internal sealed class BlurPoolOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "blur_pool",
        "Blurs each channel by a binomial filter over a reflected border, and strides.",
        new("kernel", Kind.Integer, "Height and width of the filter in pixels, at least 2.", "3"),
        new([new("stride", Kind.Integer, "Step between windows in pixels, at least 1.", "2")]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var kernel = call.Arguments.Integer("kernel", 2);
        var stride = call.Arguments.Integer("stride", 1);
        if (!call.RequireFeatureMap() || kernel is null || stride is null)
        {
            return null;
        }

        // A border is reflected only where the map is larger than it.
        var input = context.Input;
        var border = (stride.Value - 1 + kernel.Value - 1) / 2;
        var need = Math.Max(border + 1, kernel.Value - (2 * border));
        if (context.HeightOf(input) < need || context.WidthOf(input) < need)
        {
            call.Arguments.Report(Rules.BlurExceedsInput, call.Arguments.At("kernel"), context.Path, kernel.Value, stride.Value, border, need,
                input.Name, ShapeText.Of(context, input));
            return null;
        }

        if (need > 1)
        {
            call.Demand(input.Height, input.Width, need);
        }

        if (call.Resized(input.Channels, SizeFunction.Convolution(kernel.Value, stride.Value, border, 1)) is not { } output)
        {
            return null;
        }

        CodeArgument[] arguments =
        [
            CallPlanner.Positional("channels", input.Channels),
            CallPlanner.Named("kernel", kernel.Value, 3),
            CallPlanner.Named("stride", stride.Value, 2),
        ];
        return call.Result(
            new("blur_pool", "BlurPool", true, new(arguments), SavesInputs: false, SavesOutput: false, CanRunInPlace: false, IsAlias: false,
                EquatableArray<StateTensor>.Empty),
            output);
    }
}
