using SeNetGen.Data;
using SeNetGen.Data.Folders;
using SeNetGen.Images;
using SeNetGen.Images.Decoding;

namespace SeNetGen.Cli.Tests;

/// <summary><c>data preview</c> and <c>benchmark data</c>.</summary>
public sealed class DataCommandTests : IDisposable
{
    private const int Size = 24;

    private readonly Senet _senet = new();

    public DataCommandTests()
    {
        EmbeddedImages.Write(Path.Combine(_senet.Folder, "photos"), train: 4, validation: 2);
        _senet.Write("recipe.yaml", "model: seresnet8\ndataset: image_folder\nimage_resize: 24\nauto_augment: rand-m9-mstd0.5-inc1\nre_prob: 0.5\n");
    }

    public void Dispose() => _senet.Dispose();

    [Fact]
    public async Task Preview_shows_what_a_network_sees()
    {
        var result = (await _senet.Run("data", "preview", "recipe.yaml", "--data_dir", "photos", "-o", "sheet.png", "--images", "5", "--json")).Succeeded().Json;

        var sheet = Decode("sheet.png");
        Assert.Equal((8 + (8 * (Size + 8)), result.GetProperty("height").GetInt32()), (sheet.Width, sheet.Height));
        Assert.Equal(result.GetProperty("width").GetInt32(), sheet.Width);
        Assert.Equal(["0 T-shirt top", "2 Pullover", "4 Coat", "6 Shirt", "8 Bag"], result.GetProperty("training").EnumerateArray().Select(shown => shown.GetProperty("label").GetString()));
        // Training: five rows below the heading, eight draws of each image that are not all alike.
        for (var row = 0; row < 5; row++)
        {
            var draws = Enumerable.Range(0, 8).Select(column => Convert.ToHexString(Cell(sheet, row, column))).Distinct().Count();
            Assert.InRange(draws, 4, 8);
        }

        // Validation: all twenty images, as validation reads them.
        using var dataset = new ImageFolderDataset("x", ImageFolder.Open(Path.Combine(_senet.Folder, "photos"), DatasetSplit.Test), Size, Size, new ImagePreprocessing { Size = Size }.Validation);
        var pixels = new byte[Size * Size * 3];
        Assert.Equal(20, result.GetProperty("validation").GetArrayLength());
        for (var i = 0; i < 20; i++)
        {
            dataset.Read(i, pixels);
            Assert.Equal(pixels, Cell(sheet, 5 + (i / 8), i % 8, headings: 2));
        }
    }

    [Fact]
    public async Task Preview_passes_over_what_cannot_be_read_and_takes_the_programs_own_images_too()
    {
        var first = Directory.GetFiles(Path.Combine(_senet.Folder, "photos", "train", "0 T-shirt top")).Order(StringComparer.Ordinal).First();
        File.WriteAllText(first, "no image");
        var shown = (await _senet.Run("data", "preview", "recipe.yaml", "--data_dir", "photos", "-o", "sheet.png", "--images", "1")).Succeeded();
        Assert.Contains(": it is none of JPEG, PNG, WebP, BMP and GIF; passed over\n", shown.Output, StringComparison.Ordinal);
        Assert.EndsWith("sheet.png: 1 training images, 8 draws of each, and 8 validation images\n", shown.Output, StringComparison.Ordinal);

        _senet.Write("grey.yaml", "crop_padding: 2\n");
        (await _senet.Run("data", "preview", "grey.yaml", "-o", "sheet.png")).Succeeded();
        Assert.Equal(8 + (8 * (28 + 8)), Decode("sheet.png").Width);
    }

    [Fact]
    public async Task Wrong_input_is_told_and_leaves_no_file()
    {
        Assert.Contains("recipe 'none.yaml' does not exist", await Refused("none.yaml", "-o", "sheet.png"), StringComparison.Ordinal);
        Assert.Contains("a data set of image folders needs data_dir", await Refused("recipe.yaml", "-o", "sheet.png"), StringComparison.Ordinal);
        Assert.Contains("--images: '0' is not a whole number of at least 1", await Refused("recipe.yaml", "-o", "sheet.png", "--images", "0"), StringComparison.Ordinal);
        Assert.Contains("'photos' is a folder: give a file in it", await Refused("recipe.yaml", "--data_dir", "photos", "-o", "photos"), StringComparison.Ordinal);
        Assert.Contains("'none/sheet.png' cannot be written", await Refused("recipe.yaml", "--data_dir", "photos", "-o", "none/sheet.png"), StringComparison.Ordinal);
        Assert.Contains("'preview' needs --output PNG; 'senet data preview --help' lists what it takes", (await _senet.Run("data", "preview", "recipe.yaml")).Refused(2), StringComparison.Ordinal);
        Assert.Contains("'data' needs a command: preview; 'senet data --help' lists what it takes", (await _senet.Run("data")).Refused(2), StringComparison.Ordinal);
        Assert.Contains("unknown command 'preveiw' of 'data'; did you mean 'preview'?", (await _senet.Run("data", "preveiw")).Refused(2), StringComparison.Ordinal);
        Assert.Contains("no image of dataset 'image_folder' can be read", await RefusedWithoutImages(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_senet.Folder, "*.png*"));
    }

    [Fact]
    public async Task Benchmark_measures_every_row()
    {
        var result = (await _senet.Run("benchmark", "data", "photos", "--rounds", "1", "--json")).Succeeded().Json;

        Assert.Equal(40, result.GetProperty("images").GetInt32());
        var rows = result.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(ImageDecoder.JpegDecoder == "skia" ? 4 : 6, rows.Count);
        Assert.Equal(["loader, 1 worker", "loader, 2 workers"], rows.TakeLast(2).Select(row => row.GetProperty("name").GetString()));
        Assert.All(rows, row => Assert.True(row.GetProperty("images_per_second").GetDouble() > 0));
        Assert.True(result.GetProperty("cores_for_10000_images_per_second").GetInt32() >= 1);
        Assert.Contains("'none' does not exist", (await _senet.Run("benchmark", "data", "none")).Refused(), StringComparison.Ordinal);
    }

    private async Task<string> Refused(params string[] arguments) => (await _senet.Run(["data", "preview", .. arguments])).Refused();

    private async Task<string> RefusedWithoutImages()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(_senet.Folder, "photos", "train"), "*", SearchOption.AllDirectories))
        {
            File.WriteAllText(file, "no image");
        }

        return await Refused("recipe.yaml", "--data_dir", "photos", "-o", "sheet.png");
    }

    private RgbImage Decode(string file)
    {
        using var decoder = new ImageDecoder();
        var image = new RgbImage();
        decoder.Decode(File.ReadAllBytes(Path.Combine(_senet.Folder, file)), image);
        return image;
    }

    // As the sheet lies: 8 pixels between images, 18 for the text below each, 30 for a heading.
    private static byte[] Cell(RgbImage sheet, int row, int column, int headings = 1)
    {
        var (left, top) = (8 + (column * (Size + 8)), 8 + (headings * 30) + (row * (Size + 18 + 8)));
        return [.. Enumerable.Range(top, Size).SelectMany(y => sheet.Row(y).Slice(left * 3, Size * 3).ToArray())];
    }
}
