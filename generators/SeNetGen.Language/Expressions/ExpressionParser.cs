using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Expressions;

/// <summary>Reads expressions.</summary>
public static class ExpressionParser
{
    /// <summary>Reads the expression of a scalar; null, and a fault at the span, when it is none.</summary>
    public static Expression? Parse(ScalarValue scalar, FaultBag faults) => null;
}
