using System.Runtime.CompilerServices;

namespace SeNetGen.TestSupport;

/// <summary>
/// Test projects that run networks wait for each other: two LibTorch processes on two cores starve each other. The lock is a file that
/// this process keeps open until it ends.
/// </summary>
internal static class OneAtATime
{
    /// <summary>Set in the processes that a test starts: their test holds the lock for them.</summary>
    internal const string ChildVariable = "SENETGEN_TEST_CHILD";

    private static FileStream? _lock;

#pragma warning disable CA2255 // A test assembly has no other moment before its first test.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Wait()
    {
        if (Environment.GetEnvironmentVariable(ChildVariable) is not null)
        {
            return;
        }

        var path = Path.Combine(Path.GetTempPath(), "senetgen-tests.lock");
        var limit = DateTime.UtcNow.AddMinutes(30);
        while (_lock is null)
        {
            try
            {
                _lock = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (DateTime.UtcNow < limit)
            {
                Thread.Sleep(100);
            }
        }
    }
}
