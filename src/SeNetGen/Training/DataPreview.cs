using SeNetGen.Checkpoints;
using SeNetGen.Data;
using SeNetGen.Images;
using SeNetGen.Images.Decoding;

namespace SeNetGen.Training;

/// <summary>What a preview shows.</summary>
/// <param name="File">The sheet.</param>
/// <param name="Width">Its columns.</param>
/// <param name="Height">Its rows.</param>
/// <param name="Training">The training images, row by row: their places and labels.</param>
/// <param name="Validation">The validation images.</param>
/// <param name="Unreadable">Images that were passed over because they cannot be read, each with its reason.</param>
public sealed record DataPreviewResult(string File, int Width, int Height, IReadOnlyList<(string Place, string Label)> Training, IReadOnlyList<(string Place, string Label)> Validation, IReadOnlyList<string> Unreadable);

/// <summary>
/// Shows what a network sees: training images as the recipe changes them, some draws of each, and validation images. Mixup and CutMix, which mix whole batches afterwards, do not show.
/// </summary>
public static class DataPreview
{
    /// <summary>Draws of each training image, which are the sheet's columns.</summary>
    public const int Draws = 8;

    /// <summary>Makes the sheet and writes it as a PNG, wholly or not at all.</summary>
    /// <param name="recipe">Data set, preprocessing and seed.</param>
    /// <param name="images">How many training images are shown, and as many rows of validation images.</param>
    /// <param name="file">The PNG.</param>
    /// <param name="embedded">Gives data files that the program carries.</param>
    /// <exception cref="SenetException">The data cannot be read, or the file cannot be written.</exception>
    public static DataPreviewResult Write(Recipe recipe, int images, string file, Func<string, Stream?>? embedded)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        if (Directory.Exists(file))
        {
            throw new SenetException($"'{file}' is a folder: give a file in it");
        }

        var (train, validation) = RunData.Open(recipe, embedded, classNames: null);
        var unreadable = new List<string>();
        var sheet = new ContactSheet(Draws, train.Width, train.Height);
        sheet.Begin($"Training: each row is one image, changed anew in each epoch");
        var shown = Show(train, images, Draws, new Augmentation(recipe.CropPadding, RecipeDefaults.Hflip(recipe)), recipe.Seed, sheet, unreadable);
        sheet.Begin("Validation");
        var validated = Show(validation, images * Draws, 1, Augmentation.None, recipe.Seed, sheet, unreadable);
        AtomicFile.Write(file, sheet.Write);
        return new DataPreviewResult(file, sheet.Width, sheet.Height, shown, validated, unreadable);
    }

    private static List<(string Place, string Label)> Show(IImageDataset dataset, int wanted, int draws, Augmentation augmentation, int seed, ContactSheet sheet, List<string> unreadable)
    {
        using var reader = dataset.OpenReader(augmentation);
        var shown = new List<(string, string)>();
        foreach (var start in Spread(dataset.Count, wanted))
        {
            if (FirstReadable(dataset, start, reader, seed, unreadable) is not int index)
            {
                break;
            }

            var label = dataset.ClassNames[dataset.Label(index)];
            for (var epoch = 1; epoch <= draws; epoch++)
            {
                var random = new RandomStream(seed, epoch, index);
                sheet.Add(Read(dataset, index, reader, ref random), label);
            }

            shown.Add((dataset.PlaceOf(index), label));
        }

        return shown.Count > 0 ? shown : throw new SenetException($"no image of dataset '{dataset.Name}' can be read; the first is {unreadable[0]}");
    }

    // Evenly over the data set, and so over its classes where it is in their order.
    private static IEnumerable<int> Spread(int count, int wanted)
    {
        var shown = Math.Min(count, wanted);
        return Enumerable.Range(0, shown).Select(i => (int)((long)i * count / shown));
    }

    // Of those that are not shown otherwise: a few, so that a folder of damaged files is told and not gone through.
    private static int? FirstReadable(IImageDataset dataset, int start, IImageReader reader, int seed, List<string> unreadable)
    {
        const int tries = 10;
        for (var index = start; index < Math.Min(dataset.Count, start + tries); index++)
        {
            try
            {
                var random = new RandomStream(seed, 0, index);
                _ = Read(dataset, index, reader, ref random);
                return index;
            }
            catch (Exception error) when (error is CorruptImageException or IOException or UnauthorizedAccessException)
            {
                unreadable.Add($"{dataset.PlaceOf(index)}: {error.Message}");
            }
        }

        return null;
    }

    private static RgbImage Read(IImageDataset dataset, int index, IImageReader reader, ref RandomStream random)
    {
        var pixels = new byte[dataset.Height * dataset.Width * dataset.Channels];
        reader.Read(index, ref random, pixels);
        var image = new RgbImage(dataset.Width, dataset.Height);
        var to = image.Span;
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = dataset.Channels == RgbImage.Channels ? pixels[i] : pixels[i / RgbImage.Channels];
        }

        return image;
    }
}
