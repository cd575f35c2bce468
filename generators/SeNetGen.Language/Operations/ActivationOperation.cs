using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Operations;

/// <summary>An activation: a function of each number, without state or arguments.</summary>
internal sealed class ActivationOperation : Operation
{
    private readonly OperationCall _call;

    private ActivationOperation(string name, string summary, OperationCall call)
    {
        Signature = new(name, summary, Main: null, EquatableArray<ArgumentSignature>.Empty);
        _call = call;
    }

    /// <summary><c>relu</c>: its backward pass needs only the output's sign.</summary>
    public static ActivationOperation Relu { get; } = Of("relu", "Relu", "max(x, 0).", savesInputs: false, canRunInPlace: true);

    /// <summary><c>sigmoid</c>: its backward pass is y (1 - y) of the output.</summary>
    public static ActivationOperation Sigmoid { get; } = Of("sigmoid", "Sigmoid", "1 / (1 + exp(-x)).", savesInputs: false, canRunInPlace: true);

    /// <summary><c>silu</c>: its backward pass reads the input, so that writing over it would cost a copy.</summary>
    public static ActivationOperation Silu { get; } = Of("silu", "Silu", "x * sigmoid(x), also called swish.", savesInputs: true, canRunInPlace: false);

    /// <inheritdoc/>
    public override OperationSignature Signature { get; }

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context) =>
        new CallPlanner(Signature, context).Result(_call, context.Input with { Name = context.Name });

    private static ActivationOperation Of(string name, string code, string summary, bool savesInputs, bool canRunInPlace) =>
        new(name, summary, new(name, code, IsStateful: false, EquatableArray<CodeArgument>.Empty, savesInputs, SavesOutput: !savesInputs,
            canRunInPlace, IsAlias: false, EquatableArray<StateTensor>.Empty));
}
