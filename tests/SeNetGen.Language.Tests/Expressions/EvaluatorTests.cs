using SeNetGen.Language.Expressions;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Expressions;

public class EvaluatorTests
{
    [Theory]
    [InlineData("1_000_000", 1_000_000)]
    [InlineData("1 + 2 * 3 - 4", 3)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("7 // 2", 3)]
    [InlineData("-7 // 2", -4)]
    [InlineData("7 // -2", -4)]
    [InlineData("-7 % 3", 2)]
    [InlineData("7 % -3", -2)]
    [InlineData("20 // 2 // 5", 2)]
    [InlineData("- planes + 1", -63)]
    [InlineData("--3", 3)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("-9223372036854775808 % -1", 0)]
    [InlineData("channels * 2", 32)]
    [InlineData("input.channels // channels", 2)]
    [InlineData("depths.1", 4)]
    [InlineData("[5, 6, 7].2", 7)]
    [InlineData("min(3, 1, 2)", 1)]
    [InlineData("max(planes // 4, 32)", 32)]
    [InlineData("make_divisible(channels // 16, 8)", 8)]
    [InlineData("make_divisible(100, 8)", 104)]
    [InlineData("make_divisible(90, 16, 8)", 96)]
    [InlineData("make_divisible(11, 8, percent = 90)", 16)]
    [InlineData("make_divisible(11, 8, percent = 0)", 8)]
    [InlineData("make_divisible(d = 8, v = 20)", 24)]
    [InlineData("make_divisible(4, 8, min = 16)", 16)]
    [InlineData("1 if stride == 1 else 3", 3)]
    [InlineData("1 if no else 2 if yes else 3", 2)]
    [InlineData("planes\n  * 4", 256)]
    public void Integers(string text, long expected) => Assert.Equal(new IntegerResult(Dimension.Of(expected)), Value(text));

    [Theory]
    [InlineData("true", true)]
    [InlineData("not true", false)]
    [InlineData("not stride == 1 and yes", true)]
    [InlineData("stride != 1 or input.channels != planes", true)]
    [InlineData("yes and no or yes", true)]
    [InlineData("yes or no and no", true)]
    [InlineData("1 < 2", true)]
    [InlineData("2 <= 1", false)]
    [InlineData("2 > 1 and 2 >= 2", true)]
    [InlineData("yes == no", false)]
    [InlineData("block == bottleneck", true)]
    [InlineData("block != basic", true)]
    [InlineData("fuse == cat", false)]
    public void Booleans(string text, bool expected) => Assert.Equal(new BooleanResult(expected), Value(text));

    [Theory]
    [InlineData("1e-5", "1e-5", false)]
    [InlineData("-0.1", "-0.1", false)]
    [InlineData("-(0.1)", "-0.1", false)]
    [InlineData("-(-0.1)", "0.1", false)]
    [InlineData("1_0.5", "10.5", false)]
    [InlineData("rate", "rate", true)]
    [InlineData("0.1 if yes else 0.2", "0.1", false)]
    public void Reals_keep_their_text(string text, string expected, bool isRuntime) => Assert.Equal(new RealResult(expected, isRuntime), Value(text));

    [Fact]
    public void Lists_are_equal_by_their_items() => Assert.Equal(Value("[3, 4]"), Value("depths"));

    [Fact]
    public void Runtime_parameters_make_polynomials() =>
        Assert.Equal(new IntegerResult((Dimension.Runtime("classes") * Dimension.Of(4)) + Dimension.Of(1)), Value("classes * 4 + 1"));

    // What decides nothing is not evaluated: each of these divides by zero on the side that is left out.
    [Theory]
    [InlineData("no and 1 // 0 == 1")]
    [InlineData("yes or 1 // 0 == 1")]
    [InlineData("1 if yes else 1 // 0")]
    [InlineData("1 // 0 if no else 1")]
    public void Only_what_is_needed_is_evaluated(string text) => Assert.NotNull(Value(text));

