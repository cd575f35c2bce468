using CsCheck;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Shapes;

public class SizeFunctionTests
{
    /// <summary>Any layer's size function.</summary>
    internal static readonly Gen<SizeFunction> GenLayer = Gen.OneOf(
        Gen.Select(Gen.Long[1, 7], Gen.Long[1, 4], Gen.Long[0, 3], Gen.Long[1, 2], (k, s, p, d) => SizeFunction.Convolution(k, s, p, d)!),
        Gen.Select(Gen.Long[1, 5], Gen.Long[1, 4], Gen.Bool, (k, s, ceil) => SizeFunction.Pool(k, s, k / 2, ceil)!),
        Gen.Long[1, 5].Select(s => SizeFunction.Same(s)!),
        Gen.Long[1, 4].Select(factor => SizeFunction.Upsample(factor)!),
        Gen.Long[1, 9].Select(SizeFunction.Constant));

    [Theory]
    [InlineData(7, 2, 3, 1)]
    [InlineData(3, 1, 1, 1)]
    [InlineData(3, 2, 0, 1)]
    [InlineData(2, 2, 0, 1)]
    [InlineData(3, 3, 2, 4)]
    public void Convolution_counts_windows(long kernel, long stride, long padding, long dilation)
    {
        var function = SizeFunction.Convolution(kernel, stride, padding, dilation)!;
        for (var size = 1L; size < 100; size++)
        {
            var span = (dilation * (kernel - 1)) + 1;
            var windows = Enumerable.Range(0, 200).Count(window => (window * stride) + span <= size + (2 * padding));
            if (size + (2 * padding) >= span)
            {
                Assert.Equal(windows, function.At(size));
            }
        }
    }

    [Fact]
    public void Pool_in_ceil_mode_follows_LibTorch()
    {
        for (var kernel = 1L; kernel <= 6; kernel++)
        {
            for (var stride = 1L; stride <= 7; stride++)
            {
                for (var padding = 0L; padding <= kernel / 2; padding++)
                {
                    var function = SizeFunction.Pool(kernel, stride, padding, ceil: true)!;
                    for (var size = 1L; size < 40; size++)
                    {
                        // Rounded up, less one where the last window would start in the padding below.
                        var expected = (long)Math.Ceiling((size + (2 * padding) - kernel) / (double)stride) + 1;
                        if ((expected - 1) * stride >= size + padding)
                        {
                            expected--;
                        }

                        Assert.Equal(expected, function.At(size));
                    }
                }
            }
        }
    }

    [Fact]
    public void Same_rounds_up_and_upsample_multiplies()
    {
        for (var size = 1L; size < 50; size++)
        {
            Assert.Equal((size + 2) / 3, SizeFunction.Same(3)!.At(size));
            Assert.Equal(4 * size, SizeFunction.Upsample(4)!.At(size));
            Assert.Equal(size, SizeFunction.Identity.At(size));
            Assert.Equal(1, SizeFunction.One.At(size));
        }
    }

    [Fact]
    public void Equal_functions_are_equal_values()
    {
        // Kernel 3, stride 2, padding 1 and kernel 1, stride 2 give the same sizes, as every bottleneck relies on.
        Assert.Equal(SizeFunction.Convolution(3, 2, 1, 1), SizeFunction.Convolution(1, 2, 0, 1));
        Assert.Equal(SizeFunction.Convolution(3, 2, 1, 1)!.GetHashCode(), SizeFunction.Convolution(1, 2, 0, 1)!.GetHashCode());
        Assert.Equal(SizeFunction.Identity, SizeFunction.Convolution(3, 1, 1, 1));
        Assert.Equal(SizeFunction.Same(2), SizeFunction.Pool(2, 2, 0, ceil: true));
        Assert.NotEqual(SizeFunction.Pool(2, 2, 0, ceil: false), SizeFunction.Pool(2, 2, 0, ceil: true));
        Assert.Equal(SizeFunction.Identity, SizeFunction.Upsample(6)!.Then(SizeFunction.Same(6)!));
    }

