using SeNetGen.Language.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SeNetGen.Language.Syntax;

/// <summary>Reads YamlDotNet's events into raw nodes, checks the limits on each, and names every YAML feature that the language lacks.</summary>
internal sealed class EventReader
{
    private readonly string _text;
    private readonly int _base;
    private readonly TreeNumbering _tree;
    private readonly Stack<RawNode> _open = new();
    private RawNode? _root;
    private int _nodes;
    private int _documents;
    private int _lastOffset;
    private bool _isUnreadable;

    /// <summary>Reads the text from an offset on; faults go to <paramref name="tree"/>.</summary>
    public EventReader(string text, int start, TreeNumbering tree)
    {
        _text = text;
        _base = start;
        _tree = tree;
    }

    /// <summary>The tree; null when there is none to go on with.</summary>
    public RawNode? Read()
    {
        try
        {
            var parser = new Parser(new StringReader(_text.Substring(_base)));
            while (parser.MoveNext())
            {
                var current = parser.Current!;
                _lastOffset = Math.Max(_lastOffset, Offset(current.End));
                if (!Take(current))
                {
                    return _open.Count > 0 ? null : _root;
                }
            }
        }
        catch (YamlException exception)
        {
            YamlErrors.Report(exception, _text, _base, _open, _tree);
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The parser's own slips, such as InvalidOperationException on a forgotten brace.
            YamlErrors.Report(_text, _lastOffset, _open, _tree);
            return null;
        }

        if (_root is null)
        {
            _tree.Report(Rules.EmptyFile, _base, _base);
        }

        return _isUnreadable ? null : _root;
    }

    // Whether to go on.
    private bool Take(ParsingEvent current)
    {
        switch (current)
        {
            case DocumentStart when _documents++ > 0:
                _tree.Report(Rules.SeveralDocuments, Offset(current.Start), Offset(current.End));
                return false;
            case Scalar scalar:
                return TakeScalar(scalar);
            case MappingStart mapping:
                return TakeStart(mapping, SyntaxKind.Mapping, mapping.Style == MappingStyle.Flow);
            case SequenceStart sequence:
                return TakeStart(sequence, SyntaxKind.Sequence, sequence.Style == SequenceStyle.Flow);
            case MappingEnd or SequenceEnd:
                var closed = _open.Pop();
                if (closed.IsFlow)
                {
                    closed.End = Math.Min(Offset(current.Start) + 1, _text.Length);
                }

                if (_open.Count > 0)
                {
                    // The collection was put into its parent when it began; now its end is known.
                    _open.Peek().End = Math.Max(_open.Peek().End, closed.End);
                }

                return true;
            case AnchorAlias alias:
                var start = Offset(alias.Start);
                _tree.Report(Rules.AnchorOrAlias, start, Offset(alias.End), _text.Substring(start, Offset(alias.End) - start), "a YAML alias");

                // What it stands for is unknown; the rest is read for further faults alone.
                _isUnreadable = true;
                return TakeNode(new() { Kind = SyntaxKind.Scalar, Start = start, End = Offset(alias.End) });
            default:
                return true;
        }
    }

    private bool TakeScalar(Scalar scalar)
    {
        var start = Offset(scalar.Start);
        var end = Offset(scalar.End);
        CheckProperties(scalar);
        if (scalar.Value.Length > ArchitectureParser.ScalarLimit)
        {
            _tree.Report(Rules.ScalarTooLong, start, end, scalar.Value.Length, ArchitectureParser.ScalarLimit);
            return false;
        }

        while (end > start && char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }

        return TakeNode(new()
        {
            Kind = SyntaxKind.Scalar,
            Start = start,
            End = end,
            Text = scalar.Value,
            IsQuoted = scalar.Style != ScalarStyle.Plain,
        });
    }

    private bool TakeStart(NodeEvent current, SyntaxKind kind, bool isFlow)
    {
        var start = Offset(current.Start);
        CheckProperties(current);
        if (_open.Count == ArchitectureParser.DepthLimit)
        {
            _tree.Report(Rules.NestingTooDeep, start, Math.Min(start + 1, _text.Length), ArchitectureParser.DepthLimit);
            return false;
        }

        var node = new RawNode { Kind = kind, Start = start, End = start, IsFlow = isFlow };
        if (!TakeNode(node))
        {
            return false;
        }

        _open.Push(node);
        return true;
    }

    private bool TakeNode(RawNode node)
    {
        if (++_nodes > ArchitectureParser.NodeLimit)
        {
            _tree.Report(Rules.TooManyNodes, node.Start, node.End, ArchitectureParser.NodeLimit);
            return false;
        }

        if (_open.Count > 0)
        {
            _open.Peek().Add(node);
        }
        else
        {
            _root = node;
        }

        return true;
    }

    private void CheckProperties(NodeEvent node)
    {
        var start = Offset(node.Start);
        var end = start;
        while (end < _text.Length && !char.IsWhiteSpace(_text[end]) && _text[end] != ',')
        {
            end++;
        }

        if (!node.Anchor.IsEmpty)
        {
            _tree.Report(Rules.AnchorOrAlias, start, end, _text.Substring(start, end - start), "a YAML anchor");
        }
        else if (!node.Tag.IsEmpty)
        {
            _tree.Report(Rules.Tag, start, end, _text.Substring(start, end - start));
        }
    }

    private int Offset(Mark mark) => Math.Min(_base + (int)mark.Index, _text.Length);
}
