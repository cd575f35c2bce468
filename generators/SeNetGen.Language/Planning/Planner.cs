using SeNetGen.Language.Binding;

namespace SeNetGen.Language.Planning;

/// <summary>Expands a variant to a network with every shape known.</summary>
public static class Planner
{
    /// <summary>Plans a variant. A pure function: what other variants show does not matter.</summary>
    public static PlannedNetwork Plan(Architecture architecture, VariantDeclaration variant) => new NetworkPlanner(architecture, variant).Plan();
}
