using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Expressions;

/// <summary>
/// Evaluates expressions: whole numbers in checked 64 bits, <c>//</c> and <c>%</c> rounding down, no arithmetic on real numbers. Of
/// <c>and</c>, <c>or</c> and <c>if</c> only what decides the value is evaluated.
/// </summary>
public sealed class Evaluator
{
    private readonly IExpressionScope _scope;
    private readonly FaultBag _faults;

    private Evaluator(IExpressionScope scope, FaultBag faults)
    {
        _scope = scope;
        _faults = faults;
    }

    /// <summary>The value; null, and a fault at the span (or one reported before), when there is none.</summary>
    public static Value? Evaluate(Expression expression, IExpressionScope scope, FaultBag faults) =>
        new Evaluator(scope, faults).Evaluate(expression);

    private Value? Evaluate(Expression expression) => expression switch
    {
        IntegerExpression integer => new IntegerResult(Dimension.Of(integer.Number)),
        RealExpression real => new RealResult(real.Text),
        BooleanExpression boolean => new BooleanResult(boolean.IsTrue),
        NameExpression name => Lookup(name),
        IndexExpression index => EvaluateIndex(index),
        ListExpression list => EvaluateList(list),
        UnaryExpression { Operator: UnaryOperator.Not } not => EvaluateBoolean(not.Operand, "'not'") is { } operand ? new BooleanResult(!operand) : null,
        UnaryExpression negate => EvaluateNegate(negate),
        BinaryExpression { Operator: BinaryOperator.And or BinaryOperator.Or } logical => EvaluateLogical(logical),
        BinaryExpression { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual } equality => EvaluateEquality(equality),
        BinaryExpression binary => EvaluateBinary(binary),
        ConditionalExpression conditional => EvaluateBoolean(conditional.Condition, "'if'") is { } condition
            ? Evaluate(condition ? conditional.Then : conditional.Else)
            : null,
        CallExpression call => EvaluateCall(call),
        _ => null,
    };

    private Value? Lookup(NameExpression name)
    {
        var channels = name.Name switch
        {
            "channels" => _scope.Channels,
            "input.channels" => _scope.InputChannels,
            _ => null,
        };
        return channels is not null ? new IntegerResult(channels) : _scope.Lookup(name.Name, name.At, _faults);
    }

    private Value? EvaluateIndex(IndexExpression index)
    {
        if (Evaluate(index.List) is not { } value)
        {
            return null;
        }

        if (value is not ListResult list)
        {
            return WrongKind("an index", "a list", index.List, value);
        }

        if (index.Index >= list.Items.Count)
        {
            var count = list.Items.Count == 1 ? "1 item" : FormattableString.Invariant($"{list.Items.Count} items");
            _faults.Report(Rules.IndexOutOfRange, index.At, index.List.ToString(), count, index.Index);
            return null;
        }

        return list.Items[index.Index];
    }

    private ListResult? EvaluateList(ListExpression list)
    {
        var items = new Value[list.Items.Count];
        var complete = true;
        for (var i = 0; i < items.Length; i++)
        {
            // All items are looked at, so that each wrong one is reported.
            var item = Evaluate(list.Items[i]);
            complete &= item is not null;
            items[i] = item!;
        }

        return complete ? new ListResult(new(items)) : null;
    }

    private Value? EvaluateNegate(UnaryExpression negate)
    {
        switch (Evaluate(negate.Operand))
        {
            case null:
                return null;
            case IntegerResult integer:
                try
                {
                    return new IntegerResult(Dimension.Of(0) - integer.Dimension);
                }
                catch (OverflowException)
                {
                    _faults.Report(Rules.IntegerOverflow, negate.At, $"-({integer.Dimension})");
                    return null;
                }

            case RealResult { IsRuntime: false } real:
                return new RealResult(real.Text[0] == '-' ? real.Text.Substring(1) : "-" + real.Text);
            case var value:
                return WrongKind("'-'", "an integer", negate.Operand, value);
        }
    }

    private BooleanResult? EvaluateLogical(BinaryExpression logical)
    {
        var isAnd = logical.Operator == BinaryOperator.And;
        var who = isAnd ? "'and'" : "'or'";
        if (EvaluateBoolean(logical.Left, who) is not { } left)
        {
            return null;
        }

        if (left != isAnd)
        {
            return new(left);
        }

        return EvaluateBoolean(logical.Right, who) is { } right ? new(right) : null;
    }

    private BooleanResult? EvaluateEquality(BinaryExpression equality)
    {
        var left = Evaluate(equality.Left);
        var right = Evaluate(equality.Right);
        if (left is null || right is null)
        {
            return null;
        }

        var symbol = ExpressionPrinter.Symbol(equality.Operator);
        bool equal;
        switch (left, right)
        {
            case (IntegerResult a, IntegerResult b):
                if (Constant(a, equality.Left, symbol) is not { } first || Constant(b, equality.Right, symbol) is not { } second)
                {
                    return null;
                }

                equal = first == second;
                break;
            case (BooleanResult a, BooleanResult b):
                equal = a.IsTrue == b.IsTrue;
                break;
            case (WordResult a, WordResult b):
                equal = a.Word == b.Word;
                break;
            case (LayerResult a, LayerResult b) when !a.HasPresets && !b.HasPresets:
                equal = a.Head == b.Head;
                break;
            case (LayerResult a, LayerResult):
                var preset = a.HasPresets ? equality.Left : equality.Right;
                return CannotCompare(equality, $"'{preset}' is a layer with preset arguments; only layers named alone can be compared");
            case (RealResult, RealResult):
                return CannotCompare(equality, "real numbers cannot be compared: no floating point decides structure");
            case (ListResult, ListResult):
                return CannotCompare(equality, "lists cannot be compared; compare their items, such as 'depths.0'");
            default:
                return CannotCompare(equality,
                    $"'{equality.Left}' is {left.Description} and '{equality.Right}' is {right.Description}; only values of one kind can be compared");
        }

        return new(equal == (equality.Operator == BinaryOperator.Equal));
    }

