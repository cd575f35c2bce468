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

    /// <summary><c>relu6</c>: LibTorch's backward pass reads the input, as those of all below do.</summary>
    public static ActivationOperation Relu6 { get; } = Of("relu6", "Relu6", "min(max(x, 0), 6).", savesInputs: true, canRunInPlace: false);

    /// <summary><c>hard_swish</c>.</summary>
    public static ActivationOperation HardSwish { get; } = Of("hard_swish", "HardSwish", "x * relu6(x + 3) / 6.", savesInputs: true, canRunInPlace: false);

    /// <summary><c>hard_sigmoid</c>.</summary>
    public static ActivationOperation HardSigmoid { get; } = Of("hard_sigmoid", "HardSigmoid", "relu6(x + 3) / 6.", savesInputs: true, canRunInPlace: false);

    /// <summary><c>mish</c>.</summary>
    public static ActivationOperation Mish { get; } = Of("mish", "Mish", "x * tanh(log(1 + exp(x))).", savesInputs: true, canRunInPlace: false);

    /// <inheritdoc/>
    public override OperationSignature Signature { get; }

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context) =>
        new CallPlanner(Signature, context).Result(_call, context.Input with { Name = context.Name });

    private static ActivationOperation Of(string name, string code, string summary, bool savesInputs, bool canRunInPlace) =>
        new(name, summary, new(name, code, IsStateful: false, EquatableArray<CodeArgument>.Empty, savesInputs, SavesOutput: !savesInputs,
            canRunInPlace, IsAlias: false, EquatableArray<StateTensor>.Empty));
}
