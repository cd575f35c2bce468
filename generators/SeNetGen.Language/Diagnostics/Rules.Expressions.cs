namespace SeNetGen.Language.Diagnostics;

public static partial class Rules
{
    /// <summary>The text is no expression.</summary>
    public static readonly Rule InvalidExpression = new("SEN020", "Invalid expression", "{0}");
}
