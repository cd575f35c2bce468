using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary><c>upsample</c>: a map larger by a whole factor.</summary>
internal sealed class UpsampleOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "upsample",
        "A map whose height and width are larger by a whole factor.",
        new("factor", Kind.Integer, "What height and width are multiplied by, at least 1.", IsRequired: true),
        new([new("mode", Kind.Word, "nearest: each pixel repeated; bilinear: straight lines between the pixels' middles.", "nearest", Words: new(["nearest", "bilinear"]))]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        if (call.Arguments.Integer("factor", 1) is not { } factor || !call.RequireFeatureMap()
            || call.Resized(context.Input.Channels, SizeFunction.Upsample(factor)) is not { } output)
        {
            return null;
        }

        // The backward pass adds up the gradient: it reads sizes only.
        return call.Result(
            new("upsample", "Upsample", false,
                new([CallPlanner.Positional("factor", factor), CallPlanner.Named("bilinear", call.Arguments.Word("mode") == "bilinear", false)]),
                SavesInputs: false, SavesOutput: false, CanRunInPlace: false, IsAlias: false, EquatableArray<StateTensor>.Empty),
            output);
    }
}
