using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Operations;

/// <summary><c>gelu</c>: x times the normal distribution function of x. After Hendrycks and Gimpel, 2016.</summary>
internal sealed class GeluOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "gelu",
        "x times the normal distribution function of x.",
        Main: null,
        new([new("approximate", Kind.Word, "none: exact, by erf; tanh: by tanh, as some networks were trained.", "none", Words: new(["none", "tanh"]))]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        return call.Result(
            new("gelu", "Gelu", false, new([CallPlanner.Named("tanh", call.Arguments.Word("approximate") == "tanh", false)]), SavesInputs: true,
                SavesOutput: false, CanRunInPlace: false, IsAlias: false, EquatableArray<StateTensor>.Empty),
            context.Input with { Name = context.Name });
    }
}
