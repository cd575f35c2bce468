using SeNetGen.Checkpoints;

namespace SeNetGen.Cli.Tests;

/// <summary>train and validate on a user's own image files.</summary>
public sealed class ImageFolderCommandTests : IDisposable
{
    // MindCV's keys and words; the small size keeps the test short.
    private const string Recipe = """
        model: seresnet8
        dataset: imagenet
        image_resize: 24
        scale: [0.3, 1.0]
        ratio: [0.75, 1.333]
        interpolation: bicubic
        crop_pct: 0.875
        hflip: 0.5
        vflip: 0.1
        auto_augment: rand-m7-mstd0.5-inc1
        re_prob: 0.25
        re_mode: pixel
        batch_size: 25
        epoch_size: 2
        precision: float32
        """;

    private readonly Senet _senet = new();

    public ImageFolderCommandTests()
    {
        EmbeddedImages.Write(Path.Combine(_senet.Folder, "photos"), train: 10, validation: 4);
        _senet.Write("recipe.yaml", Recipe);
    }

    public void Dispose() => _senet.Dispose();

    [Fact]
    public async Task Trained_checkpoint_validates_by_itself_to_the_digit()
    {
        var trained = (await Train("run", "--json")).Succeeded().Json;

        var validated = (await _senet.Run("validate", "--ckpt_path", "run/latest.safetensors", "--data_dir", "photos", "--json")).Succeeded().Json;

        foreach (var figure in new[] { "top1", "top5", "loss" })
        {
            Assert.Equal(trained.GetProperty(figure).GetRawText(), validated.GetProperty(figure).GetRawText());
        }

        Assert.Equal((40, 0), (validated.GetProperty("images").GetInt32(), validated.GetProperty("unreadable").GetInt32()));
        var state = CheckpointFile.ReadState(Path.Combine(_senet.Folder, "run", "latest.safetensors"))!;
        Assert.Equal("0 T-shirt top", state.ClassNames[0]);
        Assert.Equal((3, 24, 24), (state.Channels, state.Height, state.Width));
        Assert.Equal([123.675, 116.28, 103.53], state.Mean);
        Assert.Equal(state.ClassNames, await File.ReadAllLinesAsync(Path.Combine(_senet.Folder, "run", "classes.txt")));
    }

