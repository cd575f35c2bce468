using System.Globalization;
using System.Text;

namespace SeNetGen.Language.Emission;

/// <summary>
/// The one way by which text of an architecture file reaches C#: as a string literal or inside a documentation comment. What could end
/// the literal or the line, or show other than it reads, is escaped, so that no name or summary can become code.
/// </summary>
public static class SourceText
{
    /// <summary>A C# string literal.</summary>
    public static string Literal(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append(@"\\"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                _ when IsHidden(c) || char.IsSurrogate(c) => result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => result.Append(c),
            };
        }

        return result.Append('"').ToString();
    }

    /// <summary>Text inside a documentation comment: one line, nothing of it markup.</summary>
    public static string Xml(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                result.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '\n' or '\r' or '\t' or '\u0085' or '\u2028' or '\u2029' => result.Append(' '),
                _ when char.IsSurrogate(c) || c is < ' ' or '\uFFFE' or '\uFFFF' => result.Append('\uFFFD'),
                _ when IsHidden(c) => result.Append("&#x").Append(((int)c).ToString("X", CultureInfo.InvariantCulture)).Append(';'),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }

    /// <summary>Text behind <c>//</c>: one line, what could end it or hide in it replaced.</summary>
    public static string Comment(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            result.Append(IsHidden(c) || char.IsSurrogate(c) ? '?' : c);
        }

        return result.ToString();
    }

    /// <summary>Text in code font inside a documentation comment.</summary>
    public static string Code(string text) => $"<c>{Xml(text)}</c>";

    /// <summary>A whole number with its digits in groups of three: <c>11_779_624</c>.</summary>
    public static string Number(long value) => value.ToString("#,0", Grouped);

    /// <summary>A real number as C# takes it: <c>1.</c> becomes <c>1.0</c>.</summary>
    public static string Real(string text)
    {
        var digits = text.Replace("_", "");
        var point = digits.IndexOf('.');
        var isBare = point >= 0 && (point + 1 == digits.Length || digits[point + 1] is < '0' or > '9');
        return isBare ? digits.Insert(point + 1, "0") : digits;
    }

    // Characters that end a line, have no shape, or turn the reading direction. A list, since categories change with Unicode's versions.
    private static bool IsHidden(char c) => c
        is < ' ' or (>= '\u007F' and <= '\u009F') or '\u00AD' or '\u061C' or (>= '\u200B' and <= '\u200F') or (>= '\u2028' and <= '\u202E')
        or (>= '\u2060' and <= '\u206F') or '\uFEFF' or (>= '\uFFF9' and <= '\uFFFB') or '\uFFFE' or '\uFFFF';

    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = "_", NumberGroupSizes = [3], NegativeSign = "-" };
}
