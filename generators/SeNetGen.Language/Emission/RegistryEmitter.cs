namespace SeNetGen.Language.Emission;

/// <summary>Prints the registry: every network of the project by name.</summary>
public static class RegistryEmitter
{
    /// <summary>The source file of the class <c>Architectures</c>.</summary>
    /// <param name="networks">The networks; the order does not matter.</param>
    /// <param name="options">What the project decides.</param>
    public static string Emit(IEnumerable<(string ClassName, string Name)> networks, EmissionOptions options)
    {
        var writer = new CodeWriter();
        FileText.Begin(writer, options);
        var sorted = networks.OrderBy(network => network.Name, StringComparer.Ordinal).ThenBy(network => network.ClassName, StringComparer.Ordinal).ToArray();
        writer.Document(Documentation.Summary("The networks of this project, by name."));
        writer.Braces($"{(options.IsRegistryPublic ? "public" : "internal")} static class Architectures", () => Write(writer, sorted));
        return writer.ToString();
    }

    private static void Write(CodeWriter writer, (string ClassName, string Name)[] networks)
    {
        writer.Document(Documentation.Summary("Every network, in the order of their names."));
        writer.Line($"public static global::System.Collections.Generic.IReadOnlyList<{Types.NetworkInfo}> All {{ get; }} =");
        writer.List(networks.Select(network => $"{network.ClassName}.Definition,"));
        writer.Separate();
        writer.Document(
            Documentation.Summary("Makes a network with fresh weights."),
            Documentation.Parameter("name", "Its name, case ignored."),
            Documentation.Parameter("classes", "How many classes it tells apart; its own default when not given."),
            "<exception cref=\"global::SeNetGen.SenetException\">There is no such network; the message names the closest.</exception>");
        writer.Line($"public static {Types.Network} Create(string name, int? classes = null) =>");
        writer.Line($"    {Types.NetworkCatalog}.Create(All, name, classes);");
    }
}
