using System.Diagnostics;
using SeNetGen.App.Output;
using SeNetGen.Language;
using SeNetGen.Language.Diagnostics;

namespace SeNetGen.App.Architectures;

/// <summary>
/// Checks architecture files again as they are saved: a changed file, the files that build on it, and what these build on. Names are
/// compared over all files, networks planned for those alone.
/// </summary>
internal sealed class ArchitectureWatch : IDisposable
{
    // Editors save in several steps (truncate and write, write beside and rename): a change is looked at when it has been quiet for this long.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(20);

    private readonly IReadOnlyList<string> _paths;
    private readonly AppConsole _console;
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly SemaphoreSlim _changed = new(0);
    private Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Begins to listen.</summary>
    /// <param name="paths">Files and folders, as the user names them.</param>
    /// <param name="console">Takes what is found.</param>
    public ArchitectureWatch(IReadOnlyList<string> paths, AppConsole console)
    {
        _paths = paths;
        _console = console;
        foreach (var folder in paths.Select(FolderOf).Distinct(StringComparer.Ordinal))
        {
            // Folders may be renamed too, so every event is a reason to look; what did not change says nothing.
            var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, InternalBufferSize = 64 << 10 };
            watcher.Changed += (_, _) => _changed.Release();
            watcher.Created += (_, _) => _changed.Release();
            watcher.Deleted += (_, _) => _changed.Release();
            watcher.Renamed += (_, _) => _changed.Release();
            watcher.Error += (_, _) => _changed.Release();
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
    }

    /// <summary>Checks all files once, then each change, until it is told to stop.</summary>
    public async Task Run(CancellationToken stop)
    {
        Check(Read());
        _console.Log($"watching {string.Join(", ", _paths)}; Ctrl-C ends it");
        try
        {
            while (true)
            {
                await _changed.WaitAsync(stop).ConfigureAwait(false);
                while (await _changed.WaitAsync(Quiet, stop).ConfigureAwait(false))
                {
                }

                await Look(stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The user has seen enough.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watchers.ForEach(watcher => watcher.Dispose());
        _changed.Dispose();
    }

    private async Task Look(CancellationToken stop)
    {
        try
        {
            Check(Read());
        }
        catch (SenetException exception)
        {
            // The last file is gone, or a named one for now: the next change will tell.
            _texts.Clear();
            _console.WriteLine(exception.Message);
        }
        catch (IOException)
        {
            // A file went away between its listing and its reading.
            await Task.Delay(Quiet, stop).ConfigureAwait(false);
            _changed.Release();
        }
    }

    private ArchitectureFiles Read() => ArchitectureFiles.Read(_paths);

    private void Check(ArchitectureFiles files)
    {
        var watch = Stopwatch.StartNew();
        var texts = files.Sources.ToDictionary(source => source.File, source => source.Text, StringComparer.Ordinal);
        var changed = texts.Where(source => !_texts.TryGetValue(source.Key, out var before) || before != source.Value).Select(source => source.Key)
            .Concat(_texts.Keys.Where(file => !texts.ContainsKey(file))).ToHashSet(StringComparer.Ordinal);
        _texts = texts;
        if (changed.Count == 0)
        {
            return;
        }

        var concerned = Closure(changed, file => texts.Keys.Where(other => files.BasesOf(other).Contains(file)));
        var planned = Closure(concerned, files.BasesOf);
        var found = ArchitectureCompiler.Plan(files.Sources, planned.Contains).Diagnostics
            .Where(diagnostic => planned.Contains(diagnostic.File))
            .Select(diagnostic => diagnostic with { File = files.Shown(diagnostic.File) }).ToList();
        foreach (var diagnostic in found)
        {
            _console.WriteLine(diagnostic.ToString());
        }

        var gone = changed.Where(file => !texts.ContainsKey(file)).Select(file => $"{file} is gone; ").Order(StringComparer.Ordinal);
        var errors = found.Count(diagnostic => diagnostic.Severity == Severity.Error);
        var verdict = Verdicts.Of(concerned.Count(texts.ContainsKey), errors, found.Count - errors);
        _console.Log(FormattableString.Invariant($"{string.Concat(gone)}{verdict} ({watch.ElapsedMilliseconds} ms)"));
    }

    private static HashSet<string> Closure(IEnumerable<string> files, Func<string, IEnumerable<string>> next)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>(files);
        while (waiting.TryDequeue(out var file))
        {
            if (all.Add(file))
            {
                foreach (var other in next(file))
                {
                    waiting.Enqueue(other);
                }
            }
        }

        return all;
    }

    private static string FolderOf(string path) => Directory.Exists(path) ? Path.GetFullPath(path) : Path.GetDirectoryName(Path.GetFullPath(path))!;
}
