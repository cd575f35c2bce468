using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;

namespace SeNetGen.Language.Tests.Expressions;

public class ExpressionParserTests
{
    [Theory]
    [InlineData("", "SEN020 all expected an expression, found nothing")]
    [InlineData("1 +", "SEN020 2-3 expected a value, found the end of the expression")]
    [InlineData("1 2", "SEN020 2-3 expected an operator or the end of the expression, found '2'")]
    [InlineData("(1 + 2", "SEN020 5-6 expected ')', found the end of the expression")]
    [InlineData("min(1, 2", "SEN020 7-8 expected ',' or ')', found the end of the expression")]
    [InlineData("[1 2]", "SEN020 3-4 expected ',' or ']', found '2'")]
    [InlineData("1 if stride", "SEN020 5-11 expected 'else', found the end of the expression")]
    [InlineData("a == not b", "SEN020 5-8 expected a value, found 'not'")]
    [InlineData("depths.x", "SEN020 7-8 expected a constant index, such as 'depths.0', found 'x'")]
    [InlineData("planes / 2", "SEN021 7-8 '/' has no meaning in an expression; division of whole numbers is '//'")]
    [InlineData("!aa", "SEN021 0-1 '!' has no meaning in an expression; negation is 'not'")]
    [InlineData("a && b", "SEN021 2-4 '&&' has no meaning in an expression; write 'and'")]
    [InlineData("a || b", "SEN021 2-4 '||' has no meaning in an expression; write 'or'")]
    [InlineData("2 ** 3", "SEN021 2-4 '**' has no meaning in an expression; there is no power, multiply instead")]
    [InlineData("stride = 1", "SEN021 7-8 '=' has no meaning in an expression here; equality is '=='")]
    [InlineData("depths[0]", "SEN021 6-7 '[' has no meaning in an expression here; an item of a list is written 'depths.0'")]
    [InlineData("a $ b", "SEN021 2-3 '$' has no meaning in an expression")]
    [InlineData("a 𝄞", "SEN021 2-4 '𝄞' has no meaning in an expression")]
    [InlineData("1_", "SEN022 0-2 '1_' is not a number: numbers are decimal, and names do not begin with a digit")]
    [InlineData("0x10", "SEN022 0-4 '0x10' is not a number: numbers are decimal, and names do not begin with a digit")]
    [InlineData("010", "SEN022 0-3 '010' is not a number: write it without leading zeros, '10'")]
    [InlineData("1.", "SEN022 0-2 '1.' is not a number: a digit must follow the point")]
    [InlineData("1e", "SEN022 0-2 '1e' is not a number: a digit must follow the exponent's 'e'")]
    [InlineData("9223372036854775808", "SEN023 0-19 9223372036854775808 is too large: whole numbers have 64 bits, at most 9223372036854775807")]
    [InlineData("1e999", "SEN023 0-5 1e999 is too large: real numbers have 64 bits, at most 1.8e308")]
    [InlineData("1 < stride <= 3", "SEN024 11-13 comparisons cannot be chained; write 'a < b and b <= c'")]
    [InlineData("mim(1, 2)", "SEN026 0-3 there is no function 'mim'; the functions are make_divisible, max, min; did you mean 'min'?")]
    [InlineData("min(1)", "SEN027 0-6 'min' takes two arguments or more, and is given 1")]
    [InlineData("make_divisible(8)", "SEN027 0-17 'make_divisible' takes two to four arguments (v, d, min, percent), and is given 1")]
    [InlineData("make_divisible(1, 2, 3, 4, 5)", "SEN027 0-29 'make_divisible' takes two to four arguments (v, d, min, percent), and is given 5")]
    [InlineData("max(1, v = 2)", "SEN028 7-12 'max' has no named arguments; write the value alone")]
    [InlineData("make_divisible(1, 2, per_cent = 90)", "SEN028 21-34 'make_divisible' has no argument 'per_cent'; it has v, d, min, percent; did you mean 'percent'?")]
    [InlineData("make_divisible(1, 2, v = 3)", "SEN028 21-26 'v' is given twice")]
    [InlineData("make_divisible(1, d = 2, 3)", "SEN028 25-26 an argument without a name stands behind one with a name; give it first")]
    public void Wrong_text_gives_one_fault_at_its_part(string text, string expected)
    {
        var (value, faults) = TestScope.Run(text);
        Assert.Null(value);
        Assert.Equal([expected], faults);
    }

    [Fact]
    public void An_expression_without_end_is_refused()
    {
        foreach (var text in new[] { new string('(', 4_000), string.Join(" + ", Enumerable.Repeat("1", 1_000)), string.Concat(Enumerable.Repeat("not ", 1_000)) + "a" })
        {
            Assert.StartsWith("SEN025 ", Assert.Single(TestScope.Run(text).Faults), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a+b*c", "a + b * c")]
    [InlineData("(a + b) * c", "(a + b) * c")]
    [InlineData("a - (b - c)", "a - (b - c)")]
    [InlineData("((a - b) - c)", "a - b - c")]
    [InlineData("not (a and b)", "not (a and b)")]
    [InlineData("not a == b", "not a == b")]
    [InlineData("(not a) == b", "(not a) == b")]
    [InlineData("a if (b if c else d) else e if f else g", "a if (b if c else d) else e if f else g")]
    [InlineData("make_divisible( v,8,percent=90 )", "make_divisible(v, 8, percent = 90)")]
    [InlineData("[ 1,depths.0 ]", "[1, depths.0]")]
    [InlineData("-(a + b)", "-(a + b)")]
    public void Printing_keeps_the_brackets_that_matter(string text, string expected) => Assert.Equal(expected, Parse(text)!.ToString());

    [Fact]
    public void Spans_cover_what_was_read()
    {
        var sum = Assert.IsType<BinaryExpression>(Parse("  a + min(b, 2) "));
        Assert.Equal((2, 13), (sum.At.Offset, sum.At.Length));
        Assert.Equal((6, 9), (sum.Right.At.Offset, sum.Right.At.Length));
    }

    private static Expression? Parse(string text) => ExpressionParser.Parse(new ScalarValue(text, new("a.senet.yaml", 1)), new FaultBag());
}
