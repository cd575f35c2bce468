using System.Globalization;

namespace SeNetGen.Language.Expressions;

/// <summary>Writes an expression in the language's own text, with no brackets but the needed ones.</summary>
internal static class ExpressionPrinter
{
    private const int Loosest = 0;
    private const int Tightest = 8;

    public static string Print(Expression expression) => Print(expression, Loosest);

    /// <summary>The operator's text.</summary>
    public static string Symbol(BinaryOperator value) => value switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.FloorDivide => "//",
        BinaryOperator.Modulo => "%",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.And => "and",
        _ => "or",
    };

    private static string Print(Expression expression, int level)
    {
        var text = expression switch
        {
            IntegerExpression integer => integer.Number.ToString(CultureInfo.InvariantCulture),
            RealExpression real => real.Text,
            BooleanExpression boolean => boolean.IsTrue ? "true" : "false",
            NameExpression name => name.Name,
            IndexExpression index => $"{Print(index.List, Tightest)}.{index.Index.ToString(CultureInfo.InvariantCulture)}",
            ListExpression list => $"[{string.Join(", ", list.Items.Select(item => Print(item)))}]",
            UnaryExpression { Operator: UnaryOperator.Not } not => $"not {Print(not.Operand, 3)}",
            UnaryExpression negate => $"-{Print(negate.Operand, 7)}",
            BinaryExpression binary => PrintBinary(binary),
            ConditionalExpression conditional =>
                $"{Print(conditional.Then, 1)} if {Print(conditional.Condition, 1)} else {Print(conditional.Else, Loosest)}",
            CallExpression call => $"{call.Function}({string.Join(", ", call.Arguments.Select(argument => Print(argument)))})",
            _ => "",
        };
        return Level(expression) < level ? $"({text})" : text;
    }

    private static string Print(CallArgument argument) => argument.Name is null ? Print(argument.Value) : $"{argument.Name} = {Print(argument.Value)}";

    private static string PrintBinary(BinaryExpression binary)
    {
        var level = Level(binary);

        // Operators group from the left; comparisons do not chain at all.
        var left = Print(binary.Left, level == 4 ? level + 1 : level);
        return $"{left} {Symbol(binary.Operator)} {Print(binary.Right, level + 1)}";
    }

    // How tightly the expression binds: the levels of the parser with `not` between `and` and the comparisons.
    private static int Level(Expression expression) => expression switch
    {
        ConditionalExpression => 0,
        BinaryExpression { Operator: BinaryOperator.Or } => 1,
        BinaryExpression { Operator: BinaryOperator.And } => 2,
        UnaryExpression { Operator: UnaryOperator.Not } => 3,
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract } => 5,
        BinaryExpression { Operator: BinaryOperator.Multiply or BinaryOperator.FloorDivide or BinaryOperator.Modulo } => 6,
        BinaryExpression => 4,
        UnaryExpression => 7,
        IntegerExpression { Number: < 0 } => 7,
        RealExpression real when real.Text[0] == '-' => 7,
        _ => 8,
    };
}
