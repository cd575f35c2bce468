using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Tests.RuleExamples;

/// <summary>A wrong file with exactly one fault: what every rule must have.</summary>
/// <param name="Id">The rule that is broken.</param>
/// <param name="Yaml">The file <c>a.senet.yaml</c>, with <c>«</c> and <c>»</c> around the place that is reported.</param>
/// <param name="Message">The whole message.</param>
/// <param name="Others">Further files; the place may be marked in one of them instead.</param>
public sealed record RuleExample(string Id, string Yaml, string Message, params (string File, string Yaml)[] Others)
{
    /// <summary>The files without the marks.</summary>
    public IReadOnlyList<(string File, string Text)> Files =>
        [.. AllFiles.Select(file => (file.File, file.Yaml.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal)))];

    /// <summary>The marked place.</summary>
    public (string File, TextRange Range) Place
    {
        get
        {
            var (file, yaml) = AllFiles.Single(candidate => candidate.Yaml.Contains('«', StringComparison.Ordinal));
            var start = yaml.IndexOf('«', StringComparison.Ordinal);
            var end = yaml.IndexOf('»', StringComparison.Ordinal) - 1;
            var (line, column) = Position(yaml, start);
            var (endLine, endColumn) = Position(yaml.Replace("«", "", StringComparison.Ordinal), end);
            return (file, new(start, end - start, line, column, endLine, endColumn));
        }
    }

    public override string ToString() => $"{Id} {Message}";

    private IEnumerable<(string File, string Yaml)> AllFiles => [("a.senet.yaml", Yaml), .. Others];

    private static (int Line, int Column) Position(string text, int offset)
    {
        var before = text[..offset];
        return (before.Count(c => c == '\n'), offset - 1 - before.LastIndexOf('\n'));
    }
}

/// <summary>A table of examples; each owner of rules has one, found by reflection.</summary>
public abstract class RuleExampleTable
{
    /// <summary>The examples.</summary>
    public abstract IEnumerable<RuleExample> Examples { get; }

    /// <summary>The examples of every table.</summary>
    public static IReadOnlyList<RuleExample> All { get; } =
        [.. typeof(RuleExampleTable).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(RuleExampleTable)))
            .SelectMany(type => ((RuleExampleTable)Activator.CreateInstance(type)!).Examples)];
}
