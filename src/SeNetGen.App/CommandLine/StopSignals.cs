using System.Runtime.InteropServices;

namespace SeNetGen.App.CommandLine;

/// <summary>
/// Turns the first Ctrl-C or SIGTERM into a cancellation, so that work can be saved; the second ends the process at once.
/// </summary>
internal sealed partial class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly Action<string> _say;
    private int _count;

    /// <summary>Listens from now until it is disposed.</summary>
    /// <param name="say">Tells the user what the signal does; on another thread.</param>
    public StopSignals(Action<string> say)
    {
        _say = say;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code that the signal asks for.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Interrupted;

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        var exitCode = context.Signal == PosixSignal.SIGTERM ? ExitCodes.Terminated : ExitCodes.Interrupted;
        if (Interlocked.Increment(ref _count) > 1)
        {
            EndAtOnce(exitCode);
        }

        ExitCode = exitCode;
        _say("Stopping: a checkpoint is being saved; once more ends at once, without it.");
        _source.Cancel();
    }

    /// <summary>Without the ends of native libraries, whose threads may be in the middle of a step.</summary>
    private static void EndAtOnce(int exitCode)
    {
        if (!OperatingSystem.IsWindows())
        {
            ExitNow(exitCode);
        }

        Environment.Exit(exitCode);
    }

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void ExitNow(int exitCode);
}
