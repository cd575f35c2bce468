using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Training;

/// <summary>
/// Stochastic gradient descent with momentum as PyTorch and MindSpore define it: g += decay * w; v = momentum * v + g;
/// w -= lr * v, or lr * (g + momentum * v) in Nesterov's form.
/// </summary>
internal sealed class MomentumSgd : IDisposable
{
    private readonly Tensor[] _parameters;
    private readonly Tensor[] _velocities;
    private readonly bool[] _isDecayed;
    private readonly (string Name, Tensor Value)[] _named;
    private readonly Scalar _momentum;
    private readonly Scalar _decay;
    private readonly Scalar _one = 1.0;
    private readonly bool _nesterov;
    private readonly bool _decays;

    public MomentumSgd(IReadOnlyList<(string Name, Tensor Value)> parameters, Recipe recipe)
    {
        _parameters = [.. parameters.Select(parameter => parameter.Value)];
        // The rate of step 0 counts for the first velocity alike: a velocity of zeros gives v = g, as a missing one does in PyTorch.
        _velocities = [.. _parameters.Select(parameter => zeros_like(parameter).detach().DetachFromDisposeScope())];
        // What has one dimension is a norm's parameter or a bias.
        _isDecayed = [.. _parameters.Select(parameter => recipe.WeightDecayFilter == WeightDecayFilter.Disable || parameter.ndim > 1)];
        _named = [.. parameters.Select((parameter, i) => (parameter.Name, _velocities[i]))];
        _momentum = recipe.Momentum;
        _decay = recipe.WeightDecay;
        _decays = recipe.WeightDecay > 0;
        _nesterov = recipe.UseNesterov;
    }

    /// <summary>The velocities, named like their parameters.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> Momentum => _named;

    /// <summary>Forgets the gradients.</summary>
    public void ZeroGradients()
    {
        foreach (var parameter in _parameters)
        {
            parameter.grad = null;
        }
    }

    /// <summary>Changes the parameters by their gradients; the gradients are spent afterwards.</summary>
    public void Step(double learningRate)
    {
        using var noGrad = no_grad();
        using Scalar rate = -learningRate;
        for (var i = 0; i < _parameters.Length; i++)
        {
            using var gradient = _parameters[i].grad;
            if (gradient is null)
            {
                continue;
            }

            if (_decays && _isDecayed[i])
            {
                gradient.add_(_parameters[i], _decay);
            }

            _velocities[i].mul_(_momentum);
            _velocities[i].add_(gradient, _one);
            if (_nesterov)
            {
                gradient.add_(_velocities[i], _momentum);
                _parameters[i].add_(gradient, rate);
            }
            else
            {
                _parameters[i].add_(_velocities[i], rate);
            }
        }
    }

    public void Dispose()
    {
        foreach (var velocity in _velocities)
        {
            velocity.Dispose();
        }

        _momentum.Dispose();
        _decay.Dispose();
        _one.Dispose();
    }
}
