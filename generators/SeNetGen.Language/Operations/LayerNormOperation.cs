using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary><c>layer_norm</c>: normalisation over the channels of each pixel or row. After Ba et al., 2016, as timm's LayerNorm2d.</summary>
internal sealed class LayerNormOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "layer_norm",
        "Normalises the channels of each pixel, or each row, in training as in inference.",
        Main: null,
        new([
            new("gamma", Kind.Real, "What the gain starts at: 1, or 0 so that a residual block starts as its shortcut.", "1"),
            new("eps", Kind.Real, "Added to the variance, more than 0.", "1e-6"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var gamma = call.Arguments.Real("gamma", "a finite number", _ => true);
        var eps = call.Arguments.Real("eps", "more than 0", value => value > 0);
        if (gamma is null || eps is null)
        {
            return null;
        }

        var channels = context.Input.Channels;
        EquatableArray<Dimension> vector = new([channels]);
        CodeArgument[] arguments =
        [
            CallPlanner.Positional("channels", channels),
            new("eps", eps, new RealCode("1e-6")),
            new("gamma", gamma, new RealCode("1")),
        ];
        return call.Result(
            new("layer_norm", "LayerNorm", true, new(arguments), SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false,
                new([new("weight", vector, true), new("bias", vector, true)])),
            context.Input with { Name = context.Name });
    }
}
