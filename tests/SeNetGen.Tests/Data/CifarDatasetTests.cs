using SeNetGen.Data;

namespace SeNetGen.Tests.Data;

public sealed class CifarDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ten_classes_lie_in_five_files_and_one()
    {
        CifarBytes.WriteTen(_folder.Path, each: 3);

        var train = ImageDatasets.Open("cifar10", _folder.Path, DatasetSplit.Train);
        var test = ImageDatasets.Open("cifar10", _folder.Path, DatasetSplit.Test);

        Assert.Equal((15, 3), (train.Count, test.Count));
        Assert.Equal((10, 3, 32, 32), (train.Classes, train.Channels, train.Height, train.Width));
        Assert.Equal(Enumerable.Range(0, 15).Select(i => i % 10), Enumerable.Range(0, 15).Select(train.Label));
        Assert.Equal("truck", train.ClassNames[train.Label(9)]);
        AssertIsImage(13, train);
        AssertIsImage(2, test);
    }

    [Theory]
    [InlineData("cifar100", 100, 1, "fine 42")]
    [InlineData("cifar100_coarse", 20, 5, "coarse 8")]
    public void Hundred_classes_have_fine_and_coarse_labels(string name, int classes, int share, string nameOf42)
    {
        CifarBytes.WriteHundred(_folder.Path, train: 120, test: 7);

        var train = ImageDatasets.Open(name, _folder.Path, DatasetSplit.Train);

        Assert.Equal((120, classes), (train.Count, train.Classes));
        Assert.Equal(Enumerable.Range(0, 120).Select(i => i % 100 / share), Enumerable.Range(0, 120).Select(train.Label));
        Assert.Equal(nameOf42, train.ClassNames[train.Label(42)]);
        AssertIsImage(77, train);
        Assert.Equal(7, ImageDatasets.Open(name, _folder.Path, DatasetSplit.Test).Count);
    }

    [Theory]
    [InlineData("cifar10", "cifar-10-batches-bin")]
    [InlineData("cifar100", "cifar-100-binary")]
    public void Folder_of_the_unpacked_archive_is_found(string name, string unpacked)
    {
        CifarBytes.WriteTen(_folder["cifar-10-batches-bin"], each: 1);
        CifarBytes.WriteHundred(_folder["cifar-100-binary"], train: 1, test: 1);

        Assert.Equal(1, ImageDatasets.Open(name, _folder.Path, DatasetSplit.Test).Count);
        Assert.Equal(1, ImageDatasets.Open(name, _folder[unpacked], DatasetSplit.Test).Count);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Equal("dataset 'cifar10' needs its folder: give data_dir with the files of its binary version (batches.meta.txt, data_batch_1.bin and so on)", Refusal("cifar10", ""));
        Assert.Contains("nowhere' does not exist: give the folder with fine_label_names.txt, train.bin and so on", Refusal("cifar100", _folder["nowhere"]), StringComparison.Ordinal);

        CifarBytes.WriteTen(_folder.Path, each: 1);
        File.Delete(_folder["data_batch_3.bin"]);
        File.Delete(_folder["test_batch.bin"]);
        Assert.Equal($"'{_folder.Path}' lacks data_batch_3.bin, test_batch.bin of dataset 'cifar10': put the files of its binary version there", Refusal("cifar10", _folder.Path));
    }

    [Fact]
    public void Truncated_file_is_refused_with_the_place_of_the_record()
    {
        CifarBytes.WriteTen(_folder.Path, each: 3);
        Cut("data_batch_2.bin", 3073 + 100);
        Assert.Equal($"{_folder["data_batch_2.bin"]} holds 3173 bytes, which are no whole records of 3073 bytes: the one at byte 3073 is cut off; fetch the file again", Refusal("cifar10", _folder.Path));

        Cut("data_batch_2.bin", 0);
        Assert.Equal($"{_folder["data_batch_2.bin"]} holds no image: fetch the file again", Refusal("cifar10", _folder.Path));
    }

    [Fact]
    public void Files_of_the_other_data_set_are_refused_by_name()
    {
        CifarBytes.WriteTen(_folder.Path, each: 2);
        CifarBytes.WriteHundred(_folder.Path, train: 2, test: 2);
        File.Copy(_folder["train.bin"], _folder["data_batch_1.bin"], overwrite: true);
        File.Copy(_folder["test_batch.bin"], _folder["train.bin"], overwrite: true);

        Assert.EndsWith("data_batch_1.bin holds 6148 bytes, which are no whole records of 3073 bytes: they are whole ones of 3074 bytes: this is a file of CIFAR-100", Refusal("cifar10", _folder.Path), StringComparison.Ordinal);
        Assert.EndsWith("train.bin holds 6146 bytes, which are no whole records of 3074 bytes: they are whole ones of 3073 bytes: this is a file of CIFAR-10", Refusal("cifar100", _folder.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cifar10", "data_batch_4.bin", 3073, 10, "label 10 of image 1, at byte 3073,")]
    [InlineData("cifar100", "train.bin", 3075, 100, "label 100 of image 1, at byte 3075,")]
    [InlineData("cifar100_coarse", "train.bin", 3074, 20, "label 20 of image 1, at byte 3074,")]
    public void Label_without_a_class_is_refused_with_its_place(string name, string file, int at, byte label, string place)
    {
        CifarBytes.WriteTen(_folder.Path, each: 2);
        CifarBytes.WriteHundred(_folder.Path, train: 2, test: 2);
        var bytes = File.ReadAllBytes(_folder[file]);
        bytes[at] = label;
        File.WriteAllBytes(_folder[file], bytes);

        Assert.StartsWith($"{_folder[file]}: {place} is out of range: dataset '{name}' has {label} classes, 0 to {label - 1}", Refusal(name, _folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_number_of_class_names_is_refused()
    {
        CifarBytes.WriteTen(_folder.Path, each: 1);
        File.WriteAllText(_folder["batches.meta.txt"], "cat\ndog\ncat\n");

        Assert.Equal($"{_folder["batches.meta.txt"]} names 2 classes, not 10: fetch the file again", Refusal("cifar10", _folder.Path));
    }

    private static void AssertIsImage(int number, IImageDataset dataset)
    {
        var planes = CifarBytes.Image(number);
        var pixels = new byte[CifarBytes.Planes];
        dataset.Read(number, pixels);
        Assert.Equal(Enumerable.Range(0, CifarBytes.Planes).Select(i => planes[(i % 3 * 1024) + (i / 3)]), pixels);
    }

    private static string Refusal(string name, string folder) => Assert.Throws<SenetException>(() => ImageDatasets.Open(name, folder, DatasetSplit.Train)).Message;

    private void Cut(string file, int length)
    {
        using var stream = File.OpenWrite(_folder[file]);
        stream.SetLength(length);
    }
}
