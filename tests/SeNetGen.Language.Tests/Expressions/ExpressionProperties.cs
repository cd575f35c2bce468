using System.Numerics;
using CsCheck;
using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Expressions;

public class ExpressionProperties
{
    // Small numbers, numbers at the edge of 64 bits, and all between.
    private static readonly Gen<long> Numbers = Gen.OneOf(Gen.Long[-20, 20], Gen.Long[long.MaxValue - 9, long.MaxValue], Gen.Long[long.MinValue, long.MinValue + 9], Gen.Long);

    [Fact]
    public void Floor_division_and_remainder_are_those_of_unbounded_integers() =>
        Gen.Select(Numbers, Numbers.Where(divisor => divisor != 0)).Sample((a, b) =>
        {
            var rest = BigInteger.Remainder(a, b);
            var modulo = rest != 0 && rest.Sign != Math.Sign(b) ? rest + b : rest;
            var quotient = ((BigInteger)a - modulo) / b;
            return Same(BinaryOperator.FloorDivide, a, b, quotient) && Same(BinaryOperator.Modulo, a, b, modulo);
        });

    [Fact]
    public void Arithmetic_is_exact_or_a_fault_when_it_leaves_64_bits() =>
        Gen.Select(Numbers, Numbers).Sample((a, b) =>
            Same(BinaryOperator.Add, a, b, (BigInteger)a + b)
            && Same(BinaryOperator.Subtract, a, b, (BigInteger)a - b)
            && Same(BinaryOperator.Multiply, a, b, (BigInteger)a * b));

    [Fact]
    public void Make_divisible_is_the_nearest_multiple_and_never_loses_too_much() =>
        Gen.Select(Gen.Long[0, 100_000], Gen.Long[1, 300], Gen.Long[0, 400], Gen.Long[0, 100]).Sample((value, divisor, minimum, percent) =>
        {
            // timm's formula on fractions: floor((v + d / 2) / d) * d.
            var nearest = (((2 * (BigInteger)value) + divisor) / (2 * divisor)) * divisor;
            var expected = BigInteger.Max(minimum, nearest);
            if (100 * expected < percent * (BigInteger)value)
            {
                expected += divisor;
            }

            return Functions.MakeDivisible(value, divisor, minimum, percent) == expected;
        });

    [Fact]
    public void Make_divisible_of_any_number_is_exact_or_overflows() =>
        Gen.Select(Numbers, Gen.OneOf(Gen.Long[1, 100], Gen.Long[1, long.MaxValue]), Gen.Long[0, 100]).Sample((value, divisor, percent) =>
        {
            var twice = (2 * (BigInteger)value) + divisor;
            var rest = BigInteger.Remainder(twice, 2 * (BigInteger)divisor);
            var floor = (twice - (rest < 0 ? rest + (2 * (BigInteger)divisor) : rest)) / (2 * (BigInteger)divisor);
            var result = BigInteger.Max(divisor, floor * divisor);
            var expected = 100 * result < percent * (BigInteger)value ? result + divisor : result;
            try
            {
                return Functions.MakeDivisible(value, divisor, divisor, percent) == expected;
            }
            catch (OverflowException)
            {
                // Steps on the way are a hundred times as large as the numbers.
                return BigInteger.Abs(value) * 100 > long.MaxValue || (BigInteger)divisor * 200 > long.MaxValue;
            }
        });

    [Fact]
    public void Printed_expressions_are_read_as_they_were() =>
        Expressions(4).Sample(expression =>
        {
            var faults = new FaultBag();
            var text = expression.ToString();
            var read = ExpressionParser.Parse(new ScalarValue(text, default), faults);
            return read is not null && Bracketed(read) == Bracketed(expression) && read.ToString() == text;
        }, iter: 5_000);

