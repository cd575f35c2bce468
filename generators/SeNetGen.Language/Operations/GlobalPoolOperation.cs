using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>A pool over all pixels: [N, C, 1, 1] whatever the size.</summary>
internal sealed class GlobalPoolOperation : Operation
{
    private readonly string _code;
    private readonly bool _readsInput;
    private readonly bool _isDouble;

    private GlobalPoolOperation(string name, string code, string summary, bool readsInput, bool isDouble = false)
    {
        Signature = new(name, summary, Main: null, EquatableArray<ArgumentSignature>.Empty);
        _code = code;
        _readsInput = readsInput;
        _isDouble = isDouble;
    }

    /// <summary><c>global_avg_pool</c>: the backward pass of a mean spreads the gradient, it reads sizes only.</summary>
    public static GlobalPoolOperation Average { get; } = new(
        "global_avg_pool", "GlobalAvgPool", "The mean of each channel over all pixels: [N, C, 1, 1] whatever the size.", readsInput: false);

    /// <summary><c>global_max_pool</c>: the backward pass looks for the greatest numbers.</summary>
    public static GlobalPoolOperation Maximum { get; } = new(
        "global_max_pool", "GlobalMaxPool", "The greatest number of each channel over all pixels: [N, C, 1, 1] whatever the size.", readsInput: true);

    /// <summary><c>global_avgmax_pool</c>, timm's <c>avgmax</c>.</summary>
    public static GlobalPoolOperation Half { get; } = new(
        "global_avgmax_pool", "GlobalAvgMaxPool", "Half the sum of each channel's mean and greatest number: [N, C, 1, 1] whatever the size.", readsInput: true);

    /// <summary><c>global_catavgmax_pool</c>, timm's <c>catavgmax</c>.</summary>
    public static GlobalPoolOperation Both { get; } = new(
        "global_catavgmax_pool", "GlobalCatAvgMaxPool", "Each channel's mean, then each channel's greatest number: [N, 2 * C, 1, 1] whatever the size.",
        readsInput: true, isDouble: true);

    /// <inheritdoc/>
    public override OperationSignature Signature { get; }

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        if (!call.RequireFeatureMap())
        {
            return null;
        }

        var channels = _isDouble ? Dimension.Try(() => Dimension.Of(2) * context.Input.Channels) : context.Input.Channels;
        if (channels?.TryEvaluate(context.RuntimeDefault) is null or > int.MaxValue)
        {
            call.Arguments.Report(Rules.ResultTooLarge, context.At, context.Path, "the channels", Signature.Name, "2147483647");
            return null;
        }

        return call.Result(
            new(Signature.Name, _code, false, EquatableArray<CodeArgument>.Empty, SavesInputs: _readsInput, SavesOutput: false, CanRunInPlace: false,
                IsAlias: false, EquatableArray<StateTensor>.Empty),
            new(context.Name, channels, SizeFunction.One, SizeFunction.One, IsFlat: false));
    }
}
