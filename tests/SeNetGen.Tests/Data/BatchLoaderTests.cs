using SeNetGen.Data;

namespace SeNetGen.Tests.Data;

public sealed class BatchLoaderTests
{
    private static readonly BatchOptions Training = new() { BatchSize = 8, Shuffle = true, DropRemainder = true, Seed = 5, Augmentation = new Augmentation(2, 0.5) };

    [Fact]
    public void Order_and_augmentation_do_not_depend_on_the_number_of_workers()
    {
        var one = Epoch(Training, 3);
        Assert.Equal(one, Epoch(Training with { Workers = 4 }, 3));
        Assert.Equal(one, Epoch(Training with { Workers = 7 }, 3));
    }

    [Fact]
    public void Epochs_and_seeds_differ()
    {
        var first = Epoch(Training, 1);
        Assert.NotEqual(first, Epoch(Training, 2));
        Assert.NotEqual(first, Epoch(Training with { Seed = 6 }, 1));
    }

    [Fact]
    public void A_later_start_gives_the_same_rest()
    {
        var whole = Epoch(Training with { Workers = 2 }, 4);
        Assert.Equal(whole[5..], Epoch(Training with { Workers = 3 }, 4, firstBatch: 5));
    }

    [Fact]
    public void Every_image_comes_once()
    {
        var labels = new List<long>();
        using var loader = new BatchLoader(new CountingDataset(29), new BatchOptions { BatchSize = 8, Shuffle = true, Workers = 3 });
        using var batches = loader.Start(1);
        var sizes = new List<int>();
        while (batches.Next() is Batch batch)
        {
            sizes.Add(batch.Count);
            labels.AddRange(batch.Labels.narrow(0, 0, batch.Count).data<long>().ToArray());
        }

        Assert.Equal([8, 8, 8, 5], sizes);
        Assert.Equal(Enumerable.Range(0, 29).Select(i => (long)(i % 10)).Order(), labels.Order());
    }

    [Fact]
    public void A_remainder_can_be_dropped()
    {
        using var loader = new BatchLoader(new CountingDataset(29), new BatchOptions { BatchSize = 8, DropRemainder = true });
        Assert.Equal(3, loader.BatchesPerEpoch);
    }

    [Fact]
    public void No_more_is_prepared_ahead_than_there_are_buffers()
    {
        var reads = 0;
        using var loader = new BatchLoader(new CountingDataset(800, onRead: _ => Interlocked.Increment(ref reads)), new BatchOptions { BatchSize = 8, Workers = 2 });
        using (var batches = loader.Start(1))
        {
            batches.Next();
            batches.Next();
        }

        // Two taken, and at most one more in each of the other buffers.
        Assert.InRange(reads, 16, 8 * (1 + 4));
    }

    [Fact]
    public void A_data_set_that_fails_fails_the_loop_not_the_process()
    {
        using var loader = new BatchLoader(new CountingDataset(80, onRead: index =>
        {
            if (index == 33)
            {
                throw new SenetException("image 33 is damaged");
            }
        }), new BatchOptions { BatchSize = 8, Workers = 2 });
        using var batches = loader.Start(1);
        var error = Assert.Throws<SenetException>(() =>
        {
            while (batches.Next() is not null)
            {
            }
        });
        Assert.Equal("image 33 is damaged", error.Message);
    }

    [Fact]
    public void An_epoch_may_be_left_early_and_another_started()
    {
        using var loader = new BatchLoader(new CountingDataset(80), Training with { Workers = 3 });
        loader.Start(1).Next();
        var again = loader.Start(2);
        var count = 0;
        while (again.Next() is not null)
        {
            count++;
        }

        Assert.Equal(10, count);
    }

    [Fact]
    public void Taking_batches_allocates_nothing()
    {
        using var loader = new BatchLoader(new CountingDataset(800), Training);
        using var batches = loader.Start(1);
        batches.Next();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++)
        {
            batches.Next();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static List<string> Epoch(BatchOptions options, int epoch, int firstBatch = 0)
    {
        using var loader = new BatchLoader(new CountingDataset(85), options);
        using var batches = loader.Start(epoch, firstBatch);
        var result = new List<string>();
        while (batches.Next() is Batch batch)
        {
            result.Add(Convert.ToHexString(batch.Pixels.bytes) + Convert.ToHexString(batch.Labels.bytes));
        }

        return result;
    }
}
