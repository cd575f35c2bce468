using System.Security.Cryptography;
using SeNetGen.Data;
using SeNetGen.Data.Folders;
using SeNetGen.Images;
using SeNetGen.Images.Resampling;
using SeNetGen.Images.Transforms;
using SeNetGen.Tests.Images;

namespace SeNetGen.Tests.Data.Folders;

/// <summary>A folder of files of every kind, through decoder, transforms and loader.</summary>
public sealed class ImageFolderDatasetTests : IDisposable
{
    private const int Size = 20;

    private static readonly ImagePreprocessing Preprocessing = new() { Size = Size, Vflip = 0.25, AutoAugment = "rand-m9-mstd0.5-inc1", ErasingProbability = 0.5, ErasingMode = ErasingMode.Pixel };

    private readonly TemporaryFolder _folder = new();

    public ImageFolderDatasetTests()
    {
        // Corrupt files among them: what takes their place must not depend on the threads either.
        var number = 0;
        foreach (var name in DecoderVectors.Decoded.Concat(DecoderVectors.Refused).Order(StringComparer.Ordinal))
        {
            var path = _folder[$"train/class {number++ % 4}/{name}"];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, DecoderVectors.File(name));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pixels_of_three_epochs_are_the_same_with_1_2_and_5_workers()
    {
        var one = Epochs(1);

        Assert.Equal(3, one.Select(epoch => string.Concat(epoch)).Distinct().Count());
        Assert.Equal(one, Epochs(2));
        Assert.Equal(one, Epochs(5));
    }

    [Fact]
    public void Epoch_that_starts_in_its_middle_goes_on_with_the_same_pixels()
    {
        using var dataset = Open(Preprocessing.Training);
        var options = Options(dataset, 1);

        var whole = Hashes(dataset, options, 2, 0);

        Assert.Equal(whole[4..], Hashes(dataset, options with { Workers = 5, Errors = new DataErrors("training", dataset.Count, 1) }, 2, 4));
    }

    [Fact]
    public void Validation_sees_the_middle_of_the_resized_image()
    {
        using var dataset = Open(Preprocessing.Validation);
        var index = Enumerable.Range(0, dataset.Count).Single(i => Path.GetFileName(dataset.PlaceOf(i)) == "rgb.png");
        var expected = new RgbImage();
        var random = new RandomStream(0, 0, 0);
        Preprocessing.Validation().Apply(DecoderVectors.Pixels("rgb.png"), expected, ref random);

        var pixels = new byte[Size * Size * 3];
        dataset.Read(index, pixels);

        Assert.Equal(expected.Span.ToArray(), pixels);
    }

    [Fact]
    public void Corrupt_file_is_named()
    {
        using var dataset = Open(Preprocessing.Training);
        using var loader = new BatchLoader(dataset, new BatchOptions { BatchSize = 8, Workers = 2 });
        using var batches = loader.Start(0);

        var error = Assert.Throws<SenetException>(() =>
        {
            while (batches.Next() is not null)
            {
            }
        });

        Assert.Matches("train.class [0-3].[a-z-]+.(jpg|png|gif|bmp|webp): it", error.Message);
    }

    [Fact]
    public void File_that_cannot_be_read_counts_as_corrupt_and_is_named()
    {
        using var dataset = Open(Preprocessing.Training);
        var path = dataset.PlaceOf(Enumerable.Range(0, dataset.Count).Single(i => Path.GetFileName(dataset.PlaceOf(i)) == "rgb.png"));
        // Root may read every file, but nobody a folder as one.
        File.Delete(path);
        Directory.CreateDirectory(path);
        var options = Options(dataset, 2);

        _ = Hashes(dataset, options with { DropRemainder = false }, 1, 0);

        Assert.Contains(options.Errors!.TakeUntold(), line => line.StartsWith($"{path}: it cannot be read: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Small_images_are_padded_and_cut_where_that_is_wanted()
    {
        var random = new RandomStream(1, 2, 3);
        var target = new RgbImage();
        var source = new RgbImage(40, 30);
        source.Span.Fill(9);

        new ImagePreprocessing { Size = Size, CropPadding = 4, ColorJitter = 0 }.Training().Apply(source, target, ref random);

        Assert.Equal((Size, Size), (target.Width, target.Height));
        // Nothing but the image and the black around it.
        Assert.Equal([0, 9], target.Span.ToArray().Distinct().Order().Select(value => (int)value));
    }

    [Fact]
    public void Each_augmentation_changes_what_training_sees_and_none_of_what_validation_does()
    {
        var plain = new ImagePreprocessing { Size = Size, ColorJitter = 0, Hflip = 0 };
        ImagePreprocessing[] augmented =
        [
            plain,
            plain with { ColorJitter = 0.4 },
            plain with { AutoAugment = "original" },
            plain with { ErasingProbability = 1 },
            plain with { Hflip = 1 },
            plain with { Vflip = 1 },
            plain with { Filter = ResampleFilter.Bicubic },
            plain with { Method = ResizeMethod.OpenCv },
            plain with { Scale = (0.9, 1) },
        ];

        Assert.Equal(augmented.Length, augmented.Select(preprocessing => Pixels(preprocessing.Training())).Distinct().Count());
        Assert.Single(augmented.Take(6).Select(preprocessing => Pixels(preprocessing.Validation())).Distinct());
        Assert.Contains("did you mean 'original'", Assert.Throws<SenetException>(() => (plain with { AutoAugment = "orignal" }).Training()).Message, StringComparison.Ordinal);

        static string Pixels(IImageTransform transform)
        {
            var random = new RandomStream(4, 5, 6);
            var target = new RgbImage();
            transform.Apply(DecoderVectors.Pixels("rgb.png"), target, ref random);
            return Convert.ToHexString(target.Span);
        }
    }

    [Fact]
    public void Files_that_come_and_go_are_noticed()
    {
        using var dataset = Open(Preprocessing.Training);
        Assert.True(dataset.IsUnchanged);

        File.WriteAllText(_folder["train/class 0/new.jpg"], "x");
        Directory.SetLastWriteTimeUtc(_folder["train/class 0"], DateTime.UnixEpoch);

        Assert.False(dataset.IsUnchanged);
    }

    private ImageFolderDataset Open(Func<IImageTransform> transform)
        => new("image_folder", ImageFolder.Open(_folder.Path, DatasetSplit.Train, null, null), Size, Size, transform);

    private static BatchOptions Options(ImageFolderDataset dataset, int workers)
        => new() { BatchSize = 8, Shuffle = true, DropRemainder = true, Seed = 3, Workers = workers, Errors = new DataErrors("training", dataset.Count, 1) };

    private List<List<string>> Epochs(int workers)
    {
        using var dataset = Open(Preprocessing.Training);
        var options = Options(dataset, workers);
        return [.. Enumerable.Range(1, 3).Select(epoch => Hashes(dataset, options, epoch, 0))];
    }

    private static List<string> Hashes(ImageFolderDataset dataset, BatchOptions options, int epoch, int firstBatch)
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
}
