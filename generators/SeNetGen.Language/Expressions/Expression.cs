using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Expressions;

/// <summary>A parsed expression.</summary>
/// <param name="At">The part of the scalar that it was read from.</param>
public abstract record Expression(SourceRef At)
{
    /// <summary>The expression in the language's own text, with no brackets but the needed ones.</summary>
    public sealed override string ToString() => ExpressionPrinter.Print(this);
}

/// <summary>A whole number.</summary>
public sealed record IntegerExpression(long Number, SourceRef At) : Expression(At);

/// <summary>A real number: its source text, <c>_</c> taken out.</summary>
public sealed record RealExpression(string Text, SourceRef At) : Expression(At);

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record BooleanExpression(bool IsTrue, SourceRef At) : Expression(At);

/// <summary>A name: a parameter, a <c>let</c>, a layer, or <c>channels</c> and <c>input.channels</c>.</summary>
public sealed record NameExpression(string Name, SourceRef At) : Expression(At);

/// <summary>An item of a list: <c>depths.0</c>.</summary>
public sealed record IndexExpression(Expression List, int Index, SourceRef At) : Expression(At);

/// <summary>A list.</summary>
public sealed record ListExpression(EquatableArray<Expression> Items, SourceRef At) : Expression(At);

/// <summary><c>-a</c> or <c>not a</c>.</summary>
public sealed record UnaryExpression(UnaryOperator Operator, Expression Operand, SourceRef At) : Expression(At);

/// <summary>An operator between two operands.</summary>
public sealed record BinaryExpression(BinaryOperator Operator, Expression Left, Expression Right, SourceRef At) : Expression(At);

/// <summary><c>a if c else b</c>.</summary>
public sealed record ConditionalExpression(Expression Then, Expression Condition, Expression Else, SourceRef At) : Expression(At);

/// <summary>A call: <c>min(a, b)</c>.</summary>
public sealed record CallExpression(string Function, EquatableArray<CallArgument> Arguments, SourceRef At) : Expression(At);

/// <summary>An argument of a call, with its name where one is given: <c>percent = 90</c>.</summary>
public sealed record CallArgument(string? Name, Expression Value, SourceRef At);

/// <summary>Operators before an operand.</summary>
public enum UnaryOperator
{
    /// <summary><c>-a</c></summary>
    Negate,

    /// <summary><c>not a</c></summary>
    Not,
}

/// <summary>Operators between operands.</summary>
public enum BinaryOperator
{
    /// <summary><c>a + b</c></summary>
    Add,

    /// <summary><c>a - b</c></summary>
    Subtract,

    /// <summary><c>a * b</c></summary>
    Multiply,

    /// <summary><c>a // b</c>, rounded down.</summary>
    FloorDivide,

    /// <summary><c>a % b</c>, with the sign of <c>b</c>.</summary>
    Modulo,

    /// <summary><c>a == b</c></summary>
    Equal,

    /// <summary><c>a != b</c></summary>
    NotEqual,

    /// <summary><c>a &lt; b</c></summary>
    Less,

    /// <summary><c>a &lt;= b</c></summary>
    LessOrEqual,

    /// <summary><c>a &gt; b</c></summary>
    Greater,

    /// <summary><c>a &gt;= b</c></summary>
    GreaterOrEqual,

    /// <summary><c>a and b</c></summary>
    And,

    /// <summary><c>a or b</c></summary>
    Or,
}
