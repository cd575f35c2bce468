using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Planning;

/// <summary>
/// Reads an expression of <c>size</c> as a size function. One made of sums, products with numbers, and whole divisions by numbers repeats, but
/// for its growth, after as many pixels as the product of the divisors: its values there and at the next period's start say all.
/// </summary>
internal static class OutputSize
{
    /// <summary>The name that stands for the input's height, and for its width.</summary>
    public const string Name = "size";

    /// <summary>The function; null, and a fault, when it is none that can be followed.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="scope">What its other names stand for.</param>
    /// <param name="path">The layer's path, for messages.</param>
    /// <param name="faults">Takes faults.</param>
    public static SizeFunction? Read(Expression expression, IExpressionScope scope, string path, FaultBag faults)
    {
        var count = faults.Faults.Count;
        var period = new Walk(scope, faults).Period(expression, out var why);
        if (period is null)
        {
            if (faults.Faults.Count == count)
            {
                faults.Report(Rules.OutputSizeUnclear, expression.At, path, expression.ToString(), why);
            }

            return null;
        }

        var values = new long[(int)period.Value + 1];
        for (var size = 0; size < values.Length; size++)
        {
            if (Evaluator.Evaluate(expression, new AtSize(scope, size), faults) is not IntegerResult { Dimension.Constant: { } value })
            {
                if (faults.Faults.Count == count)
                {
                    faults.Report(Rules.OutputSizeUnclear, expression.At, path, expression.ToString(), "depends on a runtime parameter");
                }

                return null;
            }

            values[size] = value;
            if (size > 0 && value < values[size - 1])
            {
                faults.Report(Rules.OutputSizeUnclear, expression.At, path, expression.ToString(), "falls as the input grows");
                return null;
            }
        }

        var growth = values[values.Length - 1] - values[0];
        Array.Resize(ref values, values.Length - 1);
        if (SizeFunction.Of(growth, values) is { } function)
        {
            return function;
        }

        faults.Report(Rules.SizesTooIntricate, expression.At, path, "the output of the module");
        return null;
    }

    private sealed class Walk(IExpressionScope scope, FaultBag faults)
    {
        public long? Period(Expression expression, out string why)
        {
            why = "";
            if (!ExpressionNames.Of(expression).Contains(Name))
            {
                return 1;
            }

            switch (expression)
            {
                case NameExpression:
                    return 1;
                case UnaryExpression { Operator: UnaryOperator.Negate } negate:
                    return Period(negate.Operand, out why);
                case BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum:
                    return Times(Period(sum.Left, out why), why.Length > 0 ? null : Period(sum.Right, out why), ref why);
                case BinaryExpression { Operator: BinaryOperator.Multiply } product:
                    if (ExpressionNames.Of(product.Left).Contains(Name) && ExpressionNames.Of(product.Right).Contains(Name))
                    {
                        why = "multiplies 'size' by itself";
                        return null;
                    }

                    return Times(Period(product.Left, out why), why.Length > 0 ? null : Period(product.Right, out why), ref why);
                case BinaryExpression { Operator: BinaryOperator.FloorDivide or BinaryOperator.Modulo } division:
                    if (ExpressionNames.Of(division.Right).Contains(Name))
                    {
                        why = "divides by 'size'";
                        return null;
                    }

                    if (Evaluator.Evaluate(division.Right, scope, faults) is IntegerResult { Dimension.Constant: { } divisor and not long.MinValue })
                    {
                        return Times(Period(division.Left, out why), Math.Abs(divisor), ref why);
                    }

                    why = "divides by what is no fixed number";
                    return null;
                default:
                    why = "does with 'size' what cannot be followed";
                    return null;
            }
        }

        private static long? Times(long? left, long? right, ref string why)
        {
            if (left is null || right is null)
            {
                return null;
            }

            // A divisor of 0 is reported when the expression is evaluated.
            var period = Math.Max(1, left.Value) * Math.Max(1, Math.Min(right.Value, SizeFunction.MaximumPeriod + 1L));
            if (period <= SizeFunction.MaximumPeriod)
            {
                return period;
            }

            why = "would repeat only after more than 16,384 pixels";
            return null;
        }
    }

    private sealed class AtSize(IExpressionScope scope, long size) : IExpressionScope
    {
        public Dimension? Channels => scope.Channels;

        public Dimension? InputChannels => scope.InputChannels;

        public Value? Lookup(string name, SourceRef at, FaultBag faults) =>
            name == Name ? new IntegerResult(Dimension.Of(size)) : scope.Lookup(name, at, faults);
    }
}
