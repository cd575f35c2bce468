using System.Globalization;
using System.Text;
using SeNetGen.Checkpoints;
using SeNetGen.Data;

namespace SeNetGen.Training;

/// <summary>Where a run's checkpoints lie: <c>latest.safetensors</c>, <c>best.safetensors</c>, and files of single epochs if wanted.</summary>
internal sealed class CheckpointFolder
{
    private const string EpochPrefix = "epoch-";
    private const string Extension = ".safetensors";

    private readonly bool _clears;
    private readonly int _keep;
    private bool _cleared;

    private CheckpointFolder(string path, int keep, bool clears)
    {
        Path = path;
        _keep = keep;
        _clears = clears;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    public string Latest => System.IO.Path.Combine(Path, "latest" + Extension);

    public string Best => System.IO.Path.Combine(Path, "best" + Extension);

    /// <summary>Chooses the folder, and makes it.</summary>
    /// <exception cref="SenetException">It holds another run, or cannot be made.</exception>
    public static CheckpointFolder Open(Recipe recipe, StartingPoint start, bool overwrite, DateTimeOffset startedAt)
    {
        var from = start.Resumes ? System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(recipe.CkptPath))! : null;
        var path = recipe.CkptSaveDir;
        var clears = false;
        if (path.Length == 0)
        {
            // A resumed run goes on in the folder of its checkpoint.
            path = from is not null ? System.IO.Path.GetDirectoryName(recipe.CkptPath) is { Length: > 0 } folder ? folder : "." : Fresh(recipe.Model, startedAt);
        }
        else if (HoldsRun(path) && (from is null || System.IO.Path.GetFullPath(path).TrimEnd(System.IO.Path.DirectorySeparatorChar) != from))
        {
            if (!overwrite)
            {
                throw new SenetException($"ckpt_save_dir '{path}' holds another run: resume it (ckpt_path {System.IO.Path.Combine(path, "latest" + Extension)}), give another folder, or overwrite");
            }

            clears = true;
        }

        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SenetException($"ckpt_save_dir '{path}' cannot be made: {error.Message}");
        }

        return new CheckpointFolder(path, recipe.KeepCheckpointMax, clears);
    }

    /// <summary>The file of one epoch.</summary>
    public string Epoch(int epoch) => System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"{EpochPrefix}{epoch:D4}{Extension}"));

    /// <summary>To be called once a first checkpoint of this run lies in <paramref name="written"/>: removes what another run left, so that the two are never mixed.</summary>
    public void Clear(string written)
    {
        if (_clears && !_cleared)
        {
            foreach (var file in Files().Where(file => System.IO.Path.GetFullPath(file) != System.IO.Path.GetFullPath(written)))
            {
                File.Delete(file);
            }
        }

        _cleared = true;
    }

    /// <summary>Keeps what there is to say of the data beside the checkpoints: the classes of photographs in the order of their labels, as a class map, and the images that cannot be read.</summary>
    /// <param name="dataset">The training images.</param>
    /// <param name="hasPhotographs">They are photographs of a user's own classes.</param>
    /// <param name="resumes">The run goes on, and so does the list of errors.</param>
    /// <param name="errors">Who takes up images that cannot be read.</param>
    /// <exception cref="SenetException">A file cannot be written.</exception>
    public void KeepData(IImageDataset dataset, bool hasPhotographs, bool resumes, IReadOnlyList<DataErrors> errors)
    {
        if (hasPhotographs)
        {
            AtomicFile.Write(System.IO.Path.Combine(Path, "classes.txt"), stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(dataset.ClassNames.Select(name => name + "\n")))));
        }

        var log = System.IO.Path.Combine(Path, "data-errors.log");
        if (!resumes)
        {
            File.Delete(log);
        }

        foreach (var use in errors)
        {
            use.LogTo(log);
        }
    }

    /// <summary>Removes the oldest files of single epochs beyond those to keep.</summary>
    public void Prune()
    {
        foreach (var file in Epochs().SkipLast(_keep))
        {
            File.Delete(file);
        }
    }

    private IEnumerable<string> Files() => new[] { Latest, Best }.Where(File.Exists).Concat(Epochs());

    // The files that Epoch names, the oldest first; others of like names are the user's.
    private List<string> Epochs() =>
    [
        .. Directory.GetFiles(Path, EpochPrefix + "*" + Extension)
            .Select(file => (File: file, Number: int.TryParse(System.IO.Path.GetFileNameWithoutExtension(file).AsSpan(EpochPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : 0))
            .Where(entry => entry.Number > 0 && System.IO.Path.GetFileName(Epoch(entry.Number)) == System.IO.Path.GetFileName(entry.File))
            .OrderBy(entry => entry.Number)
            .Select(entry => entry.File),
    ];

    private static bool HoldsRun(string path) => File.Exists(System.IO.Path.Combine(path, "latest" + Extension)) || File.Exists(System.IO.Path.Combine(path, "best" + Extension));

    private static string Fresh(string model, DateTimeOffset at)
    {
        var name = System.IO.Path.Combine(".", "ckpt", $"{model}-{at.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}");
        // Two runs may start within one second.
        var path = name;
        for (var n = 2; Directory.Exists(path); n++)
        {
            path = string.Create(CultureInfo.InvariantCulture, $"{name}-{n}");
        }

        return path;
    }
}
