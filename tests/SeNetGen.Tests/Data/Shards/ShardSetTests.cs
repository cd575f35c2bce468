using System.Formats.Tar;
using SeNetGen.Data.Shards;

namespace SeNetGen.Tests.Data.Shards;

/// <summary>What is found in archives of every kind, whole, cut off and damaged.</summary>
public sealed class ShardSetTests : IDisposable
{
    private static readonly byte[] Image = TarShard.Grey(7);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Pax)]
    public void Samples_are_neighbours_of_one_key_in_archives_of_every_format(TarEntryFormat format)
    {
        // Longer than a header's own field: a prefix in ustar, an entry of its own in GNU and pax archives.
        var folder = format == TarEntryFormat.V7 ? "n/" : new string('n', 90) + "/" + (format == TarEntryFormat.Ustar ? "" : new string('é', 100) + "/");
        var set = Open(TarShard.Archive(
            format,
            ("README", [1]),
            ("./0001.cls", TarShard.Ascii(" 3\n")),
            ("./0001.JPEG", Image),
            ("./0001.json", TarShard.Ascii("{}")),
            ("._0001.jpg", [1]),
            ($"{folder}0002.jpg", Image),
            ($"{folder}0002.cls", TarShard.Ascii("12")),
            ("0003.seg.png", [5]),
            ("0003.webp", Image),
            ("0003.json", TarShard.Ascii("""{ "caption": "a", "label": 4 }"""))));

        Assert.Equal([3, 12, 4], Enumerable.Range(0, set.Count).Select(set.Label));
        Assert.Equal(13, set.Classes);
        Assert.Equal(["./0001.JPEG", $"{folder}0002.jpg", "0003.webp"], Enumerable.Range(0, 3).Select(index => set.Find(index).Sample.Name));
        Assert.Equal($"{_folder["a.tar"]}: {folder}0002.jpg", set.PlaceOf(1));
        var bytes = File.ReadAllBytes(_folder["a.tar"]);
        Assert.All(Enumerable.Range(0, 3).Select(index => set.Find(index).Sample), sample => Assert.Equal(Image, bytes.AsSpan((int)sample.Offset, sample.Length).ToArray()));
    }

    [Fact]
    public void Samples_are_numbered_through_all_shards_empty_ones_among_them()
    {
        var set = TarShard.Write(_folder, 0, 2, 0, 0, 3, 0);

        Assert.Equal([0, 1, 2, 3, 4], Enumerable.Range(0, set.Count).Select(set.Label));
        Assert.Equal([1, 1, 4, 4, 4], Enumerable.Range(0, 5).Select(set.ShardOf));
    }

    [Fact]
    public void Archive_that_is_cut_off_anywhere_is_refused_with_name_and_place()
    {
        var whole = TarShard.Archive(TarEntryFormat.Pax, ("0001.png", Image), ("0001.cls", TarShard.Ascii("1")), ("0002.png", Image), ("0002.cls", TarShard.Ascii("2")));
        var end = whole.Length - 1024;
        foreach (var length in Enumerable.Range(0, end / 64 + 1).Select(i => i * 64).Append(end - 1).Append(end + 1).Append(end + 511))
        {
            var message = Refusal(whole[..length]);
            Assert.Matches($@"^shard '.*a\.tar' is cut off at byte {length}, (within the entry at byte \d+|before the mark of its end)", message);
        }

        // One empty block tells the end as well as two.
        Assert.Equal(2, Open(whole[..(end + 512)]).Count);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(126)]
    [InlineData(150)]
    [InlineData(156)]
    public void Damaged_header_is_refused_with_name_and_place(int at)
    {
        var bytes = TarShard.Samples(("0001.png", Image, 1), ("0002.png", Image, 2));
        var second = 512 + ((Image.Length + 511) / 512 * 512) + 1024;
        bytes[second + at] ^= 1;

        Assert.Equal($"shard '{_folder["a.tar"]}' is damaged at byte {second}: the sum in its header is wrong; fetch or write it again", Refusal(bytes));
    }

    [Fact]
    public void Any_changed_byte_of_a_header_is_noticed()
    {
        var key = new string('n', 150) + "/0001";
        var whole = TarShard.Archive(TarEntryFormat.Gnu, (key + ".png", Image), (key + ".cls", [49]));
        Assert.Equal(1, Open(whole).Count);
        var headers = new[] { 0, 1024 };
        // What ends the digits of the sum is not summed, and may be anything.
        foreach (var at in headers.SelectMany(header => Enumerable.Range(0, 512).Where(place => place is not (154 or 155)).Select(place => header + place)))
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 0x15;
            var error = Record.Exception(() => Open(bytes));
            Assert.True(error is SenetException, $"byte {at}: {error?.GetType().Name ?? "nothing"}");
            Assert.Contains("a.tar' is ", error!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_no_archive_is_refused()
    {
        Assert.EndsWith("a.tar' is damaged at byte 0: the sum in its header is wrong; fetch or write it again", Refusal([.. Enumerable.Range(0, 2048).Select(i => (byte)((i * 7) + 3))]), StringComparison.Ordinal);
        Assert.EndsWith("is cut off at byte 0, before the mark of its end: fetch or write it again", Refusal([]), StringComparison.Ordinal);
        Assert.EndsWith("a.tar' holds no image", Refusal(new byte[1024]), StringComparison.Ordinal);
        Assert.Equal($"shard '{_folder["none.tar"]}' does not exist", Assert.Throws<SenetException>(() => ShardSet.Open([_folder["none.tar"]])).Message);
        Directory.CreateDirectory(_folder["dir.tar"]);
        Assert.StartsWith($"shard '{_folder["dir.tar"]}' cannot be read: ", Assert.Throws<SenetException>(() => ShardSet.Open([_folder["dir.tar"]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_that_are_not_whole_are_refused_with_shard_key_and_place()
    {
        Assert.Equal($"shard '{_folder["a.tar"]}': sample 'x/1' at byte 512 has an image and no label: put x/1.cls with a whole number beside it, or x/1.json with a 'label'", RefusalOf(("x/1.jpg", Image)));
        Assert.Contains("sample '1' at byte 512 has a label and no image (.jpg, .jpeg, .png, .webp): write the files of a sample one after the other", RefusalOf(("1.cls", [49]), ("2.cls", [49]), ("1.jpg", Image)), StringComparison.Ordinal);
        Assert.Contains("sample '1' holds two files .jpg, the second at byte 1536: keep one", RefusalOf(("1.jpg", [1]), ("1.JPG", [1])), StringComparison.Ordinal);
        Assert.Contains("sample '1' at byte 512 has several images, 1.jpg and 1.png: keep one", RefusalOf(("1.jpg", [1]), ("1.png", [1]), ("1.cls", [49])), StringComparison.Ordinal);
        Assert.Contains("sample '1' at byte 512 has the label 'cat' in 1.cls, not a whole number of at least 0", RefusalOf(("1.cls", TarShard.Ascii("cat")), ("1.jpg", Image)), StringComparison.Ordinal);
        Assert.Contains("has the label '-1' in 1.cls", RefusalOf(("1.cls", TarShard.Ascii("-1")), ("1.jpg", Image)), StringComparison.Ordinal);
        Assert.Contains("has no 'label' in 1.json that is a whole number of at least 0", RefusalOf(("1.json", TarShard.Ascii("""{ "label": "cat" }""")), ("1.jpg", Image)), StringComparison.Ordinal);
        Assert.Contains("has no JSON in 1.json", RefusalOf(("1.json", TarShard.Ascii("{")), ("1.jpg", Image)), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_are_refused()
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, TarEntryFormat.Gnu, leaveOpen: true))
        {
            tar.WriteEntry(new GnuTarEntry(TarEntryType.HardLink, "1.jpg") { LinkName = "0.jpg" });
        }

        Assert.Contains("'1.jpg' at byte 0 is a link: write the shard with the file itself", Refusal(memory.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void First_of_several_faulty_shards_is_named()
    {
        var files = Enumerable.Range(0, 8).Select(i => _folder[$"{i}.tar"]).ToList();
        files.ForEach(file => File.WriteAllBytes(file, TarShard.Samples(("1.png", Image, 0))));
        File.WriteAllText(files[3], "no archive");
        File.WriteAllText(files[6], "no archive");

        Assert.StartsWith($"shard '{files[3]}' is cut off", Assert.Throws<SenetException>(() => ShardSet.Open(files)).Message, StringComparison.Ordinal);
    }

    private ShardSet Open(byte[] archive)
    {
        File.WriteAllBytes(_folder["a.tar"], archive);
        return ShardSet.Open([_folder["a.tar"]]);
    }

    private string Refusal(byte[] archive) => Assert.Throws<SenetException>(() => Open(archive)).Message;

    private string RefusalOf(params (string Name, byte[] Bytes)[] files) => Refusal(TarShard.Archive(TarEntryFormat.Ustar, files));
}
