using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Syntax;

/// <summary>
/// Reads YAML into a tree without positions and a table of spans. Never throws, never runs long: the text's length is checked before
/// the first event, depth, number and length of the nodes on each.
/// </summary>
public static class ArchitectureParser
{
    /// <summary>The most characters a file may have.</summary>
    public const int TextLimit = 1 << 20;

    /// <summary>The deepest nesting.</summary>
    public const int DepthLimit = 64;

    /// <summary>The most keys, values and collections a file may have.</summary>
    public const int NodeLimit = 100_000;

    /// <summary>The most characters a key or a value may have.</summary>
    public const int ScalarLimit = 4_096;

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path relative to the project, with <c>/</c>.</param>
    /// <param name="text">Its text, a byte order mark included or not.</param>
    /// <param name="isUtf8">Whether whoever decoded the bytes found UTF-8.</param>
    public static ParsedFile Parse(string file, string text, bool isUtf8 = true)
    {
        var tree = new TreeNumbering(file, text);
        if (!CheckText(text, isUtf8, tree))
        {
            return tree.Finish(null);
        }

        var root = new EventReader(text, text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0, tree).Read();
        if (root is null)
        {
            return tree.Finish(null);
        }

        if (root.Kind != SyntaxKind.Mapping)
        {
            tree.Report(Rules.RootIsNoMapping, root.Start, root.End, root.Kind == SyntaxKind.Sequence ? "a list" : "a single value");
            return tree.Finish(null);
        }

        FlowDamage.Mend(root, text, (start, end, expression) => tree.Report(Rules.QuoteExpression, start, end, Quoted(expression)));
        return tree.Finish(root);
    }

    private static string Quoted(string expression) => "\"" + expression + "\"";

    // What can be said of the text before it is read; false when reading is of no use.
    private static bool CheckText(string text, bool isUtf8, TreeNumbering tree)
    {
        if (text.Length > TextLimit)
        {
            tree.Report(Rules.FileTooLarge, 0, 0, text.Length, TextLimit);
            return false;
        }

        // NUL is what UTF-16 leaves; the YAML reader would take it for the end of the file.
        var undecodable = text.IndexOfAny(['\uFFFD', '\0']);
        if (undecodable < 0 && !isUtf8)
        {
            undecodable = Math.Max(0, text.ToList().FindIndex(c => c > '\u007F'));
        }

        if (undecodable >= 0)
        {
            tree.Report(Rules.NotUtf8, undecodable, Math.Min(undecodable + 1, text.Length));
            return false;
        }

        if (FindTab(text) is var tab and >= 0)
        {
            tree.Report(Rules.TabIndentation, tab, tab + 1);
            return false;
        }

        return true;
    }

    // The first tab that stands before a line's first character, or -1.
    private static int FindTab(string text)
    {
        var tab = -1;
        var isIndentation = true;
        for (var i = 0; i < text.Length; i++)
        {
            if (TextLines.IsBreak(text[i]))
            {
                tab = -1;
                isIndentation = true;
            }
            else if (isIndentation && text[i] == '\t')
            {
                tab = tab < 0 ? i : tab;
            }
            else if (isIndentation && text[i] != ' ')
            {
                if (tab >= 0)
                {
                    return tab;
                }

                isIndentation = false;
            }
        }

        return -1;
    }
}
