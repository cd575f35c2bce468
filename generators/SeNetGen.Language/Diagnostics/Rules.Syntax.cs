namespace SeNetGen.Language.Diagnostics;

public static partial class Rules
{
    /// <summary>The text is no YAML.</summary>
    public static readonly Rule InvalidYaml = new("SEN001", "Invalid YAML", "{0}");
}
