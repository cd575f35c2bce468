using SeNetGen.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Modules;

public sealed class FunctionalTests
{
    [Theory]
    [InlineData(8, 8)]
    [InlineData(7, 7)]
    [InlineData(8, 7)]
    [InlineData(1, 2)]
    [InlineData(112, 57)]
    public void MaxPoolSame_pads_evenly_with_the_odd_row_last(int height, int width)
    {
        using var input = randn(2, 3, height, width);
        using var actual = Functional.MaxPoolSame(input, 3, 2);

        // Even sizes need one row at the end, odd ones a row on each side.
        var (top, bottom) = height % 2 == 0 ? (0, 1) : (1, 1);
        var (left, right) = width % 2 == 0 ? (0, 1) : (1, 1);
        using var padded = nn.functional.pad(input, (left, right, top, bottom), PaddingModes.Constant, double.NegativeInfinity);
        using var expected = nn.functional.max_pool2d(padded, 3L, 2);
        Assert.Equal([2, 3, (height + 1) / 2, (width + 1) / 2], actual.shape);
        Assert.True(Same.Values(expected, actual));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(5, 3)]
    [InlineData(4, 1)]
    [InlineData(2, 3)]
    public void MaxPoolSame_gives_the_rounded_up_size_for_any_window(int kernel, int stride)
    {
        for (var size = 1; size < 20; size++)
        {
            using var input = randn(1, 1, size, size);
            using var actual = Functional.MaxPoolSame(input, kernel, stride);
            var output = (size + stride - 1) / stride;
            var total = Math.Max(((output - 1) * stride) + kernel - size, 0);
            using var padded = nn.functional.pad(input, (total / 2, total - (total / 2), total / 2, total - (total / 2)), PaddingModes.Constant, double.NegativeInfinity);
            using var expected = nn.functional.max_pool2d(padded, (long)kernel, stride);
            Assert.Equal(output, actual.shape[2]);
            Assert.True(Same.Values(expected, actual));
        }
    }

    [Fact]
    public void GlobalAvgPool_and_Flatten_keep_the_order_of_channels()
    {
        using var input = arange(24, dtype: ScalarType.Float32).view(1, 2, 3, 4);
        using var pooled = Functional.GlobalAvgPool(input);
        using var flat = Functional.Flatten(input);

        Assert.Equal([1, 2, 1, 1], pooled.shape);
        Assert.Equal([5.5f, 17.5f], pooled.data<float>().ToArray());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (float)i), flat.data<float>().ToArray());
    }

    [Fact]
    public void In_place_operations_compute_what_the_others_do()
    {
        using var x = randn(2, 3, 4, 4);
        using var y = randn(2, 3, 4, 4);
        Check(Functional.Relu, Functional.Relu_);
        Check(Functional.Silu, Functional.Silu_);
        Check(Functional.Sigmoid, Functional.Sigmoid_);
        Check(t => Functional.Add(t, y), t => Functional.Add_(t, y));
        Check(t => Functional.Multiply(t, y), t => Functional.Multiply_(t, y));

        void Check(Func<Tensor, Tensor> pure, Action<Tensor> inPlace)
        {
            using var copy = x.clone();
            using var expected = pure(x);
            inPlace(copy);
            Assert.True(Same.Values(expected, copy));
            Assert.False(Same.Values(x, copy));
        }
    }

    [Fact]
    public void Mixed_formats_give_the_left_operands()
    {
        using var left = ones([1, 2, 2, 2], ScalarType.BFloat16);
        using var right = ones([1, 2, 1, 1], ScalarType.Float32);

        Assert.Equal(ScalarType.BFloat16, Functional.Multiply(left, right).dtype);
        Assert.Equal(ScalarType.BFloat16, Functional.Add(left, right).dtype);
    }
}
