using SeNetGen.Training;

namespace SeNetGen.Tests.Training;

public sealed class CheckpointFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_newest_epochs_are_kept_and_nothing_else_is_touched()
    {
        var folder = Open(keep: 2);
        Make("latest.safetensors", "best.safetensors", "epoch-0002.safetensors", "epoch-0010.safetensors", "epoch-9999.safetensors", "epoch-10000.safetensors");
        // Files of the user's, whose names are only alike.
        Make("epoch-1.safetensors", "epoch-one.safetensors", "epoch-0001.safetensors.bak", "epoch--001.safetensors");

        folder.Prune();

        Assert.Equal(
            ["best.safetensors", "epoch--001.safetensors", "epoch-0001.safetensors.bak", "epoch-1.safetensors", "epoch-10000.safetensors", "epoch-9999.safetensors", "epoch-one.safetensors", "latest.safetensors"],
            Names());
        folder.Prune();
        Assert.Equal(8, Names().Length);
        Assert.Equal(_folder["epoch-0007.safetensors"], folder.Epoch(7));
        Assert.Equal(_folder["epoch-12345.safetensors"], folder.Epoch(12345));
    }

    [Fact]
    public void Another_runs_files_go_once_the_first_of_this_run_is_there()
    {
        Make("latest.safetensors", "best.safetensors", "epoch-0003.safetensors", "notes.txt", "epoch-mine.safetensors");
        var folder = Open(overwrite: true);
        Assert.Equal(5, Names().Length);

        folder.Clear(folder.Best);
        Assert.Equal(["best.safetensors", "epoch-mine.safetensors", "notes.txt"], Names());

        // From then on they are this run's.
        Make("latest.safetensors", "epoch-0001.safetensors");
        folder.Clear(folder.Latest);
        Assert.Equal(5, Names().Length);
    }

    [Fact]
    public void A_folder_of_another_run_is_refused_and_left_alone()
    {
        Make("best.safetensors");

        Assert.Equal(
            $"ckpt_save_dir '{_folder.Path}' holds another run: resume it (ckpt_path {_folder["latest.safetensors"]}), give another folder, or overwrite",
            Assert.Throws<SenetException>(() => Open()).Message);
        Assert.Equal(["best.safetensors"], Names());
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told()
    {
        Make("file");
        var path = Path.Combine(_folder["file"], "run");

        Assert.StartsWith($"ckpt_save_dir '{path}' cannot be made: ", Assert.Throws<SenetException>(() => Open(path: path)).Message, StringComparison.Ordinal);
    }

    private CheckpointFolder Open(int keep = 0, bool overwrite = false, string? path = null)
    {
        var recipe = new Recipe { Model = "tiny", CkptSaveDir = path ?? _folder.Path, KeepCheckpointMax = keep };
        using var start = StartingPoint.Open(recipe);
        return CheckpointFolder.Open(recipe, start, overwrite, DateTimeOffset.UnixEpoch);
    }

    private void Make(params string[] names)
    {
        foreach (var name in names)
        {
            File.WriteAllText(_folder[name], name);
        }
    }

    private string[] Names() => [.. Directory.GetFiles(_folder.Path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
