using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SeNetGen.Generator.Models;
using SeNetGen.Language;
using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Generator.Steps;

/// <summary>From faults to the compiler's diagnostics.</summary>
internal static class DiagnosticSteps
{
    private const string Category = "SeNetGen";

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> Descriptors = Rules.All.ToImmutableDictionary(
        rule => rule.Id,
        rule => new DiagnosticDescriptor(rule.Id, rule.Title, "{0}", Category, ToRoslyn(rule.Severity), isEnabledByDefault: true, helpLinkUri: Rules.HelpLink(rule)));

    /// <summary>All faults, one a rule and place.</summary>
    /// <param name="faults">The faults of every step.</param>
    /// <param name="usedOfBases">The definitions of bases that extenders use.</param>
    public static EquatableArray<Fault> Merge(ImmutableArray<EquatableArray<Fault>> faults, ImmutableArray<EquatableArray<SourceRef>> usedOfBases) =>
        FaultMerge.Merge(faults.SelectMany(some => some), usedOfBases.SelectMany(some => some));

    /// <summary>Joins faults with spans.</summary>
    public static EquatableArray<LocatedDiagnostic> Locate(EquatableArray<Fault> faults, ImmutableArray<FileSpans> spans)
    {
        if (faults.Count == 0)
        {
            return default;
        }

        var files = spans.GroupBy(file => file.File, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return new(DiagnosticJoin.Join(faults, file => Find(file)?.Spans)
            .Select(diagnostic => new LocatedDiagnostic(Find(diagnostic.File)?.Path ?? diagnostic.File, diagnostic)));

        FileSpans? Find(string file) => files.TryGetValue(file, out var found) ? found : null;
    }

    /// <summary>Reports diagnostics at their place in the YAML.</summary>
    public static void Report(SourceProductionContext context, EquatableArray<LocatedDiagnostic> diagnostics)
    {
        foreach (var (path, diagnostic) in diagnostics.Select(located => (located.Path, located.Diagnostic)))
        {
            var range = diagnostic.Range;
            var location = Location.Create(
                path,
                new TextSpan(range.Start, range.Length),
                new LinePositionSpan(new(range.Line, range.Column), new(range.EndLine, range.EndColumn)));

            // The severity stands beside the descriptor: a note on hidden faults is as grave as they are.
            context.ReportDiagnostic(Microsoft.CodeAnalysis.Diagnostic.Create(
                Descriptors[diagnostic.Id], location, ToRoslyn(diagnostic.Severity), additionalLocations: null, properties: null, diagnostic.Message));
        }
    }

    private static DiagnosticSeverity ToRoslyn(Severity severity) =>
        severity == Severity.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
}
