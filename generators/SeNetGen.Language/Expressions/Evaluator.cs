using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Expressions;

/// <summary>Evaluates expressions.</summary>
public static class Evaluator
{
    /// <summary>The value; null, and a fault at the span (or one reported before), when there is none.</summary>
    public static Value? Evaluate(Expression expression, IExpressionScope scope, FaultBag faults) => null;
}
