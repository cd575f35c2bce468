namespace SeNetGen.Language.Syntax;

/// <summary>Where the lines of a text begin; the line ends are those of Roslyn's SourceText, so that both count alike.</summary>
internal sealed class TextLines
{
    private readonly List<int> _starts = [0];

    public TextLines(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                continue;
            }

            if (IsBreak(text[i]))
            {
                _starts.Add(i + 1);
            }
        }
    }

    public static bool IsBreak(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    /// <summary>The range from one offset to another.</summary>
    public TextRange Range(int start, int end)
    {
        var line = Line(start);
        var endLine = Line(end);
        return new(start, end - start, line, start - _starts[line], endLine, end - _starts[endLine]);
    }

    private int Line(int offset)
    {
        var found = _starts.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }
}
