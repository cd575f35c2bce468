using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Torch;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(1, ScalarType.Float32)]
    [InlineData(2, ScalarType.Float32)]
    [InlineData(2, ScalarType.BFloat16)]
    public void Equal_seeds_and_threads_give_equal_bits(int threads, ScalarType type)
    {
        var before = LibTorch.Threads;
        LibTorch.SetThreads(threads);
        try
        {
            Assert.Equal(Train(1, type), Train(1, type));
            Assert.NotEqual(Train(1, type), Train(2, type));
        }
        finally
        {
            LibTorch.SetThreads(before);
        }
    }

    /// <summary>Convolution, batch statistics, a mean and the optimizer's step: what a training step is made of. Returns the weights.</summary>
    private static byte[] Train(long seed, ScalarType type)
    {
        using var scope = NewDisposeScope();
        manual_seed(seed);
        var weight = randn(32, 16, 3, 3).requires_grad_();
        var scale = ones(32).requires_grad_();
        var shift = zeros(32).requires_grad_();
        Tensor[] parameters = [weight, scale, shift];
        Tensor[] momenta = [.. parameters.Select(parameter => zeros_like(parameter).detach())];
        for (var step = 0; step < 5; step++)
        {
            var input = randn(16, 16, 14, 14).to(type);
            var mapped = nn.functional.conv2d(input, weight.to(type), padding: [1, 1]);
            var normal = nn.functional.batch_norm(mapped, null, null, scale, shift, training: true).relu();
            normal.to(ScalarType.Float32).pow(2).mean().backward();
            FusedSgd.Step(parameters, [.. parameters.Select(parameter => parameter.grad)], momenta, 0.1, 0.9, 1e-4, nesterov: true, step == 0);
            foreach (var parameter in parameters)
            {
                parameter.grad = null;
            }
        }

        return [.. parameters.SelectMany(parameter => parameter.detach().bytes.ToArray())];
    }
}
