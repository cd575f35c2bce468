using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Torch;

/// <summary>
/// A step of stochastic gradient descent over all parameters in one call (<c>aten::_fused_sgd_</c>): each parameter is read and written
/// once, without temporaries. Tensors that the operator does not take, and all of them where LibTorch's stable C interface is missing or
/// <see cref="FastPath.FusedSgd"/> is off, go by TorchSharp's operations, with the same result up to the last bit: kernels differ in
/// whether a product and a sum are rounded once or twice. The way that a tensor goes depends on its type, device and strides alone, so
/// equal runs give equal bits.
/// </summary>
public static class FusedSgd
{
    private static ReadOnlySpan<byte> Operator => "aten::_fused_sgd_"u8;

    /// <summary>
    /// Changes parameters and momenta in place by PyTorch's rule, without dampening: g += weightDecay * p; v = momentum * v + g, or g in the
    /// first step; g += momentum * v in Nesterov's form, else g = v; p -= lr * g. Gradients keep their values. Without momentum v stays as it is.
    /// </summary>
    /// <param name="parameters">The parameters: any shapes, types, devices and strides.</param>
    /// <param name="gradients">A gradient of the same shape for each; null leaves the parameter and its momentum alone.</param>
    /// <param name="momenta">The momenta, shaped like the parameters; may be empty when <paramref name="momentum"/> is 0.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="momentum">The momentum, 0 for none.</param>
    /// <param name="weightDecay">The weight decay, 0 for none.</param>
    /// <param name="nesterov">Whether the step looks ahead; needs momentum.</param>
    /// <param name="isFirstStep">Whether the momenta hold nothing yet.</param>
    /// <exception cref="ArgumentException">The lists differ in length, a gradient or momentum has another shape, or Nesterov's form has no momentum.</exception>
    public static void Step(ReadOnlySpan<Tensor> parameters, ReadOnlySpan<Tensor?> gradients, ReadOnlySpan<Tensor> momenta, double lr, double momentum, double weightDecay, bool nesterov, bool isFirstStep)
    {
        Check(parameters.Length, gradients.Length, momenta.Length, momentum, nesterov);
        if (!FastPaths.Has(FastPath.FusedSgd) || StableAbi.Current is not { } abi)
        {
            StepPlainly(parameters, gradients, momenta, lr, momentum, weightDecay, nesterov, isFirstStep);
            return;
        }

        var hasMomentum = momentum != 0;
        Span<bool> isFused = parameters.Length <= 1024 ? stackalloc bool[parameters.Length] : new bool[parameters.Length];
        Tensor? first = null;
        var fused = 0;
        var others = 0;
        for (var index = 0; index < parameters.Length; index++)
        {
            if (gradients[index] is not { } gradient)
            {
                continue;
            }

            var parameter = parameters[index];
            if (!abi.HaveEqualSizes(parameter, gradient) || (hasMomentum && !abi.HaveEqualSizes(parameter, momenta[index])))
            {
                throw OtherShape(parameter);
            }

            isFused[index] = abi.AreAlike(parameter, first ?? parameter) && CanFuse(abi, parameter, gradient, hasMomentum ? momenta[index] : null);
            if (isFused[index])
            {
                first ??= parameter;
                fused++;
            }
            else
            {
                others++;
            }
        }

        using var noGrad = no_grad();
        if (fused > 0)
        {
            var parameterList = abi.NewList(fused);
            var gradientList = abi.NewList(fused);
            var momentumList = abi.NewList(fused);
            for (var index = 0; index < parameters.Length; index++)
            {
                if (isFused[index])
                {
                    abi.Add(parameterList, parameters[index]);
                    abi.Add(gradientList, gradients[index]!);
                    if (hasMomentum)
                    {
                        abi.Add(momentumList, momenta[index]);
                    }
                }
            }

            // Self, gradients, momenta, weight decay, momentum, rate, dampening, Nesterov, maximise, first step, gradient scale, found infinity.
            ReadOnlySpan<ulong> arguments =
            [
                parameterList, gradientList, momentumList,
                StableAbi.Argument(weightDecay), StableAbi.Argument(momentum), StableAbi.Argument(lr), StableAbi.Argument(0.0),
                StableAbi.Argument(nesterov), StableAbi.Argument(false), StableAbi.Argument(isFirstStep), 0, 0,
            ];
            Span<ulong> stack = stackalloc ulong[arguments.Length];
            arguments.CopyTo(stack);
            abi.Call(Operator, ""u8, stack);
        }

        if (others > 0)
        {
            using var rule = new PlainRule(lr, momentum, weightDecay, nesterov, isFirstStep);
            for (var index = 0; index < parameters.Length; index++)
            {
                if (!isFused[index] && gradients[index] is { } gradient)
                {
                    rule.Apply(parameters[index], gradient, hasMomentum ? momenta[index] : null);
                }
            }
        }
    }

