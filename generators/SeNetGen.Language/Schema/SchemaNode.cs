using System.Text;

namespace SeNetGen.Language.Schema;

/// <summary>A JSON object whose members keep their order, printed the same on every system.</summary>
public sealed class SchemaNode
{
    private readonly List<(string Name, object Value)> _members = [];

    /// <summary>Whether it stands for another schema.</summary>
    internal bool IsReference => _members is [("$ref", _)];

    /// <summary>Adds a member.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">A text, a truth value, a whole number, a <see cref="SchemaNode"/>, or a sequence of these.</param>
    public SchemaNode With(string name, object value)
    {
        _members.Add((name, value));
        return this;
    }

    /// <summary>The JSON text, indented by two spaces, with <c>\n</c> at its end.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text, this, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, object value, int depth)
    {
        switch (value)
        {
            case string words:
                WriteText(text, words);
                break;
            case bool truth:
                text.Append(truth ? "true" : "false");
                break;
            case SchemaNode node:
                WriteBetween(text, '{', '}', node._members, depth, isBroken: node._members.Count > 0, member =>
                {
                    WriteText(text, member.Name);
                    text.Append(": ");
                    Write(text, member.Value, depth + 1);
                });
                break;
            case System.Collections.IEnumerable items:
                var all = items.Cast<object>().ToList();
                WriteBetween(text, '[', ']', all, depth, isBroken: all.Exists(item => item is SchemaNode), item => Write(text, item, depth + 1));
                break;
            default:
                text.Append(FormattableString.Invariant($"{value}"));
                break;
        }
    }

    private static void WriteBetween<T>(StringBuilder text, char open, char close, List<T> items, int depth, bool isBroken, Action<T> write)
    {
        text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : isBroken ? "," : ", ");
            Break(text, isBroken, depth + 1);
            write(items[i]);
        }

        Break(text, isBroken, depth);
        text.Append(close);
    }

    private static void Break(StringBuilder text, bool isBroken, int depth)
    {
        if (isBroken)
        {
            text.Append('\n').Append(' ', 2 * depth);
        }
    }

    private static void WriteText(StringBuilder text, string words)
    {
        text.Append('"');
        foreach (var letter in words)
        {
            if (letter < ' ')
            {
                text.Append(FormattableString.Invariant($"\\u{(int)letter:x4}"));
                continue;
            }

            text.Append(letter is '"' or '\\' ? "\\" : "").Append(letter);
        }

        text.Append('"');
    }
}
