using System.Globalization;
using System.Text.RegularExpressions;

namespace SeNetGen.Language.Tests.RuleExamples;

/// <summary>
/// Reads <c>generators/RULES.md</c>: a heading and a title a rule, then its examples, each of them code blocks in this order:
/// <c>yaml</c> with marks (the wrong files), <c>text</c> (what the build prints), <c>yaml</c> without marks (the files mended; may be absent).
/// </summary>
public sealed partial class RulesDocument
{
    private const string FirstFile = "a.senet.yaml";

    private RulesDocument(IReadOnlyList<(string Id, string Title)> entries, IReadOnlyList<RuleExample> examples)
    {
        Entries = entries;
        Examples = examples;
    }

    /// <summary>The document that is built into this assembly.</summary>
    public static RulesDocument Read { get; } = Parse();

    /// <summary>The rules it has, in its order.</summary>
    public IReadOnlyList<(string Id, string Title)> Entries { get; }

    /// <summary>Its examples, in its order.</summary>
    public IReadOnlyList<RuleExample> Examples { get; }

    private static RulesDocument Parse()
    {
        using var stream = typeof(RulesDocument).Assembly.GetManifestResourceStream("RULES.md")!;
        using var reader = new StreamReader(stream);
        var parts = Heading().Split(reader.ReadToEnd().ReplaceLineEndings("\n"));

        // The network of the introduction, then id, title and text of each rule.
        var network = Sections(Block().Match(parts[0]).Groups["text"].Value);
        var entries = new List<(string, string)>();
        var examples = new List<RuleExample>();
        foreach (var rule in parts.Skip(1).Chunk(3))
        {
            entries.Add((rule[0], rule[1]));
            var blocks = Block().Matches(rule[2]).Select(block => (IsYaml: block.Groups["kind"].Value == "yaml", Text: block.Groups["text"].Value)).ToList();
            while (blocks.Count > 0)
            {
                var wrong = Take(blocks, block => block.IsYaml);
                var printed = Take(blocks, block => !block.IsYaml);
                var mended = Take(blocks, block => block.IsYaml && !block.Text.Contains('«', StringComparison.Ordinal));
                Assert.True(wrong.Count > 0 && printed.Count == 1, $"{rule[0]}: an example is wrong YAML, then what the build prints");
                var files = Files(network, wrong);
                examples.Add(new(rule[0], files, printed[0].TrimEnd('\n').Split('\n'), mended.Count == 0 ? null : Replaced(files, Files(network, mended))));
            }
        }

        return new(entries, examples);
    }

    private static List<string> Take(List<(bool IsYaml, string Text)> blocks, Func<(bool IsYaml, string Text), bool> belongs)
    {
        var taken = blocks.TakeWhile(belongs).ToList();
        blocks.RemoveRange(0, taken.Count);
        return [.. taken.Select(block => block.Text)];
    }

    private static List<(string File, string Yaml)> Files(List<string> network, List<string> blocks) =>
        [.. blocks.Select(Expand).Select(text => NameOf(text) is { } name ? (name, text) : (FirstFile, IsWhole(text) ? text : Changed(network, text)))];

    // A file that is not shown again is as it was; all shown again may have other names.
    private static List<(string File, string Text)> Replaced(List<(string File, string Yaml)> files, List<(string File, string Yaml)> by) =>
        by.Count == files.Count ? by : [.. by, .. files.Where(file => by.All(other => other.File != file.File))];

    // A file other than the first says its name in a comment on its first line.
    private static string? NameOf(string text) => Name().Match(text) is { Success: true } name ? name.Groups[1].Value : null;

    private static bool IsWhole(string text)
    {
        var keys = Sections(text).Select(KeyOf).ToList();
        return keys.Contains("language") || keys.Contains("family") || keys.All(key => !char.IsAsciiLetter(key.FirstOrDefault()));
    }

    private static string Changed(List<string> network, string text)
    {
        var changed = Sections(text).Select(KeyOf).ToHashSet();
        return string.Concat(network.Where(section => !changed.Contains(KeyOf(section)))) + text;
    }

    // A section begins at a line that is not indented.
    private static List<string> Sections(string text)
    {
        var sections = new List<string>();
        foreach (var line in text.Split('\n').SkipLast(1))
        {
            var isIndented = line.TrimStart('«') is ['\t' or ' ', ..] or "";
            if (isIndented && sections.Count > 0)
            {
                sections[^1] += line + "\n";
            }
            else
            {
                sections.Add(line + "\n");
            }
        }

        return sections;
    }

    private static string KeyOf(string section) => section.TrimStart('«').Split(':')[0].TrimEnd('»');

    private static string Expand(string text) =>
        Repetition().Replace(text, match => string.Concat(Enumerable.Repeat(match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))));

    [GeneratedRegex(@"^## (SEN\d{3})\n\n(.+)\.\n", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```(?<kind>yaml|text)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^# (\S+\.senet\.yaml)\n")]
    private static partial Regex Name();

    [GeneratedRegex("‹([^›]*) × ([0-9]+)›")]
    private static partial Regex Repetition();
}
