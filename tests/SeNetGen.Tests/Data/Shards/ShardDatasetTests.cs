using System.Security.Cryptography;
using SeNetGen.Data;
using SeNetGen.Data.Folders;
using SeNetGen.Data.Shards;
using SeNetGen.Images;
using SeNetGen.Tests.Images;

namespace SeNetGen.Tests.Data.Shards;

/// <summary>Shards through decoder, transforms and loader.</summary>
public sealed class ShardDatasetTests : IDisposable
{
    private const int Size = 20;

    private static readonly ImagePreprocessing Preprocessing = new() { Size = Size, AutoAugment = "rand-m9-mstd0.5-inc1" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pixels_of_three_epochs_are_the_same_with_1_2_and_5_workers_corrupt_images_and_all()
    {
        using var dataset = OpenVectors();
        var one = Epochs(dataset, 1);

        Assert.Equal(3, one.Select(epoch => string.Concat(epoch)).Distinct().Count());
        Assert.Equal(one, Epochs(dataset, 2));
        Assert.Equal(one, Epochs(dataset, 5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Epoch_that_starts_in_its_middle_goes_on_with_the_same_pixels(int repeats)
    {
        using var dataset = OpenVectors();
        var options = Options(dataset, 2) with { Repeats = repeats };

        var whole = Hashes(dataset, options, 2, 0);

        Assert.Equal(whole[4..], Hashes(dataset, options with { Workers = 5 }, 2, 4));
    }

    [Fact]
    public void Image_is_what_its_file_alone_would_be()
    {
        using var dataset = OpenVectors(validation: true);
        var index = Enumerable.Range(0, dataset.Count).Single(i => dataset.PlaceOf(i).EndsWith("/rgb.png", StringComparison.Ordinal));
        var expected = new RgbImage();
        var random = new RandomStream(0, 0, 0);
        Preprocessing.Validation().Apply(DecoderVectors.Pixels("rgb.png"), expected, ref random);

        var pixels = new byte[Size * Size * 3];
        dataset.Read(index, pixels);

        Assert.Equal(expected.Span.ToArray(), pixels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Processes_validate_every_sample_once_each_a_run_of_its_own(int size)
    {
        using var dataset = OpenGreys(17, 0, 30, 3);
        var labels = Enumerable.Range(0, size).Select(rank => Labels(dataset, new BatchOptions { BatchSize = 4, EachOnce = true, Workers = 2, Share = new DataShare(rank, size) })).ToList();

        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), labels.SelectMany(own => own));
        Assert.InRange(labels.Max(own => own.Count) - labels.Min(own => own.Count), 0, 1);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public void Processes_train_equally_many_steps_on_different_samples(int size, bool dropRemainder)
    {
        using var dataset = OpenGreys(17, 0, 30, 3);
        var options = new BatchOptions { BatchSize = 4, Shuffle = true, DropRemainder = dropRemainder, Seed = 1, Workers = 2 };
        var labels = Enumerable.Range(0, size).Select(rank => Labels(dataset, options with { Share = new DataShare(rank, size) })).ToList();

        var each = dropRemainder ? 50 / size / 4 * 4 : 50 / size;
        Assert.All(labels, own => Assert.Equal(each, own.Count));
        Assert.Equal(size * each, labels.SelectMany(own => own).Distinct().Count());
    }

    [Fact]
    public void Part_of_the_samples_keeps_the_order_of_the_shards()
    {
        using var whole = OpenGreys(40, 40, 40);
        var part = ImageSubset.HoldOut(whole, 50).HeldOut;

        var order = part.Shuffled(1, 1).Select(part.IndexInWhole).ToList();

        Assert.Equal(whole.Shuffled(1, 1).Where(order.Contains), order);
        Assert.Equal(50, Labels(part, new BatchOptions { BatchSize = 7, Shuffle = true, Seed = 1, Workers = 3 }).Distinct().Count());
    }

    [Fact]
    public void No_more_waits_in_memory_than_the_buffer_and_the_look_ahead()
    {
        const int buffer = 30;
        var set = TarShard.Write(_folder, [.. Enumerable.Repeat(250, 8)]);
        using var dataset = Open(set, buffer);

        var labels = Labels(dataset, new BatchOptions { BatchSize = 50, Shuffle = true, Workers = 2 });

        Assert.Equal(2000, labels.Distinct().Count());
        Assert.InRange(dataset.MostHeld, 1, buffer + 256);
    }

    [Fact]
    public void Label_without_a_class_is_refused_with_its_place()
    {
        var set = TarShard.Write(_folder, 3, 3);
        Assert.Equal(
            $"{_folder["shard-000001.tar"]}: 000004.png has the label 4, but there are 4 classes, 0 to 3: mend it, or give num_classes or a class_map with all",
            Assert.Throws<SenetException>(() => new ShardDataset("webdataset", set, ["a", "b", "c", "d"], Size, Preprocessing.Training, 10)).Message);
    }

    [Fact]
    public void Shards_that_change_under_a_run_are_noticed()
    {
        using var dataset = OpenGreys(3, 3);
        Assert.True(dataset.IsUnchanged);

        using (var file = File.OpenWrite(_folder["shard-000001.tar"]))
        {
            file.SetLength(520);
        }

        Assert.False(dataset.IsUnchanged);
        var error = Assert.Throws<SenetException>(() => Labels(dataset, new BatchOptions { BatchSize = 6, Errors = new DataErrors("training", 6, 1) }));
        Assert.StartsWith($"{_folder["shard-000001.tar"]}: 000003.png is gone, the shard ends at byte 520: the data set was changed under the run", error.Message, StringComparison.Ordinal);

        File.Delete(_folder["shard-000001.tar"]);
        error = Assert.Throws<SenetException>(() => Labels(dataset, new BatchOptions { BatchSize = 6, Errors = new DataErrors("training", 6, 1) }));
        Assert.Contains("is gone: the data set was changed under the run", error.Message, StringComparison.Ordinal);
    }

    private ShardDataset OpenGreys(params int[] counts) => Open(TarShard.Write(_folder, counts), buffer: 10);

    private static ShardDataset Open(ShardSet set, int buffer) => new("webdataset", set, [.. Enumerable.Range(0, set.Count).Select(i => $"{i}")], Size, new ImagePreprocessing { Size = Size, ColorJitter = 0 }.Training, buffer);

    private ShardDataset OpenVectors(bool validation = false)
    {
        // Corrupt files among them: what takes their place must not depend on the threads either.
        var samples = DecoderVectors.Decoded.Concat(DecoderVectors.Refused).Order(StringComparer.Ordinal).Select((name, i) => (Name: name, Image: DecoderVectors.File(name), Label: i % 4)).ToList();
        // Keys end at the first dot, and some vectors share one but for the extension.
        var shards = samples.Chunk(9).Select((chunk, s) =>
        {
            var file = _folder[$"vectors-{s}.tar"];
            File.WriteAllBytes(file, TarShard.Samples([.. chunk.Select((sample, i) => ($"{i}/{sample.Name}", sample.Image, sample.Label))]));
            return file;
        });
        return new ShardDataset("webdataset", ShardSet.Open([.. shards]), ["a", "b", "c", "d"], Size, validation ? Preprocessing.Validation : Preprocessing.Training, buffer: 12);
    }

    private static BatchOptions Options(ShardDataset dataset, int workers)
        => new() { BatchSize = 8, Shuffle = true, DropRemainder = true, Seed = 3, Workers = workers, Errors = new DataErrors("training", dataset.Count, 1) };

    private static List<List<string>> Epochs(ShardDataset dataset, int workers) => [.. Enumerable.Range(1, 3).Select(epoch => Hashes(dataset, Options(dataset, workers), epoch, 0))];

    private static List<string> Hashes(ShardDataset dataset, BatchOptions options, int epoch, int firstBatch)
    {
        using var loader = new BatchLoader(dataset, options);
        using var batches = loader.Start(epoch, firstBatch);
        var hashes = new List<string>();
        while (batches.Next() is Batch batch)
        {
            hashes.Add(Convert.ToHexString(SHA256.HashData(batch.Pixels.bytes)) + Convert.ToHexString(batch.Labels.bytes));
        }

        return hashes;
    }

    private static List<long> Labels(IImageDataset dataset, BatchOptions options)
    {
        using var loader = new BatchLoader(dataset, options);
        using var batches = loader.Start(1);
        var labels = new List<long>();
        while (batches.Next() is Batch batch)
        {
            labels.AddRange(batch.Labels.data<long>().ToArray()[..batch.Count]);
        }

        return labels;
    }
}
