using CsCheck;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Shapes;

public class DimensionTests
{
    private static readonly Dimension A = Dimension.Runtime("a");
    private static readonly Dimension B = Dimension.Runtime("b");

    private static readonly Gen<Dimension> GenDimension = Gen.Recursive<Dimension>((depth, inner) => depth >= 3
        ? Gen.Long[-9, 9].Select(Dimension.Of)
        : Gen.OneOf(
            Gen.Long[-9, 9].Select(Dimension.Of),
            Gen.Int[0, 2].Select(index => new[] { A, B, Dimension.Runtime("classes") }[index]),
            Gen.Select(inner, inner, (left, right) => left + right),
            Gen.Select(inner, inner, (left, right) => left - right),
            Gen.Select(inner, inner, (left, right) => left * right)));

    [Fact]
    public void Constant_is_the_number_or_null()
    {
        Assert.Equal(0, Dimension.Of(0).Constant);
        Assert.Equal(-7, Dimension.Of(-7).Constant);
        Assert.Null(A.Constant);
        Assert.Equal(3, (A + Dimension.Of(3) - A).Constant);
    }

    [Fact]
    public void Equal_functions_are_equal_values()
    {
        Assert.Equal((A + B) * (A - B), (A * A) - (B * B));
        Assert.Equal(((A + B) * (A - B)).GetHashCode(), ((A * A) - (B * B)).GetHashCode());
        Assert.NotEqual(A * B, A + B);
    }

    [Fact]
    public void Arithmetic_agrees_with_arithmetic_of_the_values() =>
        Gen.Select(GenDimension, GenDimension).Sample((left, right) =>
        {
            Func<string, long> lookup = name => name.Length + 2;
            var (x, y) = (left.Evaluate(lookup), right.Evaluate(lookup));
            return (left + right).Evaluate(lookup) == x + y
                && (left - right).Evaluate(lookup) == x - y
                && (left * right).Evaluate(lookup) == x * y
                && left * right == right * left
                && (left - left).Constant == 0;
        });

    [Fact]
    public void Division_is_exact_or_refused()
    {
        var sixes = (Dimension.Of(6) * A) + Dimension.Of(12);
        Assert.True(sixes.IsDivisibleBy(3));
        Assert.Equal((Dimension.Of(2) * A) + Dimension.Of(4), sixes.DivideBy(3));
        Assert.False(sixes.IsDivisibleBy(4));
        Assert.Null(sixes.DivideBy(4));
        Assert.False(sixes.IsDivisibleBy(0));
    }

    [Fact]
    public void Dividing_a_product_gives_the_factor() =>
        Gen.Select(GenDimension, Gen.Long[1, 50]).Sample((dimension, divisor) => (dimension * Dimension.Of(divisor)).DivideBy(divisor)!.Equals(dimension));

    [Fact]
    public void Overflow_is_an_exception_that_Try_turns_into_null()
    {
        var huge = Dimension.Of(long.MaxValue);
        Assert.Throws<OverflowException>(() => huge + Dimension.Of(1));
        Assert.Throws<OverflowException>(() => huge * A * Dimension.Of(2));
        Assert.Null(Dimension.Try(() => huge * huge));
        Assert.Equal(huge, Dimension.Try(() => huge + Dimension.Of(0)));
        Assert.Null((huge * A).TryEvaluate(_ => 2));
        Assert.Equal(long.MaxValue, (huge * A).TryEvaluate(_ => 1));
    }

    [Fact]
    public void Polynomials_of_too_many_terms_overflow()
    {
        var sum = Enumerable.Range(0, 40).Aggregate(Dimension.Of(1), (sum, index) => sum + Dimension.Runtime($"p{index}"));
        Assert.Null(Dimension.Try(() => sum * sum * sum));
    }

    [Fact]
    public void Source_reads_as_a_person_writes_it()
    {
        Assert.Equal("0", Dimension.Of(0).ToString());
        Assert.Equal("2 * a + 3", ((Dimension.Of(2) * A) + Dimension.Of(3)).ToString());
        Assert.Equal("-a - 3", (Dimension.Of(0) - A - Dimension.Of(3)).ToString());
        Assert.Equal("a * b", (B * A).ToString());
        Assert.Equal("512 * Classes + Classes", ((Dimension.Of(512) * A) + B).ToSource(_ => "Classes"));
        Assert.Equal(["a", "b"], ((B * A) + B).Names);
    }
}
