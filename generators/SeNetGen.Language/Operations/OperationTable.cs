namespace SeNetGen.Language.Operations;

/// <summary>Every operation of the language, by name.</summary>
public static class OperationTable
{
    /// <summary>The operations, ordinal by name.</summary>
    public static IReadOnlyList<Operation> All { get; } = [];

    /// <summary>The operation of that name.</summary>
    public static Operation? Find(string name) => All.FirstOrDefault(operation => operation.Signature.Name == name);
}
