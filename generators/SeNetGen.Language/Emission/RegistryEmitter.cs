namespace SeNetGen.Language.Emission;

/// <summary>Prints the registry: every network of the project by name.</summary>
public static class RegistryEmitter
{
    /// <summary>The source file of the class <c>Architectures</c>.</summary>
    public static string Emit(IEnumerable<(string ClassName, string Name)> networks, EmissionOptions options) => "";
}
