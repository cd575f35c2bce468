using System.Text;

namespace SeNetGen.Data;

/// <summary>
/// The images of one data set that could not be read: each is counted once, named in a file beside the checkpoints, and past a share of all
/// the run fails. Safe from many threads at once.
/// </summary>
public sealed class DataErrors
{
    private readonly object _gate = new();
    private readonly HashSet<int> _known = [];
    private readonly List<string> _untold = [];
    private readonly string _use;
    private readonly int _images;
    private readonly double _mostCorrupt;
    private string? _log;

    /// <summary>Starts without errors.</summary>
    /// <param name="use">What the images are for, as the file says it: <c>train</c> or <c>validation</c>.</param>
    /// <param name="images">How many images there are.</param>
    /// <param name="mostCorrupt">The share of them that may be corrupt, 0 to 1.</param>
    public DataErrors(string use, int images, double mostCorrupt)
    {
        ArgumentNullException.ThrowIfNull(use);
        _use = use;
        _images = images;
        _mostCorrupt = mostCorrupt;
    }

    /// <summary>Number of images so far that could not be read.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _known.Count;
            }
        }
    }

    /// <summary>Names the images in a file from now on, a line each: use, file, reason.</summary>
    public void LogTo(string? file)
    {
        lock (_gate)
        {
            _log = file;
        }
    }

    /// <summary>The errors since the last call, a sentence each.</summary>
    public IReadOnlyList<string> TakeUntold()
    {
        lock (_gate)
        {
            // By name: which worker came first means nothing.
            string[] untold = [.. _untold.Order(StringComparer.Ordinal)];
            _untold.Clear();
            return untold;
        }
    }

    /// <summary>Takes up an image that could not be read.</summary>
    /// <param name="index">Its index in the data set: it is counted once, however often it is met.</param>
    /// <param name="place">Its file.</param>
    /// <param name="reason">What is wrong, as a clause.</param>
    /// <exception cref="SenetException">There are now more than may be.</exception>
    public void Record(int index, string place, string reason)
    {
        lock (_gate)
        {
            if (!_known.Add(index))
            {
                return;
            }

            var line = $"{place}: {reason}";
            _untold.Add(line);
            if (_log is not null)
            {
                Append(_log, $"{_use}\t{place}\t{reason}\n");
            }

            if (_known.Count > _mostCorrupt * _images)
            {
                throw new SenetException(FormattableString.Invariant($"{_known.Count} of {_images} {_use} images cannot be read, more than max_corrupt {_mostCorrupt} allows; the last is {line}: mend or remove them{(_log is null ? "" : $" ('{_log}' names all)")}, or give a greater max_corrupt"));
            }
        }
    }

    private static void Append(string file, string line)
    {
        try
        {
            File.AppendAllText(file, line, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SenetException($"'{file}' cannot be written: {error.Message}");
        }
    }
}
