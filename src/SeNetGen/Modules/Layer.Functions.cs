using static TorchSharp.torch;

namespace SeNetGen.Modules;

// The operations without state, by the short names that emitted bodies call.
public abstract partial class Layer
{
    /// <inheritdoc cref="Functional.Relu"/>
    protected static Tensor Relu(Tensor input) => Functional.Relu(input);

    /// <inheritdoc cref="Functional.Relu_"/>
    protected static void Relu_(Tensor input) => Functional.Relu_(input);

    /// <inheritdoc cref="Functional.Silu"/>
    protected static Tensor Silu(Tensor input) => Functional.Silu(input);

    /// <inheritdoc cref="Functional.Silu_"/>
    protected static void Silu_(Tensor input) => Functional.Silu_(input);

    /// <inheritdoc cref="Functional.Sigmoid"/>
    protected static Tensor Sigmoid(Tensor input) => Functional.Sigmoid(input);

    /// <inheritdoc cref="Functional.Sigmoid_"/>
    protected static void Sigmoid_(Tensor input) => Functional.Sigmoid_(input);

    /// <inheritdoc cref="Functional.Relu6"/>
    protected static Tensor Relu6(Tensor input) => Functional.Relu6(input);

    /// <inheritdoc cref="Functional.Gelu"/>
    protected static Tensor Gelu(Tensor input, bool tanh = false) => Functional.Gelu(input, tanh);

    /// <inheritdoc cref="Functional.HardSwish"/>
    protected static Tensor HardSwish(Tensor input) => Functional.HardSwish(input);

    /// <inheritdoc cref="Functional.HardSigmoid"/>
    protected static Tensor HardSigmoid(Tensor input) => Functional.HardSigmoid(input);

    /// <inheritdoc cref="Functional.LeakyRelu"/>
    protected static Tensor LeakyRelu(Tensor input, double slope = 0.01) => Functional.LeakyRelu(input, slope);

    /// <inheritdoc cref="Functional.Mish"/>
    protected static Tensor Mish(Tensor input) => Functional.Mish(input);

    /// <inheritdoc cref="Functional.MaxPool"/>
    protected static Tensor MaxPool(Tensor input, int kernel, int stride, int padding = 0, bool ceil = false) => Functional.MaxPool(input, kernel, stride, padding, ceil);

    /// <inheritdoc cref="Functional.MaxPoolSame"/>
    protected static Tensor MaxPoolSame(Tensor input, int kernel, int stride) => Functional.MaxPoolSame(input, kernel, stride);

    /// <inheritdoc cref="Functional.AvgPool"/>
    protected static Tensor AvgPool(Tensor input, int kernel, int stride, int padding = 0, bool ceil = false, bool countPadding = true) => Functional.AvgPool(input, kernel, stride, padding, ceil, countPadding);

    /// <inheritdoc cref="Functional.AdaptiveAvgPool"/>
    protected static Tensor AdaptiveAvgPool(Tensor input, int height, int width) => Functional.AdaptiveAvgPool(input, height, width);

    /// <inheritdoc cref="Functional.AdaptiveMaxPool"/>
    protected static Tensor AdaptiveMaxPool(Tensor input, int height, int width) => Functional.AdaptiveMaxPool(input, height, width);

    /// <inheritdoc cref="Functional.Upsample"/>
    protected static Tensor Upsample(Tensor input, int factor, bool bilinear = false) => Functional.Upsample(input, factor, bilinear);

    /// <inheritdoc cref="Functional.GlobalAvgPool"/>
    protected static Tensor GlobalAvgPool(Tensor input) => Functional.GlobalAvgPool(input);

    /// <inheritdoc cref="Functional.GlobalMaxPool"/>
    protected static Tensor GlobalMaxPool(Tensor input) => Functional.GlobalMaxPool(input);

    /// <inheritdoc cref="Functional.GlobalAvgMaxPool"/>
    protected static Tensor GlobalAvgMaxPool(Tensor input) => Functional.GlobalAvgMaxPool(input);

    /// <inheritdoc cref="Functional.GlobalCatAvgMaxPool"/>
    protected static Tensor GlobalCatAvgMaxPool(Tensor input) => Functional.GlobalCatAvgMaxPool(input);

    /// <inheritdoc cref="Functional.Softmax"/>
    protected static Tensor Softmax(Tensor input, bool pixels = false) => Functional.Softmax(input, pixels);

    /// <inheritdoc cref="Functional.Concat"/>
    protected static Tensor Concat(params Tensor[] inputs) => Functional.Concat(inputs);

    /// <inheritdoc cref="Functional.Flatten"/>
    protected static Tensor Flatten(Tensor input) => Functional.Flatten(input);

    /// <inheritdoc cref="Functional.Add"/>
    protected static Tensor Add(Tensor left, Tensor right) => Functional.Add(left, right);

    /// <inheritdoc cref="Functional.Add_"/>
    protected static void Add_(Tensor left, Tensor right) => Functional.Add_(left, right);

    /// <inheritdoc cref="Functional.Multiply"/>
    protected static Tensor Multiply(Tensor left, Tensor right) => Functional.Multiply(left, right);

    /// <inheritdoc cref="Functional.Multiply_"/>
    protected static void Multiply_(Tensor left, Tensor right) => Functional.Multiply_(left, right);
}
