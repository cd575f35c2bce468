using SeNetGen.Data;
using SeNetGen.Data.Folders;

namespace SeNetGen.Tests.Data.Folders;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classes_and_files_come_in_ordinal_order()
    {
        Write("train/b/2.jpg", "train/b/10.png", "train/a/x.webp", "train/B/z.GIF", "train/é/u.bmp", "train/猫/猫 1.jpeg");

        var images = Open();

        // Upper case comes before lower case, whatever the culture's own order.
        Assert.Equal(["B", "a", "b", "é", "猫"], images.ClassNames);
        Assert.Equal(["B/z.GIF", "a/x.webp", "b/10.png", "b/2.jpg", "é/u.bmp", "猫/猫 1.jpeg"], Paths(images));
        Assert.Equal([0, 1, 2, 2, 3, 4], Labels(images));
        Assert.Equal(0, images.Skipped.Total);
    }

    [Fact]
    public void Images_of_nested_folders_are_of_the_class_that_they_lie_in()
    {
        Write("train/a/1.jpg", "train/a/deep/deeper/3.jpg", "train/a/deep/2.jpg", "train/b/a/4.jpg");

        var images = Open();

        Assert.Equal(["a", "b"], images.ClassNames);
        Assert.Equal(["a/1.jpg", "a/deep/2.jpg", "a/deep/deeper/3.jpg", "b/a/4.jpg"], Paths(images));
        Assert.Equal([0, 0, 0, 1], Labels(images));
    }

    [Fact]
    public void What_is_no_image_is_skipped_and_counted()
    {
        Write("train/a/1.jpg", "train/b/2.jpg", "train/a/.1.jpg", "train/.hidden/3.jpg", "train/a/notes.txt", "train/loose.png", "train/readme");
        File.WriteAllBytes(_folder["train/a/empty.jpg"], []);

        var images = Open();

        Assert.Equal(["a/1.jpg", "b/2.jpg"], Paths(images));
        Assert.Equal(new SkippedFiles(Hidden: 2, Empty: 1, Other: 2, Loose: 1, BrokenLinks: 0, Cycles: 0), images.Skipped);
        Assert.Equal("skipped 2 hidden, 1 empty, 2 not named as images, 1 beside the class folders", images.Skipped.ToString());
    }

    [Fact]
    public void Links_are_followed_once_and_never_in_a_circle()
    {
        Write("train/a/1.jpg", "elsewhere/2.jpg", "elsewhere/more/3.jpg");
        Directory.CreateSymbolicLink(_folder["train/b"], _folder["elsewhere"]);
        Directory.CreateSymbolicLink(_folder["elsewhere/more/back"], "..");
        Directory.CreateSymbolicLink(_folder["train/a/up"], _folder["train"]);
        File.CreateSymbolicLink(_folder["train/a/link.jpg"], _folder["elsewhere/2.jpg"]);
        File.CreateSymbolicLink(_folder["train/a/gone.jpg"], _folder["nothing.jpg"]);

        var images = Open();

        Assert.Equal(["a/1.jpg", "a/link.jpg", "b/2.jpg", "b/more/3.jpg"], Paths(images));
        Assert.Equal(new SkippedFiles(Hidden: 0, Empty: 0, Other: 0, Loose: 0, BrokenLinks: 1, Cycles: 2), images.Skipped);
    }

    [Fact]
    public void Links_to_themselves_lead_nowhere()
    {
        Write("train/a/1.jpg", "train/b/1.jpg");
        File.CreateSymbolicLink(_folder["train/a/self.jpg"], "self.jpg");
        File.CreateSymbolicLink(_folder["train/a/there.jpg"], "back.jpg");
        File.CreateSymbolicLink(_folder["train/a/back.jpg"], "there.jpg");

        var images = Open();

        Assert.Equal(["a/1.jpg", "b/1.jpg"], Paths(images));
        Assert.Equal(3, images.Skipped.BrokenLinks);
    }

    [Fact]
    public void Names_of_any_script_stay_as_they_are()
    {
        // Two spellings of the same letter are two names, and what looks like a separator or a pattern is none.
        Write("train/\u00E9/1.jpg", "train/e\u0301/1.jpg", "train/\U0001F431 *?\\:/\u05D0\u202E.jpg", "train/ /\n.jpg");

        var images = Open();

        Assert.Equal([" ", "e\u0301", "\u00E9", "\U0001F431 *?\\:"], images.ClassNames);
        Assert.All(Enumerable.Range(0, 4), index => Assert.Equal("x", File.ReadAllText(images.PathOf(index))));
    }

    [Fact]
    public void Folder_that_cannot_be_read_is_named()
    {
        // Root may read every folder, but nobody one whose path is longer than the system takes; it is made by way of links.
        const int depth = 20;
        var name = new string('n', 250);
        Write("train/a/1.jpg", "train/b/1.jpg");
        string Alias(int level) => level == 0 ? _folder["train/b"] : _folder[FormattableString.Invariant($"{level}")];
        for (var level = 0; level < depth; level++)
        {
            Directory.CreateDirectory(Path.Combine(Alias(level), name));
            Directory.CreateSymbolicLink(Alias(level + 1), Path.Combine(Alias(level), name));
        }

        try
        {
            var refusal = Refusal(() => Open());
            Assert.StartsWith($"folder '{_folder["train/b"]}/{name}/{name}", refusal, StringComparison.Ordinal);
            Assert.Contains("' cannot be read: ", refusal, StringComparison.Ordinal);
        }
        finally
        {
            for (var level = depth - 1; level >= 0; level--)
            {
                Directory.Delete(Path.Combine(Alias(level), name));
            }
        }
    }

    [Theory]
    [InlineData(DatasetSplit.Train, "train")]
    [InlineData(DatasetSplit.Train, "training")]
    [InlineData(DatasetSplit.Test, "val")]
    [InlineData(DatasetSplit.Test, "valid")]
    [InlineData(DatasetSplit.Test, "validation")]
    [InlineData(DatasetSplit.Test, "eval")]
    [InlineData(DatasetSplit.Test, "evaluation")]
    [InlineData(DatasetSplit.Test, "test")]
    public void Splits_are_found_under_their_usual_names(DatasetSplit split, string name)
    {
        Write($"{name}/a/1.jpg", $"{name}/b/1.jpg");

        Assert.Equal(_folder[name], ImageFolder.Open(_folder.Path, split, null, null).Root);
    }

    [Fact]
    public void Missing_folders_are_named()
    {
        Assert.Equal("a data set of image folders needs data_dir: give the folder with train/CLASS/*.jpg and val/CLASS/*.jpg", Refusal(() => ImageFolder.Open("", DatasetSplit.Train)));
        Assert.Contains("gone' does not exist", Refusal(() => ImageFolder.Open(_folder["gone"], DatasetSplit.Train)), StringComparison.Ordinal);

        Write("cats/1.jpg", "dogs/1.jpg");
        var refusal = Refusal(() => ImageFolder.Open(_folder.Path, DatasetSplit.Test));
        Assert.Contains("has no folder val or valid or validation or eval or evaluation or test (it has cats, dogs)", refusal, StringComparison.Ordinal);
        Assert.Contains("holdout:N", refusal, StringComparison.Ordinal);

        Directory.CreateDirectory(_folder["train"]);
        Assert.Contains("has no folder in it", Refusal(() => Open()), StringComparison.Ordinal);
    }

    [Fact]
    public void Class_without_an_image_is_refused_in_training_and_kept_in_validation()
    {
        Write("train/a/1.jpg", "train/b/notes.txt", "train/c/1.jpg", "val/a/1.jpg", "val/b/notes.txt", "val/c/1.jpg");

        Assert.EndsWith("has no image of class b: add some, or remove that folder, or name the classes to use in a class_map", Refusal(() => Open()), StringComparison.Ordinal);
        var validation = ImageFolder.Open(_folder.Path, DatasetSplit.Test, null, null);
        Assert.Equal(["a", "b", "c"], validation.ClassNames);
        Assert.Equal([0, 2], Labels(validation));
    }

    [Fact]
    public void Splits_of_different_classes_are_refused_with_both_sides()
    {
        Write("train/a/1.jpg", "train/b/1.jpg", "train/c/1.jpg", "val/b/1.jpg", "val/d/1.jpg", "val/e/1.jpg");

        var refusal = Refusal(() => ImageFolder.RequireSameClasses(Open(), ImageFolder.Open(_folder.Path, DatasetSplit.Test, null, null)));

        Assert.Contains("have different classes: in the first alone: a, c; in the second alone: d, e: ", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Class_map_decides_classes_and_labels()
    {
        Write("train/a/1.jpg", "train/b/1.jpg", "train/c/1.jpg");
        File.WriteAllText(_folder["map.txt"], "c\n\n a \r\n");

        var images = ImageFolder.Open(_folder.Path, DatasetSplit.Train, ClassMap.Read(_folder["map.txt"]), null);

        Assert.Equal(["c", "a"], images.ClassNames);
        Assert.Equal(["c/1.jpg", "a/1.jpg"], Paths(images));
        Assert.Equal([0, 1], Labels(images));
        Assert.Equal(1, images.IgnoredClasses);
    }

    [Fact]
    public void Wrong_class_maps_are_refused()
    {
        Write("train/a/1.jpg", "train/b/1.jpg");
        Assert.Contains("lacks a class: z; it has a, b", Refusal(() => ImageFolder.Open(_folder.Path, DatasetSplit.Train, ["a", "z"], null)), StringComparison.Ordinal);
        Assert.Contains("does not exist", Refusal(() => ClassMap.Read(_folder["map.txt"])), StringComparison.Ordinal);

        File.WriteAllText(_folder["map.txt"], "a\nb\na\n");
        Assert.EndsWith("map.txt(3): class 'a' stands there twice, first in line 1: keep one", Refusal(() => ClassMap.Read(_folder["map.txt"])), StringComparison.Ordinal);
        File.WriteAllText(_folder["map.txt"], "a\n");
        Assert.Contains("names one class", Refusal(() => ClassMap.Read(_folder["map.txt"])), StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_serves_until_a_directory_changes()
    {
        Write("train/a/1.jpg", "train/b/deep/2.jpg");
        Age("train", "train/a", "train/b", "train/b/deep");
        var manifest = new FolderManifest(_folder["cache"], smallest: 1);
        var first = manifest.List(_folder["train"]);
        var file = Assert.Single(Directory.GetFiles(_folder["cache"]));
        var written = File.ReadAllBytes(file);

        // What no directory's time tells shows that the listing was kept: a file emptied is still listed.
        File.WriteAllBytes(_folder["train/b/deep/2.jpg"], []);
        Assert.Equal(Names(first), Names(manifest.List(_folder["train"])));
        File.WriteAllText(_folder["train/b/deep/2.jpg"], "x");

        Write("train/b/deep/3.jpg");
        Assert.Equal(["a/1.jpg", "b/deep/2.jpg", "b/deep/3.jpg"], Names(manifest.List(_folder["train"])));

        // It changed a moment ago and may change again within the same tick: not kept.
        Assert.Equal(written, File.ReadAllBytes(file));
    }

    [Fact]
    public void Damaged_manifest_is_listed_anew()
    {
        Write("train/a/1.jpg", "train/b/2.jpg");
        Age("train", "train/a", "train/b");
        var manifest = new FolderManifest(_folder["cache"], smallest: 1);
        manifest.List(_folder["train"]);
        var file = Assert.Single(Directory.GetFiles(_folder["cache"]));
        var bytes = File.ReadAllBytes(file);
        foreach (var place in new[] { 0, 5, 20, bytes.Length / 2, bytes.Length - 1 })
        {
            var damaged = bytes.ToArray();
            damaged[place] ^= 0x40;
            File.WriteAllBytes(file, damaged);
            Assert.Equal(["a/1.jpg", "b/2.jpg"], Names(manifest.List(_folder["train"])));
        }

        File.WriteAllBytes(file, bytes[..10]);
        Assert.Equal(["a/1.jpg", "b/2.jpg"], Names(manifest.List(_folder["train"])));
    }

    private static IEnumerable<string> Names(FolderListing listing) => listing.Directories.SelectMany(directory => directory.Files.Select(file => directory.Path + "/" + file));

    private static string Refusal(Action action) => Assert.Throws<SenetException>(action).Message;

    private static IEnumerable<int> Labels(ImageFolder images) => Enumerable.Range(0, images.Count).Select(images.Label);

    private static IEnumerable<string> Paths(ImageFolder images)
        => Enumerable.Range(0, images.Count).Select(index => Path.GetRelativePath(images.Root, images.PathOf(index)).Replace('\\', '/'));

    private ImageFolder Open() => ImageFolder.Open(_folder.Path, DatasetSplit.Train, null, null);

    private void Age(params string[] folders)
    {
        foreach (var folder in folders)
        {
            Directory.SetLastWriteTimeUtc(_folder[folder], new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        }
    }

    private void Write(params string[] files)
    {
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
            File.WriteAllText(_folder[file], "x");
        }
    }
}
