using SeNetGen.Language.Binding;

namespace SeNetGen.Language.Planning;

/// <summary>Expands a variant to a network with every shape known.</summary>
public static class Planner
{
    /// <summary>Plans a variant.</summary>
    public static PlannedNetwork Plan(Architecture architecture, VariantDeclaration variant)
    {
        _ = architecture;
        _ = variant;
        return new PlannedNetwork(null, default);
    }
}
