using SeNetGen.Modules;
using SeNetGen.Tests.Modules.Vectors;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Modules;

/// <summary>Pools, upsampling, and what puts values together, against python's vectors.</summary>
public sealed class PoolTests
{
    [Fact]
    public void Pools_take_windows()
    {
        VectorFile.Hold("pools", "max", x => Functional.MaxPool(x, 3, 2, padding: 1));
        VectorFile.Hold("pools", "max_ceil", x => Functional.MaxPool(x, 2, 2, ceil: true));
        VectorFile.Hold("pools", "max_same", x => Functional.MaxPoolSame(x, 3, 2));
        VectorFile.Hold("pools", "avg", x => Functional.AvgPool(x, 3, 2, padding: 1));
        VectorFile.Hold("pools", "avg_ceil", x => Functional.AvgPool(x, 3, 2, padding: 1, ceil: true));
        VectorFile.Hold("pools", "avg_inside", x => Functional.AvgPool(x, 2, 2, ceil: true, countPadding: false));
    }

    [Fact]
    public void Global_pools_take_all_pixels()
    {
        VectorFile.Hold("pools", "global_avg", Functional.GlobalAvgPool);
        VectorFile.Hold("pools", "global_max", Functional.GlobalMaxPool);
        VectorFile.Hold("pools", "global_avgmax", Functional.GlobalAvgMaxPool);
        VectorFile.Hold("pools", "global_catavgmax", Functional.GlobalCatAvgMaxPool);
    }

    [Fact]
    public void Adaptive_pools_take_as_many_windows_as_they_give_pixels()
    {
        VectorFile.Hold("pools", "adaptive_avg", x => Functional.AdaptiveAvgPool(x, 2, 3));
        VectorFile.Hold("pools", "adaptive_avg_larger", x => Functional.AdaptiveAvgPool(x, 4, 3));
        VectorFile.Hold("pools", "adaptive_max", x => Functional.AdaptiveMaxPool(x, 2, 3));
    }

    [Theory]
    [InlineData("blur", 3, 2)]
    [InlineData("blur_5", 5, 2)]
    [InlineData("blur_even", 2, 1)]
    public void BlurPool_weighs_a_window_binomially(string name, int kernel, int stride)
    {
        using var blur = new BlurPool(2, kernel, stride);
        VectorFile.Hold("pools", name, blur);
        Assert.Empty(StateDict.Of(blur));
    }

    [Fact]
    public void BlurPool_trains_after_a_validation_in_inference_mode()
    {
        using var blur = new BlurPool(2);
        using var image = randn(1, 2, 4, 4);
        using (inference_mode())
        {
            blur.forward(image).Dispose();
        }

        using var input = randn(1, 2, 4, 4, requires_grad: true);
        using var output = blur.forward(input);
        output.sum().backward();

        Assert.Equal(input.shape, input.grad!.shape);
    }

    [Fact]
    public void Upsampling_repeats_pixels_or_draws_lines()
    {
        VectorFile.Hold("pools", "upsample", x => Functional.Upsample(x, 2));
        VectorFile.Hold("pools", "upsample_bilinear", x => Functional.Upsample(x, 2, bilinear: true));
        VectorFile.Hold("pools", "upsample_bilinear_3", x => Functional.Upsample(x, 3, bilinear: true));
    }

    [Fact]
    public void Values_are_put_together()
    {
        VectorFile.Hold("pools", "concat", (Tensor[] inputs) => Functional.Concat(inputs));
        VectorFile.Hold("pools", "concat_flat", (Tensor[] inputs) => Functional.Concat(inputs));
        VectorFile.Hold("pools", "add", (Tensor[] inputs) => Functional.Add(inputs[0], inputs[1]));
        VectorFile.Hold("pools", "multiply", (Tensor[] inputs) => Functional.Multiply(inputs[0], inputs[1]));
        VectorFile.Hold("pools", "multiply_gate", (Tensor[] inputs) => Functional.Multiply(inputs[0], inputs[1]));
    }

    [Fact]
    public void Concat_gives_the_first_values_format()
    {
        using var first = ones([1, 2, 1, 1], ScalarType.BFloat16);
        using var second = ones([1, 3, 1, 1], ScalarType.Float32);
        using var result = Functional.Concat(first, second);

        Assert.Equal(ScalarType.BFloat16, result.dtype);
        Assert.Equal([1, 5, 1, 1], result.shape);
    }
}
