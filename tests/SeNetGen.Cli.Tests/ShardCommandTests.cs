using System.Formats.Tar;
using System.Globalization;
using System.Text;
using SeNetGen.Checkpoints;

namespace SeNetGen.Cli.Tests;

/// <summary>train and validate on tar files in WebDataset's layout.</summary>
public sealed class ShardCommandTests : IDisposable
{
    private const string Recipe = """
        model: seresnet8
        dataset: webdataset
        image_resize: 24
        shuffle_buffer: 12
        batch_size: 10
        epoch_size: 2
        precision: float32
        """;

    private readonly Senet _senet = new();

    public ShardCommandTests()
    {
        EmbeddedImages.Write(Path.Combine(_senet.Folder, "photos"), train: 6, validation: 3);
        Pack("train", 4);
        Pack("val", 2);
        _senet.Write("recipe.yaml", Recipe);
    }

    public void Dispose() => _senet.Dispose();

    [Fact]
    public async Task Trained_checkpoint_validates_by_itself_to_the_digit_and_workers_change_nothing()
    {
        string[] shards = ["--data_dir", "shards", "--train_shards", "train/{000..003}.tar", "--val_shards", "val/000.tar::val/001.tar"];
        var trained = (await _senet.Run(["train", "-c", "recipe.yaml", .. shards, "--ckpt_save_dir", "run", "--json"])).Succeeded().Json;
        (await _senet.Run(["train", "-c", "recipe.yaml", "--data_dir", "shards", "--num_parallel_workers", "5", "--ckpt_save_dir", "five"])).Succeeded();

        var validated = (await _senet.Run("validate", "--ckpt_path", "run/latest.safetensors", "--data_dir", "shards", "--json")).Succeeded().Json;

        foreach (var figure in new[] { "top1", "top5", "loss" })
        {
            Assert.Equal(trained.GetProperty(figure).GetRawText(), validated.GetProperty(figure).GetRawText());
        }

        Assert.Equal(30, validated.GetProperty("images").GetInt32());
        Assert.Equal(_senet.HashOf("run/latest.safetensors"), _senet.HashOf("five/latest.safetensors"));
        var state = CheckpointFile.ReadState(Path.Combine(_senet.Folder, "run", "latest.safetensors"))!;
        Assert.Equal((60, 10, "9"), (state.TrainImages, state.Classes, state.ClassNames[9]));
        Assert.Equal([123.675, 116.28, 103.53], state.Mean);
        Assert.Equal(state.ClassNames, await File.ReadAllLinesAsync(Path.Combine(_senet.Folder, "run", "classes.txt")));
    }

    [Fact]
    public async Task Wrong_shards_are_refused_with_their_mend()
    {
        Assert.Equal("senet: a data set of tar files needs data_dir, the folder with train/*.tar, or train_shards, such as train-{000000..000146}.tar", await Refusal());
        Assert.Equal("senet: data_dir 'photos' has no tar file in train or training: give train_shards, such as train-{000000..000146}.tar", await Refusal("--data_dir", "photos"));
        Assert.Equal("senet: shard 'shards/train/004.tar' does not exist", await Refusal("--data_dir", "shards", "--train_shards", "train/{000..004}.tar"));
        Assert.Equal("senet: val_shards names tar files, but dataset 'image_folder' is none of them: set dataset webdataset, or leave it out", await Refusal("--dataset", "image_folder", "--data_dir", "photos", "--val_shards", "a.tar"));

        var cut = Path.Combine(_senet.Folder, "shards", "train", "002.tar");
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(cut))[..3000]);
        Assert.Matches("^senet: shard 'shards/train/002.tar' is cut off at byte 3000, within the entry at byte [0-9]+", await Refusal("--data_dir", "shards"));
        Assert.False(Directory.Exists(Path.Combine(_senet.Folder, "ckpt")));
    }

    private async Task<string> Refusal(params string[] more) => (await _senet.Run(["train", "-c", "recipe.yaml", .. more])).Refused();

    // The images of all classes in turn, as many in each shard.
    private void Pack(string split, int shards)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_senet.Folder, "shards", split)).FullName;
        var files = Directory.GetFiles(Path.Combine(_senet.Folder, "photos", split), "*", SearchOption.AllDirectories).OrderBy(Path.GetFileName, StringComparer.Ordinal).ToList();
        for (var s = 0; s < shards; s++)
        {
            using var stream = File.Create(Path.Combine(folder, FormattableString.Invariant($"{s:D3}.tar")));
            using var tar = new TarWriter(stream, TarEntryFormat.Pax);
            foreach (var file in files.Skip(s * files.Count / shards).Take(((s + 1) * files.Count / shards) - (s * files.Count / shards)))
            {
                var label = int.Parse(Path.GetFileName(Path.GetDirectoryName(file)!).Split(' ')[0], CultureInfo.InvariantCulture);
                tar.WriteEntry(file, Path.GetFileName(file));
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, Path.GetFileNameWithoutExtension(file) + ".cls") { DataStream = new MemoryStream(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{label}\n"))) });
            }
        }
    }
}