    [Fact]
    public void Composition_is_one_function_after_the_other() =>
        Gen.Select(GenLayer, GenLayer, Gen.Long[-50, 400]).Sample((inner, outer, size) => inner.Then(outer)!.At(size) == outer.At(inner.At(size)), iter: 5_000);

    [Fact]
    public void Composition_is_associative_with_identity_as_unit() =>
        Gen.Select(GenLayer, GenLayer, GenLayer).Sample((f, g, h) =>
            f.Then(g)!.Then(h)!.Equals(f.Then(g.Then(h)!)!)
            && f.Then(SizeFunction.Identity)!.Equals(f)
            && SizeFunction.Identity.Then(f)!.Equals(f),
            iter: 5_000);

    [Fact]
    public void Equality_is_that_of_the_values() =>
        Gen.Select(GenLayer.Array[1, 3], GenLayer.Array[1, 3]).Sample((left, right) =>
        {
            var f = left.Aggregate(SizeFunction.Identity, (all, next) => all.Then(next)!);
            var g = right.Aggregate(SizeFunction.Identity, (all, next) => all.Then(next)!);
            var span = 2 * f.Period * g.Period;
            var agree = Enumerable.Range(-span, 2 * span).All(size => f.At(size) == g.At(size));
            return f.Equals(g) == agree;
        }, iter: 2_000);

    [Fact]
    public void Period_is_least_and_slope_goes_with_it() =>
        GenLayer.Array[1, 4].Sample(layers =>
        {
            var f = layers.Aggregate(SizeFunction.Identity, (all, next) => all.Then(next)!);
            bool Repeats(int period)
            {
                var slope = f.At(period) - f.At(0);
                return Enumerable.Range(0, 2 * f.Period).All(size => f.At(size + period) == f.At(size) + slope);
            }

            return Repeats(f.Period) && f.At(f.Period) - f.At(0) == f.Slope && !Enumerable.Range(1, f.Period - 1).Any(Repeats);
        }, iter: 1_000);

    [Fact]
    public void Functions_never_fall() =>
        GenLayer.Array[1, 4].Sample(layers =>
        {
            var f = layers.Aggregate(SizeFunction.Identity, (all, next) => all.Then(next)!);
            return Enumerable.Range(0, 3 * f.Period).All(size => f.At(size + 1) >= f.At(size));
        }, iter: 1_000);

    [Fact]
    public void Too_intricate_is_null()
    {
        Assert.Null(SizeFunction.Convolution(1, 16_385, 0, 1));
        Assert.NotNull(SizeFunction.Convolution(1, 16_384, 0, 1));
        Assert.Null(SizeFunction.Pool(1, long.MaxValue, 0, true));
        Assert.Null(SizeFunction.Same(1 << 20));
        Assert.Null(SizeFunction.Convolution(1, 128, 0, 1)!.Then(SizeFunction.Convolution(1, 129, 0, 1)!));
        Assert.NotNull(SizeFunction.Convolution(1, 128, 0, 1)!.Then(SizeFunction.Convolution(1, 128, 0, 1)!));
    }

    [Fact]
    public void Numbers_beyond_any_tensor_are_null_and_no_exception()
    {
        Assert.Null(SizeFunction.Convolution(long.MaxValue, 1, 0, 1));
        Assert.Null(SizeFunction.Upsample(long.MaxValue));
        SizeFunction? function = SizeFunction.Identity;
        for (var layer = 0; layer < 10 && function is not null; layer++)
        {
            function = function.Then(SizeFunction.Upsample(1 << 20)!);
        }

        Assert.Null(function);

        function = SizeFunction.Identity;
        for (var layer = 0; layer < 1_000 && function is not null; layer++)
        {
            function = function.Then(SizeFunction.Convolution(1, 1, int.MaxValue, 1)!);
        }

        Assert.Null(function);
    }

    [Fact]
    public void A_deep_network_composes_quickly()
    {
        var block = SizeFunction.Convolution(3, 1, 1, 1)!;
        var stage = SizeFunction.Convolution(3, 2, 1, 1)!;
        var function = SizeFunction.Identity;
        for (var layer = 0; layer < 100_000; layer++)
        {
            function = function.Then(layer is 10 or 1_000 or 10_000 ? stage : block)!;
        }

        Assert.Equal(8, function.Period);
    }

