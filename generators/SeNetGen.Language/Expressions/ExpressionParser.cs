using System.Globalization;
using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Expressions;

/// <summary>
/// Reads expressions. From loosest to tightest: <c>a if c else b</c>; <c>or</c>; <c>and</c>; <c>not</c>; comparisons, which do not
/// chain; <c>+ -</c>; <c>* // %</c>; <c>-a</c>; <c>list.0</c>, <c>input.channels</c>, calls, brackets.
/// </summary>
public sealed class ExpressionParser
{
    // How tightly the operators bind.
    private const int Comparison = 3;

    private static readonly Dictionary<string, (BinaryOperator Operator, int Level)> BinaryOperators = new()
    {
        ["or"] = (BinaryOperator.Or, 1),
        ["and"] = (BinaryOperator.And, 2),
        ["=="] = (BinaryOperator.Equal, Comparison),
        ["!="] = (BinaryOperator.NotEqual, Comparison),
        ["<"] = (BinaryOperator.Less, Comparison),
        ["<="] = (BinaryOperator.LessOrEqual, Comparison),
        [">"] = (BinaryOperator.Greater, Comparison),
        [">="] = (BinaryOperator.GreaterOrEqual, Comparison),
        ["+"] = (BinaryOperator.Add, 4),
        ["-"] = (BinaryOperator.Subtract, 4),
        ["*"] = (BinaryOperator.Multiply, 5),
        ["//"] = (BinaryOperator.FloorDivide, 5),
        ["%"] = (BinaryOperator.Modulo, 5),
    };

    private readonly IReadOnlyList<Token> _tokens;
    private readonly SourceRef _at;
    private readonly FaultBag _faults;
    private int _index;

    private ExpressionParser(IReadOnlyList<Token> tokens, SourceRef at, FaultBag faults)
    {
        _tokens = tokens;
        _at = at;
        _faults = faults;
    }

    private Token Current => _tokens[_index];

    /// <summary>Reads the expression of a scalar; null, and one fault at the span, when it is none.</summary>
    public static Expression? Parse(ScalarValue scalar, FaultBag faults)
    {
        if (new Lexer(scalar.Text, scalar.At, faults).Read() is not { } tokens)
        {
            return null;
        }

        if (tokens.Count == 1)
        {
            faults.Report(Rules.UnexpectedToken, scalar.At, "an expression", "nothing");
            return null;
        }

        var parser = new ExpressionParser(tokens, scalar.At, faults);
        return parser.ParseConditional() is { } expression && parser.ExpectEnd() ? expression : null;
    }

    private Expression? ParseConditional()
    {
        var start = _index;
        if (ParseBinary(1) is not { } then)
        {
            return null;
        }

        if (!TryTake("if"))
        {
            return then;
        }

        return ParseBinary(1) is { } condition && Expect("else") && ParseConditional() is { } otherwise
            ? new ConditionalExpression(then, condition, otherwise, From(start))
            : null;
    }

    private Expression? ParseBinary(int level)
    {
        var start = _index;
        var left = Current.Is("not") && level <= Comparison ? ParseNot() : ParseUnary();
        var compared = (string?)null;
        while (left is not null && Current.Kind != TokenKind.End && Operator() is { } next && next.Level >= level)
        {
            if (next.Level == Comparison)
            {
                if (compared is not null)
                {
                    return Fail(Rules.ChainedComparison, Current, compared, Current.Text);
                }

                compared = Current.Text;
            }
            else if (next.Level < Comparison)
            {
                compared = null;
            }

            _index++;
            left = ParseBinary(next.Level + 1) is { } right ? new BinaryExpression(next.Operator, left, right, From(start)) : null;
        }

        return left;
    }

    // `not a == b and c` is `(not (a == b)) and c`.
    private UnaryExpression? ParseNot()
    {
        var start = _index++;
        return ParseBinary(Comparison) is { } operand ? new UnaryExpression(UnaryOperator.Not, operand, From(start)) : null;
    }

    private Expression? ParseUnary()
    {
        var start = _index;
        if (!TryTake("-"))
        {
            return ParsePostfix();
        }

        // A sign belongs to the number behind it: the least integer has no positive counterpart.
        switch (Current.Kind)
        {
            case TokenKind.Integer:
                return ParseInteger(start, "-") is { } number ? ParseIndexes(number, start) : null;
            case TokenKind.Real:
                _index++;
                return new RealExpression("-" + _tokens[_index - 1].Text, From(start));
            default:
                return ParseUnary() is { } operand ? new UnaryExpression(UnaryOperator.Negate, operand, From(start)) : null;
        }
    }

    private Expression? ParsePostfix()
    {
        var start = _index;
        return ParsePrimary() is { } primary ? ParseIndexes(primary, start) : null;
    }

