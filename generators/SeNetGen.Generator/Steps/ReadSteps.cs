using System.Collections.Immutable;
using SeNetGen.Generator.Models;
using SeNetGen.Language;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Generator.Steps;

/// <summary>From files to trees.</summary>
internal static class ReadSteps
{
    /// <summary>The files, by their path on this machine, whose path in the project another file has before them, letter case aside.</summary>
    public static EquatableArray<string> FindRepeated(ImmutableArray<ProjectFile> files) =>
        new(files.GroupBy(file => file.File, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => group.Select(file => file.Path).OrderBy(path => path, StringComparer.Ordinal).Skip(1))
            .OrderBy(path => path, StringComparer.Ordinal));

    /// <summary>Reads a file; one whose path in the project is taken gives nothing but the fault.</summary>
    public static Document Read(YamlSource source, EquatableArray<string> repeated)
    {
        if (repeated.Contains(source.Path))
        {
            var spans = new SpanTable(new([default(TextRange)]), new([-1]));
            var fault = Fault.Of(Rules.RepeatedFile, new(source.File, 0), source.File);
            return new(new(source.File, null, spans, new([fault])), source.Path, default, source.Options);
        }

        var parsed = ArchitectureParser.Parse(source.File, source.Text, source.IsUtf8);
        return new(parsed, source.Path, parsed.Root is null ? SkeletonScanner.FindVariants(source.Text) : default, source.Options);
    }

    /// <summary>What all later steps see of a file.</summary>
    public static Tree ToTree(Document document) =>
        new(document.Parsed.File, document.Parsed.Root, document.Skeletons, document.Parsed.IsWhole, document.Options);

    /// <summary>What diagnostics need of a file.</summary>
    public static FileSpans ToSpans(Document document) => new(document.Parsed.File, document.Path, document.Parsed.Spans);
}
