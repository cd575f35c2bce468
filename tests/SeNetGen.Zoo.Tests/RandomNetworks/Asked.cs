using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>
/// The numbers that a random test draws from: 0 and up, as many as an environment variable asks for, from <c>SENETGEN_FROM</c> on, so that
/// a long run can be cut into parts. It says now and then how far it is.
/// </summary>
public sealed class Asked(IMessageSink sink)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    /// <summary>How many a variable asks for, or the standard.</summary>
    public static int Count(string variable, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : standard;

    /// <summary>The numbers.</summary>
    public IEnumerable<int> Numbers(string variable, int standard)
    {
        var (count, from) = (Count(variable, standard), Count("SENETGEN_FROM", 0));
        var (clock, done) = (Stopwatch.StartNew(), 0);
        void Tell(object? state)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"{variable}: {done} of {count}, {done / clock.Elapsed.TotalSeconds:F0} a second, now at {from + done}");
            sink.OnMessage(new DiagnosticMessage(message));
        }

        using var timer = new Timer(Tell, null, Pause, Pause);
        while (done < count)
        {
            yield return from + done;
            done++;
        }
    }
}
