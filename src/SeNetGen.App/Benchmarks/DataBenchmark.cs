using System.Diagnostics;
using SeNetGen.Data;
using SeNetGen.Data.Folders;
using SeNetGen.Images.Decoding;
using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.App.Benchmarks;

/// <summary>One row of the benchmark of data.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Rate">Images a second: of one core's time for what one thread does, of the clock's for loaders.</param>
/// <param name="Bytes">Managed bytes allocated an image, over all threads.</param>
internal sealed record DataRow(string Name, Measured Rate, double Bytes);

/// <summary>
/// How fast a folder's images come: decoded whole, through the whole chain of training (a random part at 224 x 224, mirrored by chance, normalised), and from a loader. The rows take turns, round after round, so that
/// a machine's moods meet all of them alike.
/// </summary>
internal sealed class DataBenchmark : IDisposable
{
    // Of images in memory, so that a large folder fits.
    private const long MostBytes = 256 << 20;
    private const int BatchSize = 32;
    private const int WarmUp = 8;

    private readonly List<(string Name, Action<int> Pass, bool IsLoader)> _rows = [];
    private readonly List<IDisposable> _owned = [];
    private readonly double[][] _rates;
    private readonly double[] _bytes;
    private readonly int _passes;

    /// <summary>Reads the images, and lets every row run for a while.</summary>
    /// <param name="folder">Training images, a folder a class.</param>
    /// <param name="rounds">How often each row is measured.</param>
    /// <exception cref="SenetException">There are no such images.</exception>
    public DataBenchmark(string folder, int rounds)
    {
        LibTorch.SetThreads(1);
        // Jitter is no part of the chain that the reference has.
        var preprocessing = new ImagePreprocessing { ColorJitter = 0 };
        var images = ImageFolder.Open(folder, DatasetSplit.Train);
        var files = Read(images);
        Images = files.Count;
        foreach (var turbo in ImageDecoder.JpegDecoder == "libturbojpeg" ? new[] { true, false } : [false])
        {
            var chain = Own(new ImageChain(files, preprocessing, turbo));
            var decoder = turbo ? "libturbojpeg" : "Skia";
            _rows.Add(($"decode whole, {decoder}", _ => chain.DecodeAll(), false));
            _rows.Add(($"decode, crop, flip, normalise, {decoder}", chain.RunAll, false));
        }

        var dataset = Own(new ImageFolderDataset("benchmark", images, preprocessing.Size, preprocessing.Size, preprocessing.Training));
        var normalisation = Own(new Normalisation(preprocessing.Mean, preprocessing.Std, CPU));
        foreach (var workers in new[] { 1, 2 })
        {
            var loader = Own(new BatchLoader(dataset, new BatchOptions { BatchSize = Math.Min(BatchSize, dataset.Count), Workers = workers, Shuffle = true, DropRemainder = true, Seed = 1 }));
            LoadedImages = loader.BatchesPerEpoch * loader.Options.BatchSize;
            _rows.Add((FormattableString.Invariant($"loader, {workers} {(workers == 1 ? "worker" : "workers")}"), epoch => Load(loader, normalisation, epoch), true));
        }

        _rates = [.. _rows.Select(_ => new double[rounds])];
        _bytes = new double[_rows.Count];
        // A pass over few images is too short to be told from the clock's steps.
        _passes = Math.Max(1, 100 / Images);
        foreach (var (_, pass, _) in _rows)
        {
            // Until the buffers have met crops of every size.
            for (var i = 0; i < WarmUp * _passes; i++)
            {
                pass(-1 - i);
            }
        }
    }

    /// <summary>Number of images in memory.</summary>
    public int Images { get; }

    /// <summary>Number of images that a loader's epoch gives.</summary>
    public int LoadedImages { get; }

    /// <summary>Measures.</summary>
    /// <param name="progress">Hears how many rounds are done.</param>
    public IReadOnlyList<DataRow> Run(Action<int> progress)
    {
        var rounds = _rates[0].Length;
        for (var round = 0; round < rounds; round++)
        {
            for (var row = 0; row < _rows.Count; row++)
            {
                Measure(row, round);
            }

            progress(round + 1);
        }

        return [.. _rows.Select((row, i) => new DataRow(row.Name, Measured.Of(_rates[i]), _bytes[i] / rounds))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var item in Enumerable.Reverse(_owned))
        {
            item.Dispose();
        }
    }

    private void Measure(int row, int round)
    {
        var (_, pass, isLoader) = _rows[row];
        var images = (double)_passes * (isLoader ? LoadedImages : Images);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < _passes; i++)
        {
            pass((round * _passes) + i);
        }

        var seconds = isLoader ? Stopwatch.GetElapsedTime(clock).TotalSeconds : (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        _rates[row][round] = images / Math.Max(seconds, 1e-6);
        _bytes[row] += (GC.GetTotalAllocatedBytes(precise: true) - allocated) / images;
    }

    private static void Load(BatchLoader loader, Normalisation normalisation, int epoch)
    {
        using var batches = loader.Start(epoch);
        while (batches.Next() is Batch batch)
        {
            using var images = normalisation.Images(batch);
        }
    }

    private static List<byte[]> Read(ImageFolder images)
    {
        var files = new List<byte[]>();
        var total = 0L;
        using var decoder = new ImageDecoder();
        var pixels = new Images.RgbImage();
        for (var i = 0; i < images.Count && total < MostBytes; i++)
        {
            var file = File.ReadAllBytes(images.PathOf(i));
            try
            {
                decoder.Decode(file, pixels);
            }
            catch (CorruptImageException error)
            {
                throw new SenetException($"{images.PathOf(i)}: {error.Message}: remove it, only whole images can be measured");
            }

            files.Add(file);
            total += file.Length;
        }

        return files;
    }

    private T Own<T>(T item)
        where T : IDisposable
    {
        _owned.Add(item);
        return item;
    }
}
