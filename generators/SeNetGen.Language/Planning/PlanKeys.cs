using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Planning;

/// <summary>A tensor of a network's state dict.</summary>
/// <param name="Name">Its full name: <c>layer1.0.conv1.weight</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="IsParameter">Whether it is trained; a buffer otherwise.</param>
public sealed record PlanKey(string Name, EquatableArray<Dimension> Shape, bool IsParameter);

/// <summary>The state dict that a plan stands for.</summary>
public static class PlanKeys
{
    /// <summary>
    /// The tensors in PyTorch's order: layers as they are registered, each layer's tensors as it lists them. Those of a user's module are not
    /// among them: it names them itself.
    /// </summary>
    public static IEnumerable<PlanKey> Enumerate(NetworkPlan plan) => Enumerate(plan.Body.Steps, "");

    private static IEnumerable<PlanKey> Enumerate(IReadOnlyList<Step> steps, string prefix) => steps.SelectMany(step => Enumerate(step, prefix + step.Name));

    private static IEnumerable<PlanKey> Enumerate(Step step, string path) => step switch
    {
        OperationStep operation => operation.Call.Tensors.Where(tensor => tensor.Name.Length > 0).Select(tensor => new PlanKey($"{path}.{tensor.Name}", tensor.Shape, tensor.IsParameter)),
        BlockStep block => Enumerate(block.Call.Body.Steps, path + "."),
        RepeatStep repeat => Enumerate(repeat.Children, path + "."),
        GroupStep group => Enumerate(group.Steps, path + "."),
        _ => [],
    };
}