    /// <summary>The same step by TorchSharp's operations.</summary>
    internal static void StepPlainly(ReadOnlySpan<Tensor> parameters, ReadOnlySpan<Tensor?> gradients, ReadOnlySpan<Tensor> momenta, double lr, double momentum, double weightDecay, bool nesterov, bool isFirstStep)
    {
        Check(parameters.Length, gradients.Length, momenta.Length, momentum, nesterov);
        for (var index = 0; index < parameters.Length; index++)
        {
            var shape = parameters[index].shape.AsSpan();
            if (gradients[index] is { } gradient && (!shape.SequenceEqual(gradient.shape) || (momentum != 0 && !shape.SequenceEqual(momenta[index].shape))))
            {
                throw OtherShape(parameters[index]);
            }
        }

        using var noGrad = no_grad();
        using var rule = new PlainRule(lr, momentum, weightDecay, nesterov, isFirstStep);
        for (var index = 0; index < parameters.Length; index++)
        {
            if (gradients[index] is { } gradient)
            {
                rule.Apply(parameters[index], gradient, momentum != 0 ? momenta[index] : null);
            }
        }
    }

    /// <summary>Whether the operator takes a parameter: it goes through memory in one stretch, so all three must lie alike.</summary>
    internal static bool CanFuse(StableAbi abi, Tensor parameter, Tensor gradient, Tensor? momentum) =>
        abi.IsDense(parameter)
        && abi.AreAlike(parameter, gradient)
        && abi.LieAlike(parameter, gradient)
        && (momentum is null || (abi.AreAlike(parameter, momentum) && abi.LieAlike(parameter, momentum)));

    // Shapes that broadcast would be stepped by without a word.
    private static ArgumentException OtherShape(Tensor parameter) =>
        new($"a parameter of shape [{string.Join(", ", parameter.shape)}] has a gradient or a momentum of another shape");

    private static void Check(int parameters, int gradients, int momenta, double momentum, bool nesterov)
    {
        if (gradients != parameters)
        {
            throw new ArgumentException($"there are {parameters} parameters and {gradients} gradients", nameof(gradients));
        }

        if (momenta != parameters && (momentum != 0 || momenta != 0))
        {
            throw new ArgumentException($"there are {parameters} parameters and {momenta} momenta", nameof(momenta));
        }

        if (nesterov && momentum == 0)
        {
            throw new ArgumentException("Nesterov's form needs momentum", nameof(nesterov));
        }
    }

    /// <summary>The step of one parameter by TorchSharp's operations; holds its numbers as LibTorch does, since every conversion allocates.</summary>
    private sealed class PlainRule(double lr, double momentum, double weightDecay, bool nesterov, bool isFirstStep) : IDisposable
    {
        private readonly Scalar _rate = -lr;
        private readonly Scalar _momentum = momentum;
        private readonly Scalar _weightDecay = weightDecay;
        private readonly Scalar _one = 1;

        public void Apply(Tensor parameter, Tensor gradient, Tensor? velocity)
        {
            using var decayed = weightDecay != 0 ? gradient.add(parameter, _weightDecay) : null;
            var direction = decayed ?? gradient;
            if (velocity is null)
            {
                parameter.add_(direction, _rate);
                return;
            }

            if (isFirstStep)
            {
                velocity.copy_(direction);
            }
            else
            {
                velocity.mul_(_momentum);
                velocity.add_(direction, _one);
            }

            using var ahead = nesterov ? direction.add(velocity, _momentum) : null;
            parameter.add_(ahead ?? velocity, _rate);
        }

        public void Dispose()
        {
            _rate.Dispose();
            _momentum.Dispose();
            _weightDecay.Dispose();
            _one.Dispose();
        }
    }
}
