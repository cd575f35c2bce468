using System.Globalization;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Diagnostics;

/// <summary>Joins faults with the spans of their nodes.</summary>
public static class DiagnosticJoin
{
    /// <summary>At most so many diagnostics are shown for a file; one more then says how many are not.</summary>
    public const int LimitPerFile = 20;

    /// <summary>The diagnostics of faults, one a rule and place (<see cref="FaultMerge"/>), sorted by file and place.</summary>
    /// <param name="faults">The faults of all files.</param>
    /// <param name="spans">The spans of a file; null when they are unknown, which places its faults at its start.</param>
    public static EquatableArray<Diagnostic> Join(IEnumerable<Fault> faults, Func<string, SpanTable?> spans)
    {
        var result = new List<Diagnostic>();
        var sorted = FaultMerge.Merge(faults)
            .Select(fault => Locate(fault, spans))
            .OrderBy(diagnostic => diagnostic.File, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Range.Start)
            .ThenBy(diagnostic => diagnostic.Range.Length)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Message, StringComparer.Ordinal);
        foreach (var file in sorted.GroupBy(diagnostic => diagnostic.File, StringComparer.Ordinal))
        {
            var all = file.ToList();
            if (all.Count <= LimitPerFile)
            {
                result.AddRange(all);
                continue;
            }

            // Errors are never hidden behind warnings.
            var shown = all.OrderBy(diagnostic => diagnostic.Severity == Severity.Error ? 0 : 1).Take(LimitPerFile).ToList();
            result.AddRange(all.Where(shown.Contains));
            var hidden = all.Except(shown).ToList();
            var rule = Rules.MoreFaults;
            result.Add(new(rule.Id, hidden.Max(diagnostic => diagnostic.Severity), file.Key, hidden[0].Range, Format(rule, [hidden.Count], spans)));
        }

        return new(result.ToArray());
    }

    /// <summary>The span of a place; the file's start when the table does not have the node.</summary>
    public static TextRange Locate(SourceRef at, SpanTable? spans)
    {
        if (spans is null || at.Node < 0 || at.Node >= spans.Ranges.Count)
        {
            return default;
        }

        var node = spans.Ranges[at.Node];
        var textStart = spans.ScalarStarts[at.Node];
        if (at.Length < 0 || textStart < 0)
        {
            return node;
        }

        // Offsets are mapped only in scalars of one line, so a place inside is as far right as its offset says.
        var start = textStart + at.Offset;
        var column = node.Column + start - node.Start;
        return new(start, at.Length, node.Line, column, node.Line, column + at.Length);
    }

    private static Diagnostic Locate(Fault fault, Func<string, SpanTable?> spans)
    {
        var message = Format(fault.Rule, fault.Arguments, spans);
        return new(
            fault.Rule.Id,
            fault.Rule.Severity,
            fault.At.File,
            Locate(fault.At, spans(fault.At.File)),
            fault.Note is { } note ? $"{message} ({note})" : message);
    }

    private static string Format(Rule rule, IReadOnlyList<FaultArgument> arguments, Func<string, SpanTable?> spans)
    {
        var texts = arguments.Select(argument => argument.Place is { } place ? Describe(place, spans) : argument.Text ?? "");
        return string.Format(CultureInfo.InvariantCulture, rule.MessageFormat, texts.ToArray<object>());
    }

    private static string Describe(SourceRef place, Func<string, SpanTable?> spans)
    {
        var range = Locate(place, spans(place.File));
        return FormattableString.Invariant($"{place.File}({range.Line + 1},{range.Column + 1})");
    }
}
