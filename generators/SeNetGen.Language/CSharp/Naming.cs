using System.Text;

namespace SeNetGen.Language.CSharp;

/// <summary>How names of the architecture file become C# names. The clash check and the printer both ask here.</summary>
public static class Naming
{
    // Reserved words alone: contextual ones (var, value, record) are legal names.
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using",
        "virtual", "void", "volatile", "while",
    };

    /// <summary>
    /// The C# member of a layer: what <c>member:</c> says, else its key in PascalCase (<c>conv1_1x1</c> gives <c>Conv1_1x1</c>); a key that is
    /// a number follows its head (key 0 under head <c>conv</c> gives <c>Conv0</c>).
    /// </summary>
    /// <param name="key">The layer's key.</param>
    /// <param name="head">The operation or block that is called; null for layers in place.</param>
    /// <param name="member">What <c>member:</c> says, if it stands there.</param>
    public static string Member(string key, string? head, string? member)
    {
        if (member is not null)
        {
            return member;
        }

        return key.Length > 0 && IsDigit(key[0]) ? Pascal(head ?? "layers") + key : Pascal(key);
    }

    /// <summary>The class of a block: <c>basic</c> gives <c>BasicBlock</c>.</summary>
    public static string BlockClass(string block) => WithSuffix(Pascal(block), "Block");

    /// <summary>The class of layers in place, from their member: <c>Stem</c> gives <c>StemLayers</c>.</summary>
    public static string GroupClass(string member) => WithSuffix(member, "Layers");

    /// <summary>
    /// PascalCase: an underscore goes and the letter after it is raised; between two digits it stays, so that <c>1_1</c> is not <c>11</c>.
    /// </summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder(name.Length + 1);
        var raise = true;
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c != '_')
            {
                text.Append(raise && c is >= 'a' and <= 'z' ? (char)(c - 'a' + 'A') : c);
                raise = false;
                continue;
            }

            if (i > 0 && i + 1 < name.Length && IsDigit(name[i - 1]) && IsDigit(name[i + 1]))
            {
                text.Append('_');
            }

            raise = true;
        }

        if (text.Length == 0 || IsDigit(text[0]))
        {
            text.Insert(0, '_');
        }

        return text.ToString();
    }

    /// <summary>camelCase, without an escape for keywords: <c>base_width</c> gives <c>baseWidth</c>.</summary>
    public static string Camel(string name) => Lower(Pascal(name));

    /// <summary>A PascalCase name with its leading capitals lowered: <c>BasicBlock</c> gives <c>basicBlock</c>.</summary>
    public static string Lower(string pascal) =>
        pascal.Length > 0 && pascal[0] is >= 'A' and <= 'Z' ? (char)(pascal[0] - 'A' + 'a') + pascal.Substring(1) : pascal;

    /// <summary>The name as it is written in C#: reserved words get an <c>@</c>.</summary>
    public static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;

    /// <summary>Whether the text is a C# identifier of ASCII letters, digits and underscores.</summary>
    public static bool IsIdentifier(string text) =>
        text.Length > 0 && !IsDigit(text[0]) && text.All(c => c is '_' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'));

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static string WithSuffix(string name, string suffix) => name.EndsWith(suffix, StringComparison.Ordinal) ? name : name + suffix;
}
