using System.Diagnostics;
using System.Globalization;

namespace SeNetGen.Benchmarks.Data;

/// <summary>A process that goes over the photos once for each line it is sent.</summary>
internal sealed class Side : IDisposable
{
    private readonly Process _process;

    private Side(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        // glibc maps large blocks anew each time and pays for their pages; SeNetGen sets this for itself, so its peers get it too.
        start.Environment["MALLOC_MMAP_THRESHOLD_"] = "1000000000";
        start.Environment["MALLOC_TRIM_THRESHOLD_"] = "2000000000";
        _process = Process.Start(start)!;
    }

    /// <summary>Starts this program's own side.</summary>
    public static Side Own(string decoder, string photos) => new(new ProcessStartInfo(Environment.ProcessPath!, ["side", decoder, photos]));

    /// <summary>Starts a peer in Python.</summary>
    public static Side Python(string peer, string photos) => new(new ProcessStartInfo("/usr/bin/python3", [Script("peer.py"), peer, photos]));

    /// <summary>The path of a script of the benchmark.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);

    /// <summary>Waits until it has warmed up.</summary>
    public void WaitUntilReady()
    {
        if (_process.StandardOutput.ReadLine() != "ready")
        {
            throw new InvalidOperationException("a side of the benchmark did not start: see its own words above");
        }
    }

    /// <summary>One pass.</summary>
    public (double Seconds, double Bytes) Pass()
    {
        _process.StandardInput.WriteLine();
        var words = (_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("a side of the benchmark ended: see its own words above")).Split(' ');
        return (double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
