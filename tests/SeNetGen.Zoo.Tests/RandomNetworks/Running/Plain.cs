using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>
/// Small functions in LibTorch's plain operations. Their numbers are made once: one that TorchSharp converts for a call may be collected
/// while LibTorch still reads it.
/// </summary>
internal static class Plain
{
    public static readonly Scalar Zero = 0;
    public static readonly Scalar One = 1;
    public static readonly Scalar Six = 6;

    private static readonly Scalar Half = 0.5;
    private static readonly Scalar Three = 3;
    private static readonly Scalar RootTwo = Math.Sqrt(2);
    private static readonly Scalar TanhSlope = Math.Sqrt(2 / Math.PI);
    private static readonly Scalar TanhCubic = 0.044715;
    private static readonly Scalar LayerNormEps = 1e-6;

    public static Tensor Sum(Tensor left, Tensor right) => left.add(right, One);

    /// <summary>Half of each.</summary>
    public static Tensor Middle(Tensor left, Tensor right) => Sum(left, right).mul(Half);

    /// <summary>[N, C] as [N, C, 1, 1].</summary>
    public static Tensor AsMap(Tensor vector) => vector.unsqueeze(2).unsqueeze(3);

    public static Tensor HardSigmoid(Tensor x) => x.add(Three, One).clamp(Zero, Six).div(Six);

    public static Tensor HardSwish(Tensor x) => x * HardSigmoid(x);

    public static Tensor Gelu(Tensor x) => x.mul(Half) * x.div(RootTwo).erf().add(One, One);

    /// <summary>Its approximation by tanh.</summary>
    public static Tensor GeluTanh(Tensor x) => x.mul(Half) * x.add(x * x * x, TanhCubic).mul(TanhSlope).tanh().add(One, One);

    /// <summary>x tanh(log(1 + exp(x))), the logarithm without overflow, which would leave no gradient.</summary>
    public static Tensor Mish(Tensor x) => x * Sum(x.clamp_min(Zero), x.abs().neg().exp().log1p()).tanh();

    /// <summary>x where it is positive, else a factor of it.</summary>
    public static Tensor Leaky(Tensor x, double slope)
    {
        using Scalar factor = slope;
        return x.clamp_min(Zero).add(x.clamp_max(Zero), factor);
    }

    /// <summary>Mean 0 and variance 1 along the channels of each pixel or row.</summary>
    public static Tensor LayerNorm(Tensor x, Tensor weight, Tensor bias)
    {
        long[] shape = x.dim() == 4 ? [1, -1, 1, 1] : [1, -1];
        var centred = x - x.mean([1], keepdim: true);
        var variance = (centred * centred).mean([1], keepdim: true);
        return Sum(centred * variance.add(LayerNormEps, One).rsqrt() * weight.view(shape), bias.view(shape));
    }
}
