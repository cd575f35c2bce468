using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

// Activations: functions of each number.
public static partial class Functional
{
    /// <summary>max(x, 0).</summary>
    public static Tensor Relu(Tensor input) => input.relu();

    /// <summary>max(x, 0), in place.</summary>
    public static void Relu_(Tensor input) => input.relu_();

    /// <summary>x sigmoid(x).</summary>
    public static Tensor Silu(Tensor input) => input.silu();

    /// <summary>x sigmoid(x), in place.</summary>
    public static void Silu_(Tensor input) => input.silu_();

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static Tensor Sigmoid(Tensor input) => input.sigmoid();

    /// <summary>1 / (1 + exp(-x)), in place.</summary>
    public static void Sigmoid_(Tensor input) => input.sigmoid_();

    /// <summary>min(max(x, 0), 6).</summary>
    public static Tensor Relu6(Tensor input) => input.relu6();

    /// <summary>x Phi(x), Phi the normal distribution function: exact, by erf. Hendrycks and Gimpel, 2016.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="tanh">Whether Phi is approximated by tanh.</param>
    public static Tensor Gelu(Tensor input, bool tanh = false) => input.gelu(tanh ? TorchSharp.Modules.GELU.Approximate.tanh : TorchSharp.Modules.GELU.Approximate.none);

    /// <summary>x relu6(x + 3) / 6. Howard et al., "Searching for MobileNetV3", 2019.</summary>
    public static Tensor HardSwish(Tensor input) => input.hardswish();

    /// <summary>relu6(x + 3) / 6.</summary>
    public static Tensor HardSigmoid(Tensor input)
    {
        if (input.dtype != ScalarType.Float64)
        {
            return input.hardsigmoid();
        }

        // LibTorch 2.10's gradient multiplies by 1/6 in float32, also in float64.
        using var shifted = input.add(Three, One);
        using var clipped = shifted.relu6();
        return clipped.div(Six);
    }

    /// <summary>x where it is positive, else slope times x.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="slope">The slope of the negative side.</param>
    public static Tensor LeakyRelu(Tensor input, double slope = 0.01)
    {
        using Scalar factor = slope;
        return input.leaky_relu(factor);
    }

    /// <summary>x tanh(log(1 + exp(x))). Misra, 2019.</summary>
    public static Tensor Mish(Tensor input) => nn.functional.mish(input);
}