    [Theory]
    [InlineData("big + 1", "SEN031 0-7 9223372036854775807 + 1 does not fit into 64 bits")]
    [InlineData("1 - (big * 2)", "SEN031 5-12 9223372036854775807 * 2 does not fit into 64 bits")]
    [InlineData("-9223372036854775808 // -1", "SEN031 0-26 (-9223372036854775808) // (-1) does not fit into 64 bits")]
    [InlineData("-(-9223372036854775808)", "SEN031 0-23 -(-9223372036854775808) does not fit into 64 bits")]
    [InlineData("make_divisible(big, 8)", "SEN031 0-22 'make_divisible(big, 8)' with v = 9223372036854775807, d = 8 does not fit into 64 bits")]
    [InlineData("planes // (stride - 2)", "SEN032 11-21 'stride - 2' is 0, and 64 is divided by it")]
    [InlineData("planes % 0", "SEN032 9-10 '0' is 0, and 64 is divided by it")]
    [InlineData("classes // 2", "SEN033 0-7 '//' needs a number that is known at build; 'classes' depends on 'classes', set at run time, which may not decide structure")]
    [InlineData("min(1, classes + 1)", "SEN033 7-18 'min' needs a number that is known at build; 'classes + 1' depends on 'classes', set at run time, which may not decide structure")]
    [InlineData("classes == 10", "SEN033 0-7 '==' needs a number that is known at build; 'classes' depends on 'classes', set at run time, which may not decide structure")]
    [InlineData("depths.2", "SEN034 0-8 'depths' has 2 items; index 2 is beyond them (the first is 0)")]
    [InlineData("planes.0", "SEN030 0-6 an index needs a list; 'planes' is an integer")]
    [InlineData("1 + yes", "SEN030 4-7 '+' needs integers; 'yes' is a boolean")]
    [InlineData("0.5 * 2", "SEN030 0-3 '*' needs integers; '0.5' is a real number")]
    [InlineData("-rate", "SEN030 1-5 '-' needs an integer; 'rate' is a real number")]
    [InlineData("not stride", "SEN030 4-10 'not' needs a boolean, such as 'stride != 1'; 'stride' is an integer")]
    [InlineData("yes and stride", "SEN030 8-14 'and' needs a boolean, such as 'stride != 1'; 'stride' is an integer")]
    [InlineData("1 if stride else 2", "SEN030 5-11 'if' needs a boolean, such as 'stride != 1'; 'stride' is an integer")]
    [InlineData("stride == yes", "SEN035 0-13 'stride' is an integer and 'yes' is a boolean; only values of one kind can be compared")]
    [InlineData("rate == 0.5", "SEN035 0-11 real numbers cannot be compared: no floating point decides structure")]
    [InlineData("depths == depths", "SEN035 0-16 lists cannot be compared; compare their items, such as 'depths.0'")]
    [InlineData("attention == basic", "SEN035 0-18 'attention' is a layer with preset arguments; only layers named alone can be compared")]
    [InlineData("make_divisible(1, stride - 2)", "SEN036 18-28 'd' of make_divisible must be at least 1, and is 0")]
    [InlineData("make_divisible(1, 2, percent = 120)", "SEN036 21-34 'percent' of make_divisible must be 0 to 100, and is 120")]
    [InlineData("1 + width", "SEN997 4-9 no 'width'")]
    public void Faults_stand_at_their_part_of_the_text(string text, string expected)
    {
        var (value, faults) = TestScope.Run(text);
        Assert.Null(value);
        Assert.Equal([expected], faults);
    }

    [Fact]
    public void Both_sides_of_an_operator_are_reported()
    {
        var (_, faults) = TestScope.Run("width + height");
        Assert.Equal(["SEN997 0-5 no 'width'", "SEN997 8-14 no 'height'"], faults);
    }

    private static Value Value(string text)
    {
        var (value, faults) = TestScope.Run(text);
        Assert.Empty(faults);
        return value!;
    }
}
