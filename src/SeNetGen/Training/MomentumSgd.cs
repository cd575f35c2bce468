using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.Training;

/// <summary>
/// Stochastic gradient descent with momentum as PyTorch and MindSpore define it: g += decay * w; v = momentum * v + g;
/// w -= lr * v, or lr * (g + momentum * v) in Nesterov's form. <see cref="FusedSgd"/> does the sums.
/// </summary>
internal sealed class MomentumSgd : IDisposable
{
    private readonly double _momentum;
    private readonly bool _nesterov;
    private readonly Group[] _groups;
    private readonly (string Name, Tensor Value)[] _named;

    public MomentumSgd(IReadOnlyList<(string Name, Tensor Value)> parameters, Recipe recipe)
    {
        _momentum = recipe.Momentum;
        // Looking ahead along no momentum is no look ahead.
        _nesterov = recipe.UseNesterov && recipe.Momentum != 0;
        // A velocity of zeros gives v = g in the first step, as a missing one does in PyTorch.
        _named = [.. parameters.Select(parameter => (parameter.Name, Value: zeros_like(parameter.Value).DetachFromDisposeScope()))];
        // What has one dimension is a norm's parameter or a bias.
        _groups =
        [
            .. parameters.Zip(_named, (parameter, velocity) => (parameter.Value, Velocity: velocity.Value))
                .GroupBy(entry => recipe.WeightDecayFilter == WeightDecayFilter.Disable || entry.Value.ndim > 1)
                .Select(group => new Group([.. group.Select(entry => entry.Value)], [.. group.Select(entry => entry.Velocity)], group.Key ? recipe.WeightDecay : 0)),
        ];
    }

    /// <summary>The velocities, named like their parameters.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> Momentum => _named;

    /// <summary>Forgets the gradients.</summary>
    public void ZeroGradients()
    {
        foreach (var group in _groups)
        {
            foreach (var parameter in group.Parameters)
            {
                parameter.grad = null;
            }
        }
    }

    /// <summary>Changes the parameters by their gradients.</summary>
    public void Step(double learningRate)
    {
        foreach (var group in _groups)
        {
            var gradients = group.Gradients;
            for (var i = 0; i < gradients.Length; i++)
            {
                gradients[i] = group.Parameters[i].grad;
            }

            FusedSgd.Step(group.Parameters, gradients, group.Velocities, learningRate, _momentum, group.Decay, _nesterov, isFirstStep: false);
            for (var i = 0; i < gradients.Length; i++)
            {
                gradients[i]?.Dispose();
                gradients[i] = null;
            }
        }
    }

    public void Dispose()
    {
        foreach (var (_, velocity) in _named)
        {
            velocity.Dispose();
        }
    }

    /// <summary>Parameters of one weight decay, with room for their gradients: a step allocates no arrays.</summary>
    private sealed record Group(Tensor[] Parameters, Tensor[] Velocities, double Decay)
    {
        public Tensor?[] Gradients { get; } = new Tensor?[Parameters.Length];
    }
}
