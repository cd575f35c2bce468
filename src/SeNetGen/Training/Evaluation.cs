using System.Diagnostics;
using SeNetGen.Checkpoints;
using SeNetGen.Data;
using SeNetGen.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Training;

/// <summary>Measures a network on one data set, any number of times. Everything that reports an accuracy comes here.</summary>
internal sealed class Evaluation : IDisposable
{
    // The batch is decided by the images alone, never by a recipe: with the batch, the kernels that LibTorch chooses and so the last
    // digits could change. 256 images of 28 x 28, fewer of larger ones.
    private const int LargestBatch = 256;
    private const int PixelsPerBatch = 1 << 21;

    private readonly Network _network;
    private readonly IImageDataset _dataset;
    private readonly Normalisation _normalisation;
    private readonly BatchLoader _loader;
    private readonly Tensor _hits1;
    private readonly Tensor _hits5;
    private readonly Tensor _loss;
    private readonly Tensor _classIndices;

    public Evaluation(Network network, IImageDataset dataset, Normalisation normalisation, Device device, Recipe recipe, DataShare share)
    {
        _network = network;
        _dataset = dataset;
        _normalisation = normalisation;
        Errors = new DataErrors("validation", share.Count(dataset.Count, eachOnce: true), recipe.MaxCorrupt);
        _loader = new BatchLoader(dataset, new BatchOptions
        {
            BatchSize = Math.Clamp(PixelsPerBatch / (dataset.Height * dataset.Width), 1, LargestBatch),
            Workers = recipe.NumParallelWorkers,
            EachOnce = true,
            Share = share,
            Errors = Errors,
            Pinned = device.type == DeviceType.CUDA,
        });
        _hits1 = zeros([], ScalarType.Int64, device).DetachFromDisposeScope();
        _hits5 = zeros([], ScalarType.Int64, device).DetachFromDisposeScope();
        _loss = zeros([], ScalarType.Float64, device).DetachFromDisposeScope();
        _classIndices = arange(dataset.Classes, ScalarType.Int64, device).DetachFromDisposeScope();
    }

    /// <summary>The images that cannot be read, and are left out of the figures.</summary>
    public DataErrors Errors { get; }

    /// <summary>Goes through all images of this process's share once, in evaluation mode; the network is in the mode it was in afterwards.</summary>
    /// <param name="progress">Hears how many images are done, of how many; null for nobody.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public ValidationResult Run(Action<int, int>? progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var wasTraining = _network.training;
        _network.eval();
        try
        {
            using var noGrad = no_grad();
            // TorchSharp's zero_() leaves a second handle behind.
            _hits1.fill_(Functional.Zero);
            _hits5.fill_(Functional.Zero);
            _loss.fill_(Functional.Zero);
            var done = 0;
            using var batches = _loader.Start(0);
            while (batches.Next() is Batch batch)
            {
                cancellation.ThrowIfCancellationRequested();
                if (batch.Count > 0)
                {
                    Measure(batch);
                }

                done += batch.Count;
                progress?.Invoke(done, _loader.ImagesPerEpoch);
            }

            if (_loader.ImagesPerEpoch == 0)
            {
                // More processes than images: this one has no part in the figures.
                return new ValidationResult(0, _dataset.Classes >= 5 ? 0 : null, 0, 0, clock.Elapsed.TotalSeconds);
            }

            if (done == 0)
            {
                throw new SenetException($"no image of dataset '{_dataset.Name}' can be read; the first is {_dataset.PlaceOf(0)}");
            }

            var count = (double)done;
            double? top5 = _dataset.Classes >= 5 ? _hits5.ToInt64() / count : null;
            return new ValidationResult(_hits1.ToInt64() / count, top5, _loss.ToDouble() / count, done, clock.Elapsed.TotalSeconds) { Unreadable = _loader.ImagesPerEpoch - done };
        }
        finally
        {
            _network.train(wasTraining);
        }
    }

    public void Dispose()
    {
        _loader.Dispose();
        _hits1.Dispose();
        _hits5.Dispose();
        _loss.Dispose();
        _classIndices.Dispose();
    }

    private void Measure(Batch batch)
    {
        using var scope = NewDisposeScope();
        var images = _normalisation.Images(batch);
        var labels = _normalisation.Labels(batch);
        var logits = _network.forward(images);
        var column = labels.unsqueeze(1);
        var target = logits.gather(1, column);
        // A label's rank: how many classes are not clearly below it. Of equal scores the lower class goes first, as argmax has it; a
        // score that is no number is below none.
        var below = logits.lt(target).logical_or(logits.eq(target).logical_and(_classIndices.gt(column)));
        var hits = below.sum(1);
        // Held until the calls are over: a number that TorchSharp converts by itself may be collected while LibTorch reads it.
        using Scalar allOthers = _dataset.Classes - 1;
        using Scalar allButFive = _dataset.Classes - 5;
        _hits1.add_(hits.ge(allOthers).sum(), Functional.One);
        _hits5.add_(hits.ge(allButFive).sum(), Functional.One);
        var losses = nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.Sum);
        _loss.add_(losses.to(ScalarType.Float64), Functional.One);
    }
}
