namespace SeNetGen.Language.Expressions;

/// <summary>Writes an expression in the language's own text.</summary>
internal static class ExpressionPrinter
{
    public static string Print(Expression expression) => expression.At.ToString();
}