    private Expression? ParseIndexes(Expression expression, int start)
    {
        var result = expression;
        while (TryTake("."))
        {
            if (Current.Kind != TokenKind.Integer)
            {
                return Fail(Rules.UnexpectedToken, Current, "a constant index, such as 'depths.0'", Current.Description);
            }

            if (!int.TryParse(Current.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                return Fail(Rules.NumberTooLarge, Current, Current.Text, "no list is that long");
            }

            _index++;
            result = new IndexExpression(result, index, From(start));
        }

        if (Current.Is("["))
        {
            var list = result is NameExpression name ? name.Name : "list";
            return Fail(Rules.UnexpectedCharacter, Current, "[", $" here; an item of a list is written '{list}.0'");
        }

        return result;
    }

    private Expression? ParsePrimary()
    {
        var start = _index;
        switch (Current.Kind)
        {
            case TokenKind.Integer:
                return ParseInteger(start, "");
            case TokenKind.Real:
                _index++;
                return new RealExpression(_tokens[start].Text, From(start));
            case TokenKind.Name:
                return ParseName(start);
            case TokenKind.Keyword when Current.Text is "true" or "false":
                _index++;
                return new BooleanExpression(_tokens[start].Text == "true", From(start));
        }

        if (TryTake("("))
        {
            // The brackets belong to the span but leave no trace in the tree.
            return ParseConditional() is { } inner && Expect(")") ? inner : null;
        }

        if (TryTake("["))
        {
            return ParseList(start);
        }

        return Fail(Rules.UnexpectedToken, Current, "a value", Current.Description);
    }

    private Expression? ParseInteger(int start, string sign)
    {
        var token = Current;
        if (!long.TryParse(sign + token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return Fail(Rules.NumberTooLarge, token, token.Text, "whole numbers have 64 bits, at most 9223372036854775807");
        }

        _index++;
        return new IntegerExpression(number, From(start));
    }

    private Expression? ParseName(int start)
    {
        var name = Current.Text;
        _index++;
        if (TryTake("("))
        {
            return ParseCall(name, start);
        }

        if (name == "input" && Current.Is(".") && _tokens[_index + 1] is { Kind: TokenKind.Name, Text: "channels" })
        {
            _index += 2;
            return new NameExpression("input.channels", From(start));
        }

        return new NameExpression(name, From(start));
    }

    private CallExpression? ParseCall(string function, int start)
    {
        var arguments = new List<CallArgument>();
        while (!TryTake(")"))
        {
            if (arguments.Count > 0 && !Expect(",", "',' or ')'"))
            {
                return null;
            }

            var first = _index;
            string? name = null;
            if (Current.Kind == TokenKind.Name && _tokens[_index + 1].Is("="))
            {
                name = Current.Text;
                _index += 2;
            }

            if (ParseConditional() is not { } value)
            {
                return null;
            }

            arguments.Add(new(name, value, From(first)));
        }

        var call = new CallExpression(function, new(arguments.ToArray()), From(start));
        return Functions.Check(call, From(start, start), _faults) ? call : null;
    }

    private ListExpression? ParseList(int start)
    {
        var items = new List<Expression>();
        while (!TryTake("]"))
        {
            if (items.Count > 0 && !Expect(",", "',' or ']'"))
            {
                return null;
            }

            if (ParseConditional() is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        return new ListExpression(new(items.ToArray()), From(start));
    }

    private (BinaryOperator Operator, int Level)? Operator() =>
        Current.Kind is TokenKind.Keyword or TokenKind.Symbol && BinaryOperators.TryGetValue(Current.Text, out var found) ? found : null;

    private bool TryTake(string text)
    {
        if (!Current.Is(text))
        {
            return false;
        }

        _index++;
        return true;
    }

    private bool Expect(string text, string? expected = null)
    {
        if (TryTake(text))
        {
            return true;
        }

        Fail(Rules.UnexpectedToken, Current, expected ?? $"'{text}'", Current.Description);
        return false;
    }

    private bool ExpectEnd()
    {
        if (Current.Kind == TokenKind.End)
        {
            return true;
        }

        if (Current.Is("="))
        {
            Fail(Rules.UnexpectedCharacter, Current, "=", " here; equality is '=='");
        }
        else
        {
            Fail(Rules.UnexpectedToken, Current, "an operator or the end of the expression", Current.Description);
        }

        return false;
    }

    private SourceRef From(int firstToken) => From(firstToken, _index - 1);

    private SourceRef From(int firstToken, int lastToken) =>
        _at with { Offset = _at.Offset + _tokens[firstToken].Start, Length = _tokens[lastToken].End - _tokens[firstToken].Start };

    private Expression? Fail(Rule rule, Token token, params FaultArgument[] arguments)
    {
        // The end has no text: point at the last token.
        var (start, length) = token.Kind == TokenKind.End && _tokens.Count > 1
            ? (_tokens[_tokens.Count - 2].Start, _tokens[_tokens.Count - 2].Length)
            : (token.Start, token.Length);
        _faults.Report(rule, _at with { Offset = _at.Offset + start, Length = length }, arguments);
        return null;
    }
}
