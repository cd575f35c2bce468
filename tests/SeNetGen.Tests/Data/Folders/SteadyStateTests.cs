using SeNetGen.Data;
using SeNetGen.Data.Folders;
using SeNetGen.Images.Decoding;
using SeNetGen.Tests.Images;
using SeNetGen.Torch;
using TorchSharp;

namespace SeNetGen.Tests.Data.Folders;

/// <summary>What the loader costs once it is warm, and whom it leaves alone.</summary>
public sealed class SteadyStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SteadyStateTests()
    {
        // Enough batches that some are still to come when the measuring begins.
        for (var i = 0; i < 400; i++)
        {
            var path = _folder[$"train/class {i % 2}/{i:D3}.jpg"];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, DecoderVectors.File("baseline.jpg"));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Warm_loader_allocates_nothing_an_image_over_all_threads_and_Skia_less_than_a_kilobyte()
    {
        using var dataset = Open();
        using var loader = new BatchLoader(dataset, new BatchOptions { BatchSize = 4, Shuffle = true, Workers = 2 });
        using (var first = loader.Start(1))
        {
            while (first.Next() is not null)
            {
            }
        }

        using var batches = loader.Start(2);
        for (var i = 0; i < 20; i++)
        {
            batches.Next();
        }

        // The least of some rounds: the test's own runner allocates now and then too.
        var least = double.MaxValue;
        for (var round = 0; round < 6; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var images = 0;
            for (var i = 0; i < 10; i++)
            {
                images += batches.Next()!.Count;
            }

            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)images);
        }

        var most = ImageDecoder.JpegDecoder == "libturbojpeg" && OperatingSystem.IsLinux() ? 0 : 1023;
        Assert.True(least <= most, FormattableString.Invariant($"{least} bytes an image with {ImageDecoder.JpegDecoder}"));
    }

    [Fact]
    public void Workers_are_as_many_as_configured_and_leave_LibTorch_its_threads()
    {
        LibTorch.EnsureLoaded();
        var threads = torch.get_num_threads();
        var workers = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        var counting = new CountingDataset(400, onRead: _ => workers.TryAdd(Thread.CurrentThread.Name!, Environment.CurrentManagedThreadId));
        using var loader = new BatchLoader(counting, new BatchOptions { BatchSize = 4, Workers = 3 });
        using (var batches = loader.Start(1))
        {
            while (batches.Next() is not null)
            {
                Assert.Equal(threads, torch.get_num_threads());
            }
        }

        Assert.Subset(new HashSet<string> { "batch worker 0", "batch worker 1", "batch worker 2" }, workers.Keys.ToHashSet());
        Assert.Equal(threads, torch.get_num_threads());
    }

    private ImageFolderDataset Open() => new("image_folder", ImageFolder.Open(_folder.Path, DatasetSplit.Train, null, null), 24, 24, new ImagePreprocessing { Size = 24 }.Training);
}