    private Value? EvaluateBinary(BinaryExpression binary)
    {
        var symbol = ExpressionPrinter.Symbol(binary.Operator);
        var left = EvaluateInteger(binary.Left, $"'{symbol}'");
        var right = EvaluateInteger(binary.Right, $"'{symbol}'");
        if (left is null || right is null)
        {
            return null;
        }

        try
        {
            if (left.Dimension.Constant is { } a && right.Dimension.Constant is { } b)
            {
                return EvaluateConstants(binary, a, b);
            }

            switch (binary.Operator)
            {
                case BinaryOperator.Add:
                    return new IntegerResult(left.Dimension + right.Dimension);
                case BinaryOperator.Subtract:
                    return new IntegerResult(left.Dimension - right.Dimension);
                case BinaryOperator.Multiply:
                    return new IntegerResult(left.Dimension * right.Dimension);
                default:
                    // Reports the one that is known only at run time, or both.
                    Constant(left, binary.Left, symbol);
                    Constant(right, binary.Right, symbol);
                    return null;
            }
        }
        catch (OverflowException)
        {
            _faults.Report(Rules.IntegerOverflow, binary.At, $"{Bracketed(left.Dimension)} {symbol} {Bracketed(right.Dimension)}");
            return null;
        }
    }

    private Value? EvaluateConstants(BinaryExpression binary, long left, long right)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.Add:
                return new IntegerResult(Dimension.Of(checked(left + right)));
            case BinaryOperator.Subtract:
                return new IntegerResult(Dimension.Of(checked(left - right)));
            case BinaryOperator.Multiply:
                return new IntegerResult(Dimension.Of(checked(left * right)));
            case BinaryOperator.FloorDivide or BinaryOperator.Modulo when right == 0:
                _faults.Report(Rules.DivisionByZero, binary.Right.At, binary.Right.ToString(), left);
                return null;
            case BinaryOperator.FloorDivide:
                return new IntegerResult(Dimension.Of(Functions.FloorDivide(left, right)));
            case BinaryOperator.Modulo:
                return new IntegerResult(Dimension.Of(Functions.Modulo(left, right)));
            case BinaryOperator.Less:
                return new BooleanResult(left < right);
            case BinaryOperator.LessOrEqual:
                return new BooleanResult(left <= right);
            case BinaryOperator.Greater:
                return new BooleanResult(left > right);
            default:
                return new BooleanResult(left >= right);
        }
    }

    private IntegerResult? EvaluateCall(CallExpression call)
    {
        var values = new List<long>();
        foreach (var argument in call.Arguments)
        {
            if (EvaluateInteger(argument.Value, $"'{call.Function}'") is { } integer && Constant(integer, argument.Value, call.Function) is { } value)
            {
                values.Add(value);
            }
        }

        return values.Count == call.Arguments.Count && Functions.Evaluate(call, values, _faults) is { } result
            ? new IntegerResult(Dimension.Of(result))
            : null;
    }

    private IntegerResult? EvaluateInteger(Expression expression, string who)
    {
        var value = Evaluate(expression);
        return value is null or IntegerResult ? (IntegerResult?)value : WrongKind(who, "integers", expression, value) as IntegerResult;
    }

    private bool? EvaluateBoolean(Expression expression, string who)
    {
        var value = Evaluate(expression);
        if (value is not (null or BooleanResult))
        {
            WrongKind(who, "a boolean, such as 'stride != 1'", expression, value);
        }

        return (value as BooleanResult)?.IsTrue;
    }

    // The number; null, and a fault, when it is known only at run time.
    private long? Constant(IntegerResult integer, Expression expression, string symbol)
    {
        if (integer.Dimension.Constant is { } constant)
        {
            return constant;
        }

        var names = integer.Dimension.Names.Select(name => $"'{name}'").ToList();
        _faults.Report(Rules.RuntimeDecidesStructure, expression.At, $"'{symbol}'", expression.ToString(), string.Join(" and ", names));
        return null;
    }

    private BooleanResult? CannotCompare(BinaryExpression equality, string reason)
    {
        _faults.Report(Rules.CannotCompare, equality.At, reason);
        return null;
    }

    private Value? WrongKind(string who, string needs, Expression expression, Value value)
    {
        _faults.Report(Rules.WrongOperandKind, expression.At, who, needs, expression.ToString(), value.Description);
        return null;
    }

    private static string Bracketed(Dimension dimension) => dimension.Constant >= 0 ? dimension.ToString() : $"({dimension})";
}
