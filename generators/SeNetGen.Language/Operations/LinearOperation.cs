using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary><c>linear</c>: a matrix times each row of [N, C]; takes [N, C, 1, 1] too.</summary>
internal sealed class LinearOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "linear",
        "A matrix times each row of [N, C] or [N, C, 1, 1]; gives [N, outputs].",
        new("outputs", Kind.Integer, "Numbers it gives for each image, at least 1; may be a runtime parameter.", IsRequired: true, AcceptsRuntime: true),
        new([new("bias", Kind.Boolean, "Whether a bias is added.", "true")]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var input = context.Input;
        var outputs = call.Arguments.Dimension("outputs", 1);
        var bias = call.Arguments.Boolean("bias");
        if (context.HeightOf(input) != 1 || context.WidthOf(input) != 1)
        {
            call.Arguments.Report(Rules.LinearNeedsVector, context.At, context.Path, input.Name, ShapeText.Of(context, input));
            return null;
        }

        if (outputs is null)
        {
            return null;
        }

        call.DemandEqual(true, input.Height, SizeFunction.One);
        call.DemandEqual(false, input.Width, SizeFunction.One);
        EquatableArray<Dimension> weight = new([outputs, input.Channels]);
        var tensors = new List<StateTensor> { new("weight", weight, true) };
        if (bias)
        {
            tensors.Add(new("bias", new([outputs]), true));
        }

        CodeArgument[] arguments =
        [
            CallPlanner.Positional("inputs", input.Channels),
            CallPlanner.Positional("outputs", outputs),
            CallPlanner.Named("bias", bias, true),
        ];
        return call.Result(
            new("linear", "Linear", true, new(arguments), SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false, new([.. tensors])),
            call.Flat(outputs),
            () => CallPlanner.Product(weight));
    }
}
