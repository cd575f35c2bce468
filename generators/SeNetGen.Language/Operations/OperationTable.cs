namespace SeNetGen.Language.Operations;

/// <summary>Every operation of the language, by name.</summary>
public static class OperationTable
{
    private static readonly Dictionary<string, Operation> ByName = new Operation[]
    {
        new AddOperation(),
        AdaptivePoolOperation.Average,
        AdaptivePoolOperation.Maximum,
        new AvgPoolOperation(),
        new BatchNormOperation(),
        new BlurPoolOperation(),
        new CbamOperation(),
        new ConcatOperation(),
        new ConvOperation(),
        new CoordinateAttentionOperation(),
        new DropBlockOperation(),
        new DropoutOperation(),
        new DropPathOperation(),
        new EcaOperation(),
        new EffectiveSqueezeExciteOperation(),
        new FlattenOperation(),
        new GatherExciteOperation(),
        new GeluOperation(),
        new GroupNormOperation(),
        GlobalPoolOperation.Average,
        GlobalPoolOperation.Maximum,
        GlobalPoolOperation.Half,
        GlobalPoolOperation.Both,
        new GlobalContextOperation(),
        new IdentityOperation("identity"),
        new IdentityOperation("none"),
        new LayerNormOperation(),
        new LeakyReluOperation(),
        new LinearOperation(),
        new MaxPoolOperation(),
        new ModuleOperation(),
        new MultiplyOperation(),
        new PReluOperation(),
        ActivationOperation.HardSigmoid,
        ActivationOperation.HardSwish,
        ActivationOperation.Mish,
        ActivationOperation.Relu,
        ActivationOperation.Relu6,
        ActivationOperation.Sigmoid,
        ActivationOperation.Silu,
        new SelectiveKernelOperation(),
        new SplitAttentionOperation(),
        new SoftmaxOperation(),
        new SqueezeExciteOperation(),
        new UpsampleOperation(),
    }.ToDictionary(operation => operation.Signature.Name, StringComparer.Ordinal);

    /// <summary>The operations, ordinal by name.</summary>
    public static IReadOnlyList<Operation> All { get; } =
        [.. ByName.Values.OrderBy(operation => operation.Signature.Name, StringComparer.Ordinal)];

    /// <summary>The operation of that name.</summary>
    public static Operation? Find(string name) => ByName.TryGetValue(name, out var operation) ? operation : null;
}
