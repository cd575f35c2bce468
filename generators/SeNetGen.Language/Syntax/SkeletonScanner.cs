using System.Text.RegularExpressions;

namespace SeNetGen.Language.Syntax;

/// <summary>Finds the class names of a file that is no YAML, so that user code keeps binding.</summary>
public static class SkeletonScanner
{
    private static readonly Regex Section = new("^variants[ \t]*:", RegexOptions.CultureInvariant);
    private static readonly Regex Key = new("^(?<indent> +)(?<quote>['\"]?)(?<name>[A-Za-z_][A-Za-z0-9_]*)\\k<quote>[ \t]*:(?:\\s|$)", RegexOptions.CultureInvariant);
    private static readonly string[] LineBreaks = ["\r\n", "\n", "\r"];

    /// <summary>The keys one indent below a <c>variants:</c> in column 0, each once whatever its letter case.</summary>
    public static EquatableArray<string> FindVariants(string text)
    {
        var names = new List<string>();
        var isInside = false;
        var indent = -1;
        foreach (var line in text.Split(LineBreaks, StringSplitOptions.None))
        {
            var trimmed = line.TrimStart(' ', '\t');
            if (trimmed.Length == 0 || trimmed[0] == '#')
            {
                continue;
            }

            if (trimmed.Length == line.Length)
            {
                isInside = Section.IsMatch(line);
                indent = -1;
                continue;
            }

            if (!isInside)
            {
                continue;
            }

            indent = indent < 0 ? line.Length - trimmed.Length : indent;
            var match = Key.Match(line);
            if (match.Success && match.Groups["indent"].Length == indent)
            {
                names.Add(match.Groups["name"].Value);
            }
        }

        return new(names.Distinct(StringComparer.OrdinalIgnoreCase).ToArray());
    }
}
