namespace SeNetGen.Language.Expressions;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>Behind the last.</summary>
    End,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A real number.</summary>
    Real,

    /// <summary>A name.</summary>
    Name,

    /// <summary><c>and</c>, <c>or</c>, <c>not</c>, <c>if</c>, <c>else</c>, <c>true</c>, <c>false</c>.</summary>
    Keyword,

    /// <summary>An operator or a bracket.</summary>
    Symbol,
}

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; for numbers with <c>_</c> taken out.</param>
/// <param name="Start">Its offset in the scalar.</param>
/// <param name="Length">Its length there.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int Length)
{
    public int End => Start + Length;

    /// <summary>What messages call it.</summary>
    public string Description => Kind == TokenKind.End ? "the end of the expression" : $"'{Text}'";

    public bool Is(string text) => (Kind is TokenKind.Keyword or TokenKind.Symbol) && Text == text;
}
