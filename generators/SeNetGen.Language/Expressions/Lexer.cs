using System.Globalization;
using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Expressions;

/// <summary>Cuts a scalar into tokens; reports the first place where that is not possible.</summary>
internal sealed class Lexer
{
    /// <summary>An expression of more tokens is refused, which also bounds the recursion of everything that walks one.</summary>
    public const int TokenLimit = 512;

    private static readonly HashSet<string> Keywords = ["and", "or", "not", "if", "else", "true", "false"];

    private static readonly string[] Symbols = ["//", "==", "!=", "<=", ">=", "+", "-", "*", "%", "<", ">", "(", ")", "[", "]", ",", ".", "="];

    // What people write who come from other languages, longest first, and what it is called here.
    private static readonly (string Text, string Mend)[] Foreign =
    [
        ("&&", "; write 'and'"),
        ("||", "; write 'or'"),
        ("**", "; there is no power, multiply instead"),
        ("!", "; negation is 'not'"),
        ("/", "; division of whole numbers is '//'"),
        ("?", "; write 'a if condition else b'"),
        ("{", "; a list is written '[a, b]'"),
        ("'", "; names and words stand without quotes"),
        ("\"", "; names and words stand without quotes"),
    ];

    private readonly string _text;
    private readonly SourceRef _at;
    private readonly FaultBag _faults;
    private readonly List<Token> _tokens = [];
    private int _position;

    public Lexer(string text, SourceRef at, FaultBag faults)
    {
        _text = text;
        _at = at;
        _faults = faults;
    }

    /// <summary>The tokens with an end token behind them; null after a fault.</summary>
    public IReadOnlyList<Token>? Read()
    {
        while (true)
        {
            while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
            {
                _position++;
            }

            if (_position == _text.Length)
            {
                _tokens.Add(new(TokenKind.End, "", _text.TrimEnd().Length, 0));
                return _tokens;
            }

            if (_tokens.Count == TokenLimit)
            {
                return Fail(Rules.ExpressionTooLong, _position, _text.Length - _position, TokenLimit);
            }

            var read = IsDigit(Current) ? ReadNumber() : IsNameStart(Current) ? ReadName() : ReadSymbol();
            if (!read)
            {
                return null;
            }
        }
    }

    private char Current => At(_position);

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsNameStart(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    private static bool IsNamePart(char c) => IsNameStart(c) || IsDigit(c);

    private char At(int position) => position < _text.Length ? _text[position] : '\0';

    private bool ReadName()
    {
        var start = _position;
        while (IsNamePart(Current))
        {
            _position++;
        }

        var text = _text.Substring(start, _position - start);
        _tokens.Add(new(Keywords.Contains(text) ? TokenKind.Keyword : TokenKind.Name, text, start, text.Length));
        return true;
    }

    private bool ReadSymbol()
    {
        var doubled = Current == '*' && At(_position + 1) == '*';
        foreach (var symbol in Symbols)
        {
            if (!(doubled && symbol == "*") && string.CompareOrdinal(_text, _position, symbol, 0, symbol.Length) == 0)
            {
                _tokens.Add(new(TokenKind.Symbol, symbol, _position, symbol.Length));
                _position += symbol.Length;
                return true;
            }
        }

        foreach (var (text, mend) in Foreign)
        {
            if (string.CompareOrdinal(_text, _position, text, 0, text.Length) == 0)
            {
                Fail(Rules.UnexpectedCharacter, _position, text.Length, text, mend);
                return false;
            }
        }

        var length = char.IsHighSurrogate(Current) && char.IsLowSurrogate(At(_position + 1)) ? 2 : 1;
        Fail(Rules.UnexpectedCharacter, _position, length, _text.Substring(_position, length), "");
        return false;
    }

    private bool ReadNumber()
    {
        var start = _position;
        if (_tokens.Count > 0 && _tokens[_tokens.Count - 1].Is("."))
        {
            // An index: `depths.0` is no real number, whatever follows.
            SkipDigits();
            return AddInteger(start);
        }

        SkipDigits();
        var isReal = false;
        if (Current == '.')
        {
            isReal = true;
            _position++;
            if (!IsDigit(Current))
            {
                return Malformed(start, "a digit must follow the point");
            }

            SkipDigits();
        }

        if (Current is 'e' or 'E')
        {
            isReal = true;
            _position++;
            if (Current is '+' or '-')
            {
                _position++;
            }

            if (!IsDigit(Current))
            {
                return Malformed(start, "a digit must follow the exponent's 'e'");
            }

            SkipDigits();
        }

        if (IsNamePart(Current))
        {
            while (IsNamePart(Current))
            {
                _position++;
            }

            return Malformed(start, "numbers are decimal, and names do not begin with a digit");
        }

        return isReal ? AddReal(start) : AddInteger(start);
    }

    private void SkipDigits()
    {
        while (IsDigit(Current) || (Current == '_' && IsDigit(At(_position + 1))))
        {
            _position++;
        }
    }

    private bool AddInteger(int start)
    {
        var text = Digits(start);
        if (text.Length > 1 && text[0] == '0')
        {
            return Malformed(start, $"write it without leading zeros, '{(text.TrimStart('0') is { Length: > 0 } rest ? rest : "0")}'");
        }

        _tokens.Add(new(TokenKind.Integer, text, start, _position - start));
        return true;
    }

    private bool AddReal(int start)
    {
        var text = Digits(start);
        if (text.Length > 1 && text[0] == '0' && IsDigit(text[1]))
        {
            return Malformed(start, "write it without leading zeros");
        }

        // .NET Framework refuses what is too large, .NET gives infinity.
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || double.IsInfinity(number))
        {
            Fail(Rules.NumberTooLarge, start, _position - start, text, "real numbers have 64 bits, at most 1.8e308");
            return false;
        }

        _tokens.Add(new(TokenKind.Real, text, start, _position - start));
        return true;
    }

    private string Digits(int start) => _text.Substring(start, _position - start).Replace("_", "");

    private bool Malformed(int start, string reason)
    {
        Fail(Rules.MalformedNumber, start, _position - start, _text.Substring(start, _position - start), reason);
        return false;
    }

    private IReadOnlyList<Token>? Fail(Rule rule, int start, int length, params FaultArgument[] arguments)
    {
        _faults.Report(rule, _at with { Offset = _at.Offset + start, Length = length }, arguments);
        return null;
    }
}