    [Theory]
    [InlineData("H", 1, 1, 0)]
    [InlineData("ceil(H / 2)", 3, 2, 1)]
    [InlineData("floor(H / 2)", 2, 2, 0)]
    [InlineData("H - 2", 3, 1, 0)]
    [InlineData("H + 1", 2, 1, 1)]
    [InlineData("floor((H + 2) / 4)", 2, 4, 0)]
    public void Describe_reads_as_a_person_writes_it(string expected, long kernel, long stride, long padding) =>
        Assert.Equal(expected, SizeFunction.Convolution(kernel, stride, padding, 1)!.Describe("H"));

    [Fact]
    public void Describe_knows_constants_factors_and_offsets()
    {
        Assert.Equal("7", SizeFunction.Constant(7).Describe("W"));
        Assert.Equal("3 * W", SizeFunction.Upsample(3)!.Describe("W"));
        Assert.Equal("2 * ceil(W / 2)", SizeFunction.Same(2)!.Then(SizeFunction.Upsample(2)!)!.Describe("W"));
        Assert.Equal("ceil(W / 32)", Enumerable.Repeat(SizeFunction.Same(2)!, 5).Aggregate((f, g) => f.Then(g)!).Describe("W"));
        Assert.Equal("floor(2 * W / 3)", SizeFunction.Upsample(2)!.Then(SizeFunction.Pool(3, 3, 0, false)!)!.Describe("W"));
        Assert.Equal("ceil(W / 2) + 1", SizeFunction.Same(2)!.Then(SizeFunction.Convolution(2, 1, 1, 1)!)!.Describe("W"));
    }

    [Fact]
    public void Describe_means_what_it_says() =>
        GenLayer.Array[1, 4].Sample(layers =>
        {
            var f = layers.Aggregate(SizeFunction.Identity, (all, next) => all.Then(next)!);
            return f.Describe("x") is not { } text || Enumerable.Range(1, 2 * f.Period).All(size => Evaluate(text, size) == f.At(size));
        }, iter: 3_000);

    // Reads the few forms that Describe writes: [k * ](floor|ceil)(... / n)[ +- c] and [k * ]x[ +- c].
    private static long Evaluate(string text, long size)
    {
        if (text.LastIndexOf(") + ", StringComparison.Ordinal) is >= 0 and var plus)
        {
            return Evaluate(text[..(plus + 1)], size) + long.Parse(text[(plus + 4)..]);
        }

        if (text.LastIndexOf(") - ", StringComparison.Ordinal) is >= 0 and var minus)
        {
            return Evaluate(text[..(minus + 1)], size) - long.Parse(text[(minus + 4)..]);
        }

        if (text.IndexOf("floor(", StringComparison.Ordinal) is >= 0 and var floor)
        {
            var (above, below) = Parts(text[(floor + 6)..^1]);
            return Factor(text[..floor]) * (long)Math.Floor(Evaluate(above, size) / (double)below);
        }

        if (text.IndexOf("ceil(", StringComparison.Ordinal) is >= 0 and var ceil)
        {
            var (above, below) = Parts(text[(ceil + 5)..^1]);
            return Factor(text[..ceil]) * (long)Math.Ceiling(Evaluate(above, size) / (double)below);
        }

        var words = text.Trim('(', ')').Split(' ');
        var at = words.Length > 1 && words[1] == "*" ? 2 : 0;
        var value = (at == 2 ? long.Parse(words[0]) : 1) * (words[at] == "x" ? size : long.Parse(words[at]));
        return words.Length <= at + 1 ? value : words[at + 1] == "+" ? value + long.Parse(words[at + 2]) : value - long.Parse(words[at + 2]);
    }

    private static (string Above, long Below) Parts(string text)
    {
        var slash = text.LastIndexOf(" / ", StringComparison.Ordinal);
        return (text[..slash], long.Parse(text[(slash + 3)..]));
    }

    private static long Factor(string text) => text.Length == 0 ? 1 : long.Parse(text.Split(' ')[0]);
}
