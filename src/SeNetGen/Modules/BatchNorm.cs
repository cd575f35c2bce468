using System.Globalization;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Batch normalisation over [N, C, H, W]. Statistics and parameters stay in float32 (float64 in a float64 network) whatever the
/// input's number format. State: <c>weight</c>, <c>bias</c>, <c>running_mean</c>, <c>running_var</c> [C] and <c>num_batches_tracked</c>,
/// an int64 scalar.
/// </summary>
public sealed class BatchNorm : AffineNorm
{
    private readonly int _channels;
    private readonly double _eps;
    private readonly double _momentum;

    /// <summary>Makes the norm.</summary>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="eps">What is added to the variance.</param>
    /// <param name="momentum">The new batch's share in the running statistics, as PyTorch counts it.</param>
    /// <param name="gamma">What the weight starts at; 0 for the last norm of a residual that shall start as an identity.</param>
    public BatchNorm(int channels, double eps = 1e-5, double momentum = 0.1, double gamma = 1)
        : base(channels, gamma)
    {
        _channels = channels;
        _eps = eps;
        _momentum = momentum;
        RunningMean = AddBuffer("running_mean", zeros(channels));
        RunningVariance = AddBuffer("running_var", ones(channels));
        BatchesTracked = AddBuffer("num_batches_tracked", zeros([], ScalarType.Int64));
    }

    /// <summary>The running mean, [C].</summary>
    public Tensor RunningMean { get; private set; }

    /// <summary>The running variance, [C], unbiased.</summary>
    public Tensor RunningVariance { get; private set; }

    /// <summary>How many training batches it has seen; an int64 scalar.</summary>
    public Tensor BatchesTracked { get; private set; }

    /// <summary>What is added to the variance.</summary>
    public double Eps => _eps;

    /// <summary>Normalises by the batch's statistics in training mode, by the running ones otherwise.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <returns>The same shape and number format.</returns>
    /// <exception cref="SenetException">In training mode, when there is one value a channel and so no variance.</exception>
    public override Tensor forward(Tensor input)
    {
        var isTraining = training;
        if (isTraining)
        {
            if (input.numel() <= _channels)
            {
                throw new SenetException(string.Create(CultureInfo.InvariantCulture, $"batch norm '{Path}' cannot train on one value a channel ([1, {_channels}, 1, 1]): give batches of at least 2 images, or larger images"));
            }

            BatchesTracked.add_(Functional.One, Functional.One);
        }

        return nn.functional.batch_norm(input, RunningMean, RunningVariance, Weight, Bias, isTraining, _momentum, _eps);
    }

    private protected override void InitialiseOwn(Initialisation initialisation)
    {
        base.InitialiseOwn(initialisation);
        RunningMean.fill_(Functional.Zero);
        RunningVariance.fill_(Functional.One);
        BatchesTracked.fill_(Functional.Zero);
    }

    private protected override void Replace(string name, Tensor tensor)
    {
        switch (name)
        {
            case "running_mean":
                RunningMean = tensor;
                break;
            case "running_var":
                RunningVariance = tensor;
                break;
            case "num_batches_tracked":
                BatchesTracked = tensor;
                break;
            default:
                base.Replace(name, tensor);
                break;
        }
    }
}
