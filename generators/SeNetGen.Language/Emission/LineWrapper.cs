namespace SeNetGen.Language.Emission;

/// <summary>Breaks lines that are wider than a reader's window: code at the commas of its widest brackets, prose at spaces.</summary>
internal static class LineWrapper
{
    /// <summary>The most columns a line may have.</summary>
    public const int Width = 140;

    /// <summary>The lines of a statement or declaration; those after the first are one level deeper.</summary>
    /// <param name="text">The statement on one line.</param>
    /// <param name="indent">The columns before it.</param>
    public static IReadOnlyList<string> Code(string text, int indent)
    {
        if (indent + text.Length <= Width)
        {
            return [text];
        }

        if (FindBrackets(text) is not { } brackets)
        {
            var arrow = text.IndexOf(" => ", StringComparison.Ordinal);
            return arrow < 0 ? [text] : [text.Substring(0, arrow + 3), text.Substring(arrow + 4)];
        }

        var (open, close) = brackets;
        var lines = new List<string> { text.Substring(0, open + 1) };
        var items = Items(text, open + 1, close);

        // Spaces that the line begins with stand before the lines after it too.
        var inner = indent + 4 + ((text.Length - text.TrimStart(' ').Length) / 4 * 4);
        var line = "";
        for (var i = 0; i < items.Count; i++)
        {
            var item = i + 1 < items.Count ? items[i] + "," : items[i] + text.Substring(close);
            if (line.Length > 0 && inner + line.Length + 1 + item.Length > Width)
            {
                lines.Add(line);
                line = "";
            }

            line = line.Length == 0 ? item : line + " " + item;
        }

        lines.Add(line);
        return lines;
    }

    /// <summary>The lines of an element of a documentation comment.</summary>
    /// <param name="xml">The element on one line.</param>
    /// <param name="indent">The columns before each line.</param>
    public static IReadOnlyList<string> Prose(string xml, int indent)
    {
        if (indent + xml.Length <= Width)
        {
            return [xml];
        }

        const string start = "<summary>";
        const string end = "</summary>";
        return xml.StartsWith(start, StringComparison.Ordinal) && xml.EndsWith(end, StringComparison.Ordinal) && xml.Length > start.Length + end.Length
            ? [start, .. Fill(xml.Substring(start.Length, xml.Length - start.Length - end.Length), indent), end]
            : Fill(xml, indent);
    }

    /// <summary>A text in pieces, each ending with a space but the last, that are not longer than a number of characters where spaces allow it.</summary>
    public static IReadOnlyList<string> Pieces(string text, int length)
    {
        var pieces = new List<string>();
        while (text.Length > length)
        {
            var space = text.LastIndexOf(' ', length - 1);
            if (space < 0)
            {
                break;
            }

            pieces.Add(text.Substring(0, space + 1));
            text = text.Substring(space + 1);
        }

        pieces.Add(text);
        return pieces;
    }

    private static List<string> Fill(string xml, int indent)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in Words(xml))
        {
            if (line.Length > 0 && indent + line.Length + 1 + word.Length > Width)
            {
                lines.Add(line);
                line = "";
            }

            line = line.Length == 0 ? word : line + " " + word;
        }

        lines.Add(line);
        return lines;
    }

    // What stands between spaces; a tag, and a text in code font, is not torn.
    private static IEnumerable<string> Words(string xml)
    {
        var start = 0;
        var inTag = false;
        var inCode = false;
        for (var i = 0; i < xml.Length; i++)
        {
            inTag = xml[i] == '<' || (inTag && xml[i] != '>');
            inCode = string.CompareOrdinal(xml, i, "<c>", 0, 3) == 0 || (inCode && string.CompareOrdinal(xml, i, "</c>", 0, 4) != 0);
            if (xml[i] == ' ' && !inTag && !inCode)
            {
                yield return xml.Substring(start, i - start);
                start = i + 1;
            }
        }

        yield return xml.Substring(start);
    }

    // The widest brackets that are closed on the line and hold more than one item.
    private static (int Open, int Close)? FindBrackets(string text)
    {
        var opened = new Stack<int>();
        (int Open, int Close)? widest = null;
        foreach (var i in Outside(text))
        {
            if (text[i] is '(' or '[')
            {
                opened.Push(i);
            }
            else if (text[i] is ')' or ']' && opened.Count > 0)
            {
                var open = opened.Pop();
                if ((widest is not { } known || i - open > known.Close - known.Open) && Items(text, open + 1, i).Count > 1)
                {
                    widest = (open, i);
                }
            }
        }

        return widest;
    }

    private static List<string> Items(string text, int start, int end)
    {
        var items = new List<string>();
        var depth = 0;
        foreach (var i in Outside(text).Where(i => i >= start && i < end))
        {
            depth += text[i] is '(' or '[' or '<' ? 1 : text[i] is ')' or ']' || (text[i] == '>' && text[i - 1] != '=') ? -1 : 0;
            if (text[i] == ',' && depth == 0)
            {
                items.Add(text.Substring(start, i - start).Trim());
                start = i + 1;
            }
        }

        items.Add(text.Substring(start, end - start).Trim());
        return items;
    }

    // The places that are in no string literal.
    private static IEnumerable<int> Outside(string text)
    {
        var inLiteral = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                inLiteral = !inLiteral;
            }
            else if (inLiteral && text[i] == '\\')
            {
                i++;
            }
            else if (!inLiteral)
            {
                yield return i;
            }
        }
    }
}
