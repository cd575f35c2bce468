using SeNetGen.Data;

namespace SeNetGen.Tests.Data;

public sealed class IdxDatasetTests
{
    private static readonly byte[] TwoImages = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read_gzipped_or_plain(bool gzipped)
    {
        var images = IdxBytes.Images(TwoImages, 2, 2, 3);
        var labels = IdxBytes.Labels(3, 9);
        var dataset = Open(gzipped ? IdxBytes.Gzip(images) : images, gzipped ? IdxBytes.Gzip(labels) : labels);
        Assert.Equal((2, 10, 1, 2, 3), (dataset.Count, dataset.Classes, dataset.Channels, dataset.Height, dataset.Width));
        Assert.Equal((3, 9), (dataset.Label(0), dataset.Label(1)));
        var pixels = new byte[6];
        dataset.Read(1, pixels);
        Assert.Equal([7, 8, 9, 10, 11, 12], pixels);
        Assert.Equal("Ankle boot", dataset.ClassNames[dataset.Label(1)]);
    }

    [Fact]
    public void A_label_file_in_place_of_images_is_named()
    {
        var error = Fails(IdxBytes.Labels(1, 2), IdxBytes.Labels(1, 2));
        Assert.Equal("images.gz does not hold IDX images: it starts with 0x00000801, not 0x00000803; this is a file of labels where the images are wanted", error);
    }

    [Fact]
    public void Something_else_is_named()
    {
        var error = Fails("hello, this is no data"u8.ToArray(), IdxBytes.Labels(1, 2));
        Assert.Equal("images.gz does not hold IDX images: it starts with 0x68656c6c, not 0x00000803; give the original file, gzipped or plain", error);
    }

    [Theory]
    [InlineData(0, "images.gz ends within its header, after 0 of 16 bytes: fetch the file again")]
    [InlineData(9, "images.gz ends within its header, after 9 of 16 bytes: fetch the file again")]
    [InlineData(20, "images.gz is cut off: its header promises 12 bytes of data, it holds 4; fetch the file again")]
    public void A_truncated_file_is_told(int length, string message)
        => Assert.Equal(message, Fails(IdxBytes.Images(TwoImages, 2, 2, 3)[..length], IdxBytes.Labels(1, 2)));

    [Fact]
    public void Too_many_bytes_are_told()
        => Assert.Equal("images.gz holds more than the 12 bytes of data that its header promises: fetch the file again", Fails([.. IdxBytes.Images(TwoImages, 2, 2, 3), 0], IdxBytes.Labels(1, 2)));

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    [InlineData(2, 0, 3)]
    [InlineData(2, -1, 3)]
    public void Impossible_sizes_are_told(int count, int height, int width)
        => Assert.Contains("which cannot be", Fails(IdxBytes.Images(TwoImages, count, height, width), IdxBytes.Labels(1, 2)), StringComparison.Ordinal);

    [Fact]
    public void A_header_that_promises_a_gigabyte_does_not_allocate_it()
    {
        var images = IdxBytes.Images(TwoImages, 1_000_000, 28, 28);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var error = Fails(images, IdxBytes.Labels(1, 2));
        Assert.StartsWith("images.gz is cut off", error, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 100L << 20);
    }

    [Fact]
    public void Differing_counts_are_told()
        => Assert.Equal("images.gz holds 2 images but labels.gz holds 3 labels: take both from the same split", Fails(IdxBytes.Images(TwoImages, 2, 2, 3), IdxBytes.Labels(1, 2, 3)));

    [Fact]
    public void A_label_out_of_range_is_told()
        => Assert.Equal("labels.gz: label 10 of image 1 is out of range: dataset 'fashion_mnist' has 10 classes, 0 to 9", Fails(IdxBytes.Images(TwoImages, 2, 2, 3), IdxBytes.Labels(1, 10)));

    [Fact]
    public void Broken_compression_is_told()
    {
        var gzip = IdxBytes.Gzip(IdxBytes.Images(TwoImages, 2, 2, 3));
        gzip[^12] ^= 0xff;
        var error = Fails(gzip, IdxBytes.Labels(1, 2));
        Assert.Contains("images.gz", error, StringComparison.Ordinal);
        Assert.Contains("fetch the file again", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_gzip_is_told()
    {
        var gzip = IdxBytes.Gzip(IdxBytes.Images(TwoImages, 2, 2, 3));
        Assert.Contains("images.gz", Fails(gzip[..^15], IdxBytes.Labels(1, 2)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_or_file_is_told()
    {
        using var folder = new TemporaryFolder();
        var missing = folder["none"];
        Assert.Equal($"data_dir '{missing}' does not exist: give the folder with t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz",
            Assert.Throws<SenetException>(() => ImageDatasets.Open("mnist", missing, DatasetSplit.Test)).Message);
        Assert.Equal($"data_dir '{folder.Path}' has neither train-images-idx3-ubyte.gz nor train-images-idx3-ubyte: put the data set's original files there",
            Assert.Throws<SenetException>(() => ImageDatasets.Open("mnist", folder.Path, DatasetSplit.Train)).Message);
    }

    [Fact]
    public void Files_of_a_folder_are_read()
    {
        using var folder = new TemporaryFolder();
        IdxBytes.WriteLearnable(folder.Path, 20, 10);
        Assert.Equal(20, ImageDatasets.Open("mnist", folder.Path, DatasetSplit.Train).Count);
        Assert.Equal(10, ImageDatasets.Open("mnist", folder.Path, DatasetSplit.Test).Count);
    }

    [Fact]
    public void Embedded_files_are_read()
    {
        Stream? Embedded(string name) => name switch
        {
            "SeNetGen.Data.t10k-images-idx3-ubyte.gz" => new MemoryStream(IdxBytes.Gzip(IdxBytes.Images(TwoImages, 2, 2, 3))),
            "SeNetGen.Data.t10k-labels-idx1-ubyte.gz" => new MemoryStream(IdxBytes.Gzip(IdxBytes.Labels(1, 2))),
            _ => null,
        };
        Assert.Equal(2, ImageDatasets.Open("fashion_mnist", "", DatasetSplit.Test, Embedded).Count);
        Assert.Equal("dataset 'fashion_mnist' is not part of this program (resource SeNetGen.Data.train-images-idx3-ubyte.gz is missing): give data_dir",
            Assert.Throws<SenetException>(() => ImageDatasets.Open("fashion_mnist", "", DatasetSplit.Train, Embedded)).Message);
        Assert.StartsWith("dataset 'mnist' needs its folder", Assert.Throws<SenetException>(() => ImageDatasets.Open("mnist", "", DatasetSplit.Test, Embedded)).Message, StringComparison.Ordinal);
        Assert.StartsWith("dataset 'imagenot' is not known", Assert.Throws<SenetException>(() => ImageDatasets.Open("imagenot", "x", DatasetSplit.Test)).Message, StringComparison.Ordinal);
    }

    private static IdxDataset Open(byte[] images, byte[] labels)
        => IdxDataset.Open("fashion_mnist", new MemoryStream(images), "images.gz", new MemoryStream(labels), "labels.gz", FashionMnist.ClassNames);

    private static string Fails(byte[] images, byte[] labels) => Assert.Throws<SenetException>(() => Open(images, labels)).Message;
}
