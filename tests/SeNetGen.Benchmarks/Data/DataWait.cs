using System.Diagnostics;
using SeNetGen.Data;
using SeNetGen.Data.Folders;
using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.Benchmarks.Data;

/// <summary>How long training steps of seresnet18 at 224 x 224 wait for their images, with one worker beside LibTorch's own threads.</summary>
internal static class DataWait
{
    private const int BatchSize = 16;

    /// <summary>The share of each step's time that is spent waiting.</summary>
    public static IReadOnlyList<double> Shares(string photos, int steps)
    {
        LibTorch.EnsureLoaded();
        var preprocessing = new ImagePreprocessing();
        using var dataset = new ImageFolderDataset("photos", ImageFolder.Open(photos, DatasetSplit.Train), preprocessing.Size, preprocessing.Size, preprocessing.Training);
        using var loader = new BatchLoader(dataset, new BatchOptions { BatchSize = BatchSize, Shuffle = true, DropRemainder = true });
        using var normalisation = new Normalisation(preprocessing.Mean, preprocessing.Std, CPU);
        using var network = new Zoo.SeResNet18();
        using var optimizer = optim.SGD(network.parameters(), 0.01);
        network.train();
        var shares = new List<double>();
        for (var epoch = 0; shares.Count <= steps; epoch++)
        {
            using var batches = loader.Start(epoch);
            while (shares.Count <= steps && Step(batches, normalisation, network, optimizer) is double share)
            {
                shares.Add(share);
            }
        }

        // The first step of all waits for the first batch, as any run does once.
        return shares[1..];
    }

    private static double? Step(EpochBatches batches, Normalisation normalisation, Zoo.SeResNet18 network, optim.Optimizer optimizer)
    {
        using var scope = NewDisposeScope();
        var clock = Stopwatch.StartNew();
        if (batches.Next() is not Batch batch)
        {
            return null;
        }

        var waited = clock.Elapsed;
        var images = normalisation.Images(batch);
        var labels = normalisation.Labels(batch);
        optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(network.forward(images), labels);
        loss.backward();
        optimizer.step();
        return waited / clock.Elapsed;
    }
}
