using SeNetGen.Language.Binding;

namespace SeNetGen.Language.Planning;

/// <summary>Expands a variant to a network with every shape known.</summary>
public static class Planner
{
    /// <summary>Plans a variant. A pure function: what other variants show does not matter.</summary>
    /// <param name="architecture">The file.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="cancellation">Ends the expansion with an <see cref="OperationCanceledException"/>.</param>
    public static PlannedNetwork Plan(Architecture architecture, VariantDeclaration variant, CancellationToken cancellation = default) =>
        new NetworkPlanner(architecture, variant, cancellation).Plan();
}