    [Fact]
    public void Mutated_expressions_never_throw_and_report_inside_the_text()
    {
        const string Seed = "make_divisible(planes * base_width // 64, 8, percent = 90) if not aa and depths.0 >= 1_000 else -[1e-5, x].1 % 2";
        string[] bits = ["(", ")", "[", "]", ",", ".", "..", "0", "9e9", "//", "/", "not ", " if ", " else ", "=", "==", "!", "\"", "\uD834", "𝄞", " ", "\n", "_", "1_", "-", "input.channels", "99999999999999999999"];
        Gen.Select(Gen.Int[0, Seed.Length], Gen.Int[0, 9], Gen.Int[0, bits.Length - 1]).Array[1, 8].Sample(edits =>
        {
            var text = Seed;
            foreach (var (at, removed, bit) in edits)
            {
                var start = Math.Min(at, text.Length);
                text = text[..start] + bits[bit] + text[Math.Min(start + removed, text.Length)..];
            }

            var faults = new FaultBag();
            var expression = ExpressionParser.Parse(new ScalarValue(text, default), faults);
            var value = expression is null ? null : Evaluator.Evaluate(expression, new TestScope(), faults);
            return (value is null) == (faults.Faults.Count > 0)
                && faults.Faults.All(fault => fault.At.Offset >= 0 && fault.At.Offset + Math.Max(0, fault.At.Length) <= text.Length);
        }, iter: 5_000);
    }

    private static bool Same(BinaryOperator symbol, long left, long right, BigInteger expected)
    {
        var faults = new FaultBag();
        var expression = new BinaryExpression(symbol, new IntegerExpression(left, default), new IntegerExpression(right, default), default);
        var value = Evaluator.Evaluate(expression, new TestScope(), faults);
        return expected >= long.MinValue && expected <= long.MaxValue
            ? value is IntegerResult result && result.Dimension.Equals(Dimension.Of((long)expected)) && faults.Faults.Count == 0
            : value is null && faults.Faults.Single().Rule == Rules.IntegerOverflow;
    }

    private static Gen<Expression> Expressions(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Long[-9, 9].Select(number => (Expression)new IntegerExpression(number, default)),
            Gen.Int[0, 3].Select(i => (Expression)new NameExpression(new[] { "planes", "input.channels", "channels", "aa" }[i], default)),
            Gen.Bool.Select(value => (Expression)new BooleanExpression(value, default)),
            Gen.Int[0, 2].Select(i => (Expression)new RealExpression(new[] { "1e-5", "0.25", "-2.5" }[i], default)),
            Gen.Int[0, 5].Select(i => (Expression)new IndexExpression(new NameExpression("depths", default), i, default)));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Expressions(depth - 1);
        return Gen.OneOf(
            leaf,
            Gen.Select(Gen.Enum<BinaryOperator>(), inner, inner).Select((symbol, left, right) => (Expression)new BinaryExpression(symbol, left, right, default)),
            inner.Select(operand => (Expression)new UnaryExpression(UnaryOperator.Not, operand, default)),

            // A sign before a number is the number's own.
            inner.Where(operand => operand is not (IntegerExpression { Number: >= 0 } or RealExpression { Text: "1e-5" or "0.25" }))
                .Select(operand => (Expression)new UnaryExpression(UnaryOperator.Negate, operand, default)),
            Gen.Select(inner, inner, inner).Select((then, condition, otherwise) => (Expression)new ConditionalExpression(then, condition, otherwise, default)),
            inner.Array[0, 3].Select(items => (Expression)new ListExpression(new(items), default)),
            inner.Array[2, 3].Select(items => (Expression)new CallExpression("max", new(items.Select(item => new CallArgument(null, item, default))), default)),
            Gen.Select(inner, inner, inner).Select((v, d, percent) => (Expression)new CallExpression("make_divisible",
                new([new(null, v, default), new(null, d, default), new CallArgument("percent", percent, default)]), default)));
    }

    // The tree's shape without spans.
    private static string Bracketed(Expression expression) => expression switch
    {
        BinaryExpression binary => $"({Bracketed(binary.Left)} {binary.Operator} {Bracketed(binary.Right)})",
        UnaryExpression unary => $"({unary.Operator} {Bracketed(unary.Operand)})",
        ConditionalExpression conditional => $"({Bracketed(conditional.Then)} ? {Bracketed(conditional.Condition)} : {Bracketed(conditional.Else)})",
        ListExpression list => $"[{string.Join(" ", list.Items.Select(Bracketed))}]",
        CallExpression call => $"{call.Function}<{string.Join(" ", call.Arguments.Select(argument => $"{argument.Name}={Bracketed(argument.Value)}"))}>",
        IndexExpression index => $"{Bracketed(index.List)}.{index.Index}",
        _ => $"{expression.GetType().Name}:{expression}",
    };
}