    [Fact]
    public async Task Number_of_workers_changes_no_weight_and_corrupt_images_are_replaced_and_named()
    {
        var corrupt = Directory.GetFiles(Path.Combine(_senet.Folder, "photos", "train", "3 Dress")).Order(StringComparer.Ordinal).First();
        await File.WriteAllBytesAsync(corrupt, (await File.ReadAllBytesAsync(corrupt))[..100]);
        File.WriteAllText(Path.Combine(_senet.Folder, "photos", "val", "4 Coat", "a.jpg"), "no image");

        Assert.Contains("1 of 41 validation images cannot be read, more than max_corrupt 0.01 allows", (await Train("refused")).Error, StringComparison.Ordinal);
        var one = (await Train("one", "--max_corrupt", "0.1", "--num_parallel_workers", "1")).Succeeded();
        (await Train("three", "--max_corrupt", "0.1", "--num_parallel_workers", "3")).Succeeded();

        Assert.Equal(_senet.HashOf("one/latest.safetensors"), _senet.HashOf("three/latest.safetensors"));
        Assert.Matches(@"3 Dress.*: it is cut off; replaced by the next image\n", one.Output);
        Assert.Matches(@"a\.jpg: it is none of JPEG, PNG, WebP, BMP and GIF; left out of the validation\n", one.Output);
        Assert.Contains("on 40 images (1 more could not be read)", one.Output, StringComparison.Ordinal);
        var log = await File.ReadAllLinesAsync(Path.Combine(_senet.Folder, "one", "data-errors.log"));
        Assert.Equal(2, log.Length);
        Assert.StartsWith("training\t", log[0], StringComparison.Ordinal);
        Assert.StartsWith("validation\t", log[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_that_is_killed_in_its_second_epoch_ends_with_the_weights_of_an_undisturbed_one_whatever_its_workers()
    {
        // 50 steps an epoch: the signal comes within the second, not after it.
        string[] settings = ["--batch_size", "2", "--epoch_size", "3", "--lr", "0.01"];
        (await Train("whole", [.. settings, "--num_parallel_workers", "1"])).Succeeded();
        using (var process = _senet.Start(["train", "-c", "recipe.yaml", "--data_dir", "photos", "--ckpt_save_dir", "killed", .. settings, "--num_parallel_workers", "2"]))
        {
            string? line;
            do
            {
                line = await process.StandardOutput.ReadLineAsync();
            }
            while (line is not null && !line.StartsWith("epoch 1/3  loss", StringComparison.Ordinal));
            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.Equal(1, CheckpointFile.ReadState(Path.Combine(_senet.Folder, "killed", "latest.safetensors"))!.Epoch);
        var resumed = (await _senet.Run("train", "--ckpt_path", "killed/latest.safetensors", "--data_dir", "photos", "--num_parallel_workers", "5")).Succeeded();

        Assert.Contains("resumes killed/latest.safetensors at epoch 2 of 3", resumed.Output, StringComparison.Ordinal);
        Assert.Equal(_senet.HashOf("whole/latest.safetensors"), _senet.HashOf("killed/latest.safetensors"));
    }

    [Fact]
    public async Task Program_without_the_native_library_of_Skia_says_so()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_senet.Folder, "program")).FullName;
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory).Where(file => !Path.GetFileName(file).StartsWith("libSkiaSharp.", StringComparison.Ordinal)))
        {
            // The host looks where the program really lies; a copy of LibTorch would be 480 MB.
            var copy = Path.Combine(folder, Path.GetFileName(file));
            if (Path.GetFileName(file).StartsWith("senet.", StringComparison.Ordinal))
            {
                File.Copy(file, copy);
            }
            else
            {
                File.CreateSymbolicLink(copy, file);
            }
        }

        using var senet = new Senet(Path.Combine(folder, "senet.dll"));
        var refused = (await senet.Run("train", "-c", Path.Combine(_senet.Folder, "recipe.yaml"), "--data_dir", Path.Combine(_senet.Folder, "photos"))).Refused();

        Assert.StartsWith("senet: image files are read by SkiaSharp, whose native library is not beside this program", refused, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(senet.Folder, "ckpt")));
    }

    [Fact]
    public async Task Class_map_trains_on_some_classes_and_a_holdout_needs_no_validation_folder()
    {
        Directory.Delete(Path.Combine(_senet.Folder, "photos", "val"), recursive: true);
        _senet.Write("map.txt", "7 Sneaker\n1 Trouser\n8 Bag\n");

        (await Train("run", "--class_map", "map.txt", "--val_split", "holdout:6", "--batch_size", "8", "--num_samples", "20", "--interpolation", "bilinear", "--resize", "opencv")).Succeeded();
        var validated = (await _senet.Run("validate", "--ckpt_path", "run/latest.safetensors", "--data_dir", "photos", "--json")).Succeeded().Json;

        Assert.Equal(6, validated.GetProperty("images").GetInt32());
        Assert.Equal(["7 Sneaker", "1 Trouser", "8 Bag"], CheckpointFile.ReadState(Path.Combine(_senet.Folder, "run", "latest.safetensors"))!.ClassNames);
    }

    [Fact]
    public async Task Wrong_folders_are_refused_with_their_mend()
    {
        Assert.Contains("a data set of image folders needs data_dir", (await _senet.Run("train", "-c", "recipe.yaml")).Refused(), StringComparison.Ordinal);

        Directory.Move(Path.Combine(_senet.Folder, "photos", "val", "8 Bag"), Path.Combine(_senet.Folder, "photos", "val", "8 Handbag"));
        Assert.Contains("have different classes: in the first alone: 8 Bag; in the second alone: 8 Handbag", (await Train("run")).Refused(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_senet.Folder, "run")));
    }

    private Task<SenetResult> Train(string folder, params string[] more) => _senet.Run(["train", "-c", "recipe.yaml", "--data_dir", "photos", "--ckpt_save_dir", folder, .. more]);
}
