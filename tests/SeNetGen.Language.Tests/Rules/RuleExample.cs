using System.Text.RegularExpressions;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Tests.RuleExamples;

/// <summary>An example of <c>generators/RULES.md</c>: wrong files, what the build prints of them, and the files mended.</summary>
/// <param name="Id">The rule under whose heading it stands.</param>
/// <param name="Marked">The wrong files with <c>«</c> and <c>»</c> around each place that is reported; <c>a.senet.yaml</c> first.</param>
/// <param name="Printed">What the build prints; <c>...</c> stands for any number of lines.</param>
/// <param name="Mended">The files mended; null where an example of the same rule shows how.</param>
public sealed partial record RuleExample(
    string Id, IReadOnlyList<(string File, string Yaml)> Marked, IReadOnlyList<string> Printed, IReadOnlyList<(string File, string Text)>? Mended)
{
    /// <summary>The wrong files without the marks.</summary>
    public IReadOnlyList<(string File, string Text)> Files { get; } = [.. Marked.Select(file => (file.File, WithoutMarks(file.Yaml)))];

    /// <summary>The marked places, file by file.</summary>
    public IReadOnlyList<(string File, TextRange Range)> Places =>
        [.. Marked.OrderBy(file => file.File, StringComparer.Ordinal).SelectMany(file => Mark().Matches(file.Yaml).Select(mark => (file.File, Range(file.Yaml, mark))))];

    /// <summary>Lines with those left out that <see cref="Printed"/> leaves out.</summary>
    public IReadOnlyList<string> Shorten(IReadOnlyList<string> lines)
    {
        var gap = Printed.ToList().IndexOf("...");
        var after = Printed.Count - gap - 1;
        return gap < 0 || lines.Count < gap + after ? lines : [.. lines.Take(gap), "...", .. lines.Skip(lines.Count - after)];
    }

    public override string ToString() => $"{Id} {Printed[0]}";

    private static TextRange Range(string yaml, Match mark)
    {
        var start = WithoutMarks(yaml[..mark.Index]);
        var end = WithoutMarks(yaml[..(mark.Index + mark.Length)]);
        return new(start.Length, end.Length - start.Length, LineOf(start), ColumnOf(start), LineOf(end), ColumnOf(end));
    }

    private static int LineOf(string before) => before.Count(c => c == '\n');

    private static int ColumnOf(string before) => before.Length - 1 - before.LastIndexOf('\n');

    private static string WithoutMarks(string yaml) => yaml.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);

    [GeneratedRegex("«[^»]*»")]
    private static partial Regex Mark();
}
