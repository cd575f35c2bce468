namespace SeNetGen.App.Benchmarks;

/// <summary>How busy the machine is: figures of a busy one mean little.</summary>
internal static class Load
{
    private const string LoadFile = "/proc/loadavg";

    /// <summary>Linux's averages of 1, 5 and 15 minutes: <c>0.52 0.58 0.59</c>; elsewhere <c>unknown</c>.</summary>
    public static string Text => File.Exists(LoadFile) ? string.Join(' ', File.ReadAllText(LoadFile).Split(' ').Take(3)) : "unknown";
}
