using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>A pool with as many windows as its output has pixels, which is the same at every input size.</summary>
internal sealed class AdaptivePoolOperation : Operation
{
    private readonly string _code;

    private AdaptivePoolOperation(string name, string code, string summary)
    {
        Signature = new(
            name,
            summary,
            new("size", Kind.Integer, "Height and width of the output in pixels, at least 1; one number, or [height, width].", IsRequired: true, AcceptsPair: true),
            EquatableArray<ArgumentSignature>.Empty);
        _code = code;
    }

    /// <summary><c>adaptive_avg_pool</c>.</summary>
    public static AdaptivePoolOperation Average { get; } = new(
        "adaptive_avg_pool", "AdaptiveAvgPool", "The mean of each of as many windows as the output has pixels: the same size whatever the input's.");

    /// <summary><c>adaptive_max_pool</c>.</summary>
    public static AdaptivePoolOperation Maximum { get; } = new(
        "adaptive_max_pool", "AdaptiveMaxPool", "The greatest number of each of as many windows as the output has pixels: the same size whatever the input's.");

    /// <inheritdoc/>
    public override OperationSignature Signature { get; }

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        if (call.Arguments.Pair("size", 1) is not { } size || !call.RequireFeatureMap())
        {
            return null;
        }

        return call.Result(
            new(Signature.Name, _code, false, new([CallPlanner.Positional("height", size.Height), CallPlanner.Positional("width", size.Width)]),
                SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false, EquatableArray<StateTensor>.Empty),
            new(context.Name, context.Input.Channels, SizeFunction.Constant(size.Height), SizeFunction.Constant(size.Width), IsFlat: false));
    }
}
