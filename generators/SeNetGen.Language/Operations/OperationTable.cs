namespace SeNetGen.Language.Operations;

/// <summary>Every operation of the language, by name.</summary>
public static class OperationTable
{
    private static readonly Dictionary<string, Operation> ByName = new Operation[]
    {
        new AddOperation(),
        new AvgPoolOperation(),
        new BatchNormOperation(),
        new CbamOperation(),
        new ConvOperation(),
        new CoordinateAttentionOperation(),
        new DropoutOperation(),
        new EcaOperation(),
        new EffectiveSqueezeExciteOperation(),
        new FlattenOperation(),
        new GatherExciteOperation(),
        new GlobalAvgPoolOperation(),
        new GlobalContextOperation(),
        new IdentityOperation("identity"),
        new IdentityOperation("none"),
        new LinearOperation(),
        new MaxPoolOperation(),
        new MultiplyOperation(),
        ActivationOperation.Relu,
        ActivationOperation.Sigmoid,
        ActivationOperation.Silu,
        new SelectiveKernelOperation(),
        new SplitAttentionOperation(),
        new SqueezeExciteOperation(),
    }.ToDictionary(operation => operation.Signature.Name, StringComparer.Ordinal);

    /// <summary>The operations, ordinal by name.</summary>
    public static IReadOnlyList<Operation> All { get; } =
        [.. ByName.Values.OrderBy(operation => operation.Signature.Name, StringComparer.Ordinal)];

    /// <summary>The operation of that name.</summary>
    public static Operation? Find(string name) => ByName.TryGetValue(name, out var operation) ? operation : null;
}
