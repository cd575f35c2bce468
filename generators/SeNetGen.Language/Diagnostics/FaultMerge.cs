using System.Globalization;

namespace SeNetGen.Language.Diagnostics;

/// <summary>
/// Folds the faults of all files: one report a rule and place. A template used many times says where it was seen first and how often;
/// a fault in a base that only an extender shows says who shows it.
/// </summary>
public static class FaultMerge
{
    /// <summary>The faults, one a rule and place, each with its <see cref="Fault.Note"/>, in the order first met.</summary>
    public static EquatableArray<Fault> Merge(IEnumerable<Fault> faults) =>
        new(faults.GroupBy(fault => (fault.Rule, fault.At)).Select(group => Fold([.. group])));

    /// <summary>The faults, but for definitions of a base that some extender uses.</summary>
    /// <param name="faults">The faults of all files.</param>
    /// <param name="used">The definitions of bases that extenders use.</param>
    public static EquatableArray<Fault> Merge(IEnumerable<Fault> faults, IEnumerable<SourceRef> used)
    {
        var offered = new HashSet<SourceRef>(used);
        return Merge(faults.Where(fault => fault.Rule != Rules.UnusedDefinition || !offered.Contains(fault.At)));
    }

    private static Fault Fold(IReadOnlyList<Fault> sightings)
    {
        // What the file's own networks show needs no extender to explain it.
        var own = sightings.Where(fault => fault.Trace is null || fault.Trace.File == fault.At.File).ToArray();
        if (own.Length == 0)
        {
            var first = sightings[0];
            var trace = first.Trace!;
            var user = trace.Network is null ? trace.Family : $"{trace.Family}#{trace.Network}";
            return first with { Note = $"as {user} uses it" };
        }

        // A fault of the file itself says nothing of networks, however many repeat it.
        if (own.FirstOrDefault(fault => fault.Trace?.Network is null) is { } plain)
        {
            return plain;
        }

        var count = own.Sum(fault => fault.Trace!.Count);
        var seen = own[0].Trace!;
        var place = seen.Path.Length == 0 ? seen.Network : $"{seen.Network} {seen.Path}";
        return count > 1
            ? own[0] with { Note = string.Format(CultureInfo.InvariantCulture, "first in {0}, and {1} more", place, count - 1) }
            : own[0];
    }
}
