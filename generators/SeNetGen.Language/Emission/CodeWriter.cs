using System.Text;

namespace SeNetGen.Language.Emission;

/// <summary>Writes indented lines: four spaces a level, <c>\n</c> on every system.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _level;
    private bool _needsBlank;
    private bool _atOpening = true;

    /// <summary>Writes a line.</summary>
    public void Line(string text)
    {
        if (_needsBlank && !_atOpening)
        {
            _text.Append('\n');
        }

        _needsBlank = false;
        _atOpening = false;
        if (text.Length > 0)
        {
            _text.Append(' ', 4 * _level).Append(text);
        }

        _text.Append('\n');
    }

    /// <summary>Asks for an empty line before what follows, unless it is the first in its braces or nothing follows.</summary>
    public void Separate() => _needsBlank = true;

    /// <summary>Writes a header and, in braces, what <paramref name="body"/> writes.</summary>
    public void Braces(string header, Action body, string end = "")
    {
        Line(header);
        Line("{");
        _level++;
        _atOpening = true;
        body();
        _needsBlank = false;
        _atOpening = false;
        _level--;
        Line("}" + end);
    }

    /// <summary>Writes a statement whose later lines stand one level deeper.</summary>
    public void Lines(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (i == 1)
            {
                _level++;
            }

            Line(lines[i]);
        }

        if (lines.Count > 1)
        {
            _level--;
        }
    }

    /// <summary>Writes items in brackets and a semicolon.</summary>
    public void List(IEnumerable<string> items)
    {
        Line("[");
        _level++;
        foreach (var item in items)
        {
            Line(item);
        }

        _level--;
        Line("];");
    }

    /// <summary>Writes a documentation comment of one or more elements, each already XML.</summary>
    public void Document(params string[] elements)
    {
        foreach (var element in elements)
        {
            Line("/// " + element);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
