using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary><c>batch_norm</c>: normalisation over the batch, with running statistics for inference.</summary>
internal sealed class BatchNormOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "batch_norm",
        "Normalises each channel over the batch; keeps running statistics for inference.",
        Main: null,
        new([
            new("gamma", Kind.Real, "What the gain starts at: 1, or 0 so that a residual block starts as its shortcut.", "1"),
            new("eps", Kind.Real, "Added to the variance, more than 0.", "1e-5"),
            new("momentum", Kind.Real, "Weight of the new batch in the running statistics, from 0 to 1.", "0.1"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var gamma = call.Arguments.Real("gamma", "a finite number", _ => true);
        var eps = call.Arguments.Real("eps", "more than 0", value => value > 0);
        var momentum = call.Arguments.Real("momentum", "from 0 to 1", value => value is >= 0 and <= 1);
        if (!call.RequireFeatureMap() || gamma is null || eps is null || momentum is null)
        {
            return null;
        }

        var channels = context.Input.Channels;
        CodeArgument[] arguments =
        [
            CallPlanner.Positional("channels", channels),
            new("eps", eps, new RealCode("1e-5")),
            new("momentum", momentum, new RealCode("0.1")),
            new("gamma", gamma, new RealCode("1")),
        ];
        return call.Result(
            new("batch_norm", "BatchNorm", true, new(arguments), SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false, new(State("", channels))),
            context.Input with { Name = context.Name });
    }

    /// <summary>The tensors of a batch norm, their names below a prefix.</summary>
    public static IEnumerable<StateTensor> State(string prefix, Dimension channels)
    {
        EquatableArray<Dimension> vector = new([channels]);
        return
        [
            new(prefix + "weight", vector, true),
            new(prefix + "bias", vector, true),
            new(prefix + "running_mean", vector, false),
            new(prefix + "running_var", vector, false),
            new(prefix + "num_batches_tracked", EquatableArray<Dimension>.Empty, false),
        ];
    }
}
