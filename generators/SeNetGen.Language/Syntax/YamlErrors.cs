using SeNetGen.Language.Diagnostics;
using YamlDotNet.Core;

namespace SeNetGen.Language.Syntax;

/// <summary>Says in the language's words what YamlDotNet's exceptions mean.</summary>
internal static class YamlErrors
{
    // What the library's message contains, and what it means to an author.
    private static readonly (string Part, string Message)[] Meanings =
    [
        ("found invalid mapping", "a value may not hold ': '; put quotes around it, or begin a new line for the next key"),
        ("While scanning a quoted scalar", "this quote is not closed"),
        ("cannot start any token", "a value cannot begin with '{0}'; put quotes around it"),
        ("did not find expected key", "a key is expected here; look at the indentation and the brackets above"),
        ("Did not find expected <document end>", "this line is indented less than the first one, or has a value without a key"),
        ("block sequence entries are not allowed", "a list's '- ' cannot stand here; begin a new line for it"),
        ("could not find expected ':'", "a ':' is missing behind this key"),
        ("mapping values are not allowed", "a ': ' cannot stand here; put quotes around the value"),
    ];

    /// <summary>Reports an exception with marks.</summary>
    public static void Report(YamlException exception, string text, int start, IReadOnlyCollection<RawNode> open, TreeNumbering tree)
    {
        var offset = Math.Min(start + (int)exception.Start.Index, text.Length);
        if (open.FirstOrDefault() is { IsFlow: true } && exception.Message.Contains("did not find expected ','"))
        {
            var found = offset < text.Length ? text[offset] : '\0';
            if (found is '[' or '{' && Word(text, offset) is { Length: > 0 } word)
            {
                var index = Digits(text, offset + 1);
                var mend = index.Length > 0 ? $"'{word}.{index}'" : $"'{word}' and what follows in quotes";
                tree.Report(Rules.QuoteExpression, offset - word.Length, offset + 1, mend);
                return;
            }

            if (offset >= text.Length || found is ']' or '}' || TextLines.IsBreak(found) || IsFirstOfLine(text, offset))
            {
                ReportUnclosed(text, open, tree);
                return;
            }
        }

        var (from, to) = Place(text, offset);
        tree.Report(Rules.InvalidYaml, from, to, Explain(exception, text, from));
    }

    /// <summary>Reports an exception without marks: something is not closed, or the place is behind the last event.</summary>
    public static void Report(string text, int lastOffset, IReadOnlyCollection<RawNode> open, TreeNumbering tree)
    {
        if (open.FirstOrDefault() is { IsFlow: true })
        {
            ReportUnclosed(text, open, tree);
            return;
        }

        var (from, to) = Place(text, lastOffset);
        tree.Report(Rules.InvalidYaml, from, to, "it cannot be read on from here; look at the indentation and the brackets");
    }

    private static void ReportUnclosed(string text, IReadOnlyCollection<RawNode> open, TreeNumbering tree)
    {
        var node = open.First();
        var bracket = node.Kind == SyntaxKind.Mapping ? ("{", "}") : ("[", "]");
        tree.Report(Rules.UnclosedBracket, node.Start, Math.Min(node.Start + 1, text.Length), bracket.Item1, bracket.Item2);
    }

    private static string Explain(YamlException exception, string text, int offset)
    {
        foreach (var (part, message) in Meanings)
        {
            if (exception.Message.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return message.Replace("{0}", offset < text.Length ? text.Substring(offset, 1) : "");
            }
        }

        var own = exception.Message.Trim().TrimEnd('.');
        return own.Length == 0 ? "it cannot be read" : char.ToLowerInvariant(own[0]) + own.Substring(1);
    }

    // One word or character; at the end of a line or of the text, the last one before that shows.
    private static (int Start, int End) Place(string text, int offset)
    {
        if (text.Length == 0)
        {
            return (0, 0);
        }

        var at = Math.Min(offset, text.Length - 1);
        while (at > 0 && char.IsWhiteSpace(text[at]) && (offset >= text.Length || TextLines.IsBreak(text[offset])))
        {
            at--;
        }

        if (char.IsLowSurrogate(text[at]) && at > 0)
        {
            at--;
        }

        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return (at, end > at ? end : Math.Min(at + (char.IsHighSurrogate(text[at]) ? 2 : 1), text.Length));
    }

    private static bool IsFirstOfLine(string text, int offset)
    {
        while (offset > 0 && text[offset - 1] == ' ')
        {
            offset--;
        }

        return offset == 0 || TextLines.IsBreak(text[offset - 1]);
    }

    private static string Word(string text, int end)
    {
        var start = end;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '.'))
        {
            start--;
        }

        return text.Substring(start, end - start);
    }

    private static string Digits(string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] is >= '0' and <= '9')
        {
            end++;
        }

        return text.Substring(start, end - start);
    }
}
