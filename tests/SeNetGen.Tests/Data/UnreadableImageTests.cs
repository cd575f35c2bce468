using SeNetGen.Data;
using SeNetGen.Images;
using SeNetGen.Images.Decoding;

namespace SeNetGen.Tests.Data;

/// <summary>What the loader does about images that cannot be read, and how processes share an epoch.</summary>
public sealed class UnreadableImageTests
{
    private static readonly BatchOptions Training = new() { BatchSize = 8, Shuffle = true, DropRemainder = true, Seed = 5 };

    [Fact]
    public void Next_image_takes_the_place_of_a_corrupt_one_in_training_whatever_the_number_of_workers()
    {
        var whole = Labels(new FaultyDataset(40), Training).Order().ToList();
        // 7 is followed by 8, 8 by 9; each place gets an image.
        var expected = Enumerable.Range(0, 40).Select(i => (long)(i is 7 or 8 ? 9 : i)).Order().ToList();
        foreach (var workers in new[] { 1, 2, 5 })
        {
            var errors = new DataErrors("training", 40, 0.5);
            var labels = Labels(new FaultyDataset(40, index => index is 7 or 8 ? new CorruptImageException("it is cut off") : null), Training with { Workers = workers, Errors = errors });
            Assert.Equal(expected, labels.Order());
            Assert.Equal(["file 7: it is cut off", "file 8: it is cut off"], errors.TakeUntold());
            Assert.Empty(errors.TakeUntold());
        }

        Assert.Equal(Enumerable.Range(0, 40).Select(i => (long)i), whole);
    }

    [Fact]
    public void Corrupt_image_is_left_out_of_a_validation()
    {
        var errors = new DataErrors("validation", 20, 0.5);

        // The whole second batch and one image of the last.
        var sizes = Sizes(new FaultyDataset(20, index => index is (>= 8 and < 16) or 17 ? new CorruptImageException("it is empty") : null), new BatchOptions { BatchSize = 8, EachOnce = true, Workers = 2, Errors = errors }, out var labels);

        Assert.Equal([8, 0, 3], sizes);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 16, 18, 19], labels);
        Assert.Equal(9, errors.Count);
    }

    [Fact]
    public void Image_that_can_be_read_at_the_second_try_is_no_error()
    {
        var tries = 0;
        var errors = new DataErrors("training", 16, 0);

        var labels = Labels(new FaultyDataset(16, index => index == 3 && Interlocked.Increment(ref tries) == 1 ? new IOException("a bad moment") : null), new BatchOptions { BatchSize = 8, Errors = errors });

        Assert.Equal(Enumerable.Range(0, 16).Select(i => (long)i), labels);
        Assert.Equal(0, errors.Count);
        Assert.Equal(2, tries);
    }

    [Fact]
    public void Run_fails_past_the_share_that_may_be_corrupt_and_names_all_in_a_file()
    {
        using var folder = new TemporaryFolder();
        var errors = new DataErrors("training", 40, 0.05);
        errors.LogTo(folder["data-errors.log"]);

        var error = Assert.Throws<SenetException>(() => Labels(new FaultyDataset(40, index => index % 10 == 4 ? new UnauthorizedAccessException("no right") : null), Training with { Shuffle = false, Errors = errors }));

        Assert.StartsWith("3 of 40 training images cannot be read, more than max_corrupt 0.05 allows; the last is file 24: it cannot be read: no right: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(["training\tfile 4\tit cannot be read: no right", "training\tfile 14\tit cannot be read: no right", "training\tfile 24\tit cannot be read: no right"], File.ReadAllLines(folder["data-errors.log"]));
    }

    [Fact]
    public void File_that_is_gone_ends_the_run()
    {
        var error = Assert.Throws<SenetException>(() => Labels(new FaultyDataset(16, index => index == 3 ? new FileNotFoundException() : null), Training with { Errors = new DataErrors("training", 16, 1) }));

        Assert.StartsWith("file 3 is gone: the data set was changed under the run", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defect_in_a_worker_reaches_the_loop_with_file_and_cause()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Labels(new FaultyDataset(16, index => index == 3 ? new ArithmeticException("our fault") : null), Training with { Workers = 2 }));

        Assert.Equal("file 3: ArithmeticException: our fault", error.Message);
        Assert.IsType<ArithmeticException>(error.InnerException);
    }

    [Theory]
    [InlineData(29, 3)]
    [InlineData(30, 3)]
    [InlineData(2, 4)]
    public void Ranks_validate_every_image_exactly_once(int count, int ranks)
    {
        var labels = new List<long>();
        for (var rank = 0; rank < ranks; rank++)
        {
            labels.AddRange(Labels(new FaultyDataset(count), new BatchOptions { BatchSize = 4, EachOnce = true, Share = new DataShare(rank, ranks) }));
        }

        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), labels.Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ranks_train_equally_many_steps_on_different_images(bool dropRemainder)
    {
        const int ranks = 3;
        var steps = new HashSet<string>();
        var labels = new List<long>();
        for (var rank = 0; rank < ranks; rank++)
        {
            steps.Add(string.Join(' ', Sizes(new FaultyDataset(47), Training with { BatchSize = 4, DropRemainder = dropRemainder, Share = new DataShare(rank, ranks) }, out var own)));
            labels.AddRange(own);
        }

        Assert.Equal(dropRemainder ? "4 4 4" : "4 4 4 3", Assert.Single(steps));
        Assert.Equal(labels.Count, labels.Distinct().Count());
    }

    private static List<long> Labels(IImageDataset dataset, BatchOptions options)
    {
        Sizes(dataset, options, out var labels);
        return labels;
    }

    private static List<int> Sizes(IImageDataset dataset, BatchOptions options, out List<long> labels)
    {
        using var loader = new BatchLoader(dataset, options);
        using var batches = loader.Start(1);
        var sizes = new List<int>();
        labels = [];
        while (batches.Next() is Batch batch)
        {
            sizes.Add(batch.Count);
            labels.AddRange(batch.Labels.data<long>().ToArray()[..batch.Count]);
        }

        return sizes;
    }

    /// <summary>Images some of which fail; an image's label is its index.</summary>
    private sealed class FaultyDataset(int count, Func<int, Exception?>? fault = null) : IImageDataset
    {
        public string Name => "faulty";

        public int Count => count;

        public int Classes => count;

        public IReadOnlyList<string> ClassNames { get; } = [.. Enumerable.Range(0, count).Select(c => $"class {c}")];

        public int Channels => RgbImage.Channels;

        public int Height => 2;

        public int Width => 2;

        public void Read(int index, Span<byte> pixels)
        {
            if (fault?.Invoke(index) is Exception error)
            {
                throw error;
            }

            pixels.Fill((byte)index);
        }

        public int Label(int index) => index;

        public string PlaceOf(int index) => $"file {index}";
    }
}
