using System.Text;

namespace SeNetGen.Language.Emission;

/// <summary>Writes indented lines: four spaces a level, <c>\n</c> on every system, none wider than <see cref="LineWrapper.Width"/> where it can be broken.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _level;
    private bool _needsBlank;
    private bool _atOpening = true;

    /// <summary>Writes a line of code.</summary>
    public void Line(string text) => Broken(LineWrapper.Code(text, 4 * _level));

    /// <summary>Asks for an empty line before what follows, unless it is the first in its braces or nothing follows.</summary>
    public void Separate() => _needsBlank = true;

    /// <summary>Writes a header and, in braces, what <paramref name="body"/> writes; an empty line parts it from what follows.</summary>
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
        _needsBlank = true;
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
            foreach (var line in LineWrapper.Prose(element, (4 * _level) + 4))
            {
                Write("/// " + line);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Broken(IReadOnlyList<string> lines)
    {
        Write(lines[0]);
        var levels = 1 + ((lines[0].Length - lines[0].TrimStart(' ').Length) / 4);
        for (var i = 1; i < lines.Count; i++)
        {
            // What is still too wide has brackets inside those that were broken.
            _level += levels;
            Line(lines[i]);
            _level -= levels;
        }
    }

    private void Write(string text)
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
}
