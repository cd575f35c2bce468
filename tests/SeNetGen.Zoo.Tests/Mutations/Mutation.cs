using System.Text;
using System.Text.RegularExpressions;
using SeNetGen.Zoo.Tests.RandomNetworks;

namespace SeNetGen.Zoo.Tests.Mutations;

/// <summary>Damages a file as a person or a disk would: one to three words, values, lines, indents or bytes.</summary>
internal static partial class Mutation
{
    // What stands in a file besides numbers and names, and what does not belong there.
    private static readonly string[] Strays =
    [
        "{", "}", "[", "]", ":", ": ", "- ", "'", "\"", "\t", "\n", "\n  ", "#", " # ", "&a", "*a", "!x", "%", "@", "|", ">", "?", "0", "-1", "1", "2", "3", "7",
        "65536", "9999999999999999999", "1.5", "1e400", ".nan", "true", "false", "null", "~", "not", "//", "%", "channels", "input", "input.channels", "required",
        "none", "each", "first", "rest", "when", "from", "repeat", "layers", "conv", "add", "extends", "language", "é", "🙂", "\u0085", "\ufeff", "\0",
    ];

    /// <summary>A damaged copy; now and then equal to the text.</summary>
    public static string Of(string text, Draw draw)
    {
        for (var left = draw.Between(1, 3); left > 0; left--)
        {
            text = draw.Below(10) switch
            {
                < 5 => Words(text, draw),
                < 8 => Lines(text, draw),
                8 => Indent(text, draw),
                _ => Bytes(text, draw),
            };
        }

        return text;
    }

    /// <summary>Text that never was a file: words, signs and bytes in a row.</summary>
    public static string Noise(Draw draw)
    {
        var text = new StringBuilder(draw.Chance(50) ? "language: 1\n" : "");
        for (var left = draw.Below(60); left > 0; left--)
        {
            text.Append(draw.Below(4) switch
            {
                0 => draw.Pick(Strays),
                1 => ((char)draw.Below(256)).ToString(),
                2 => draw.Pick(" ", "\n", "\n  ", ": ", ", "),
                _ => draw.Pick("family", "stem", "stages", "head", "blocks", "variants", "parameters", "let", "x", "y", "relu", "conv", "linear", "(", ")", "+", "*", "if", "else"),
            });
        }

        return text.ToString();
    }

    // A key, a value, a sign or a space: changed, deleted, swapped with another, doubled, or joined by a stray.
    private static string Words(string text, Draw draw)
    {
        var words = Word().Matches(text).Select(match => match.Value).ToList();
        if (words.Count == 0)
        {
            return draw.Pick(Strays);
        }

        var (at, other) = (draw.Below(words.Count), draw.Below(words.Count));
        switch (draw.Below(5))
        {
            case 0:
                words[at] = "";
                break;
            case 1:
                words.Insert(at, words[at]);
                break;
            case 2:
                (words[at], words[other]) = (words[other], words[at]);
                break;
            case 3:
                words[at] = draw.Pick(Strays);
                break;
            default:
                words.Insert(at, draw.Pick(Strays));
                break;
        }

        return string.Concat(words);
    }

    private static string Lines(string text, Draw draw)
    {
        var lines = text.Split('\n').ToList();
        var (at, other) = (draw.Below(lines.Count), draw.Below(lines.Count));
        switch (draw.Below(4))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(other, lines[at]);
                break;
            case 2:
                (lines[at], lines[other]) = (lines[other], lines[at]);
                break;
            default:
                lines[at] = lines[at][..draw.Below(lines[at].Length + 1)];
                break;
        }

        return string.Join('\n', lines);
    }

    private static string Indent(string text, Draw draw)
    {
        var lines = text.Split('\n');
        var at = draw.Below(lines.Length);
        lines[at] = draw.Chance(50) ? draw.Pick(" ", "  ", "\t", "      ") + lines[at] : lines[at].TrimStart(' ');
        return string.Join('\n', lines);
    }

    private static string Bytes(string text, Draw draw)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var left = draw.Between(1, 4); left > 0 && bytes.Length > 0; left--)
        {
            bytes[draw.Below(bytes.Length)] = (byte)draw.Below(256);
        }

        return Encoding.UTF8.GetString(bytes);
    }

    [GeneratedRegex(@"\w+| +|[^\w ]", RegexOptions.Singleline)]
    private static partial Regex Word();
}
