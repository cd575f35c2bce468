namespace SeNetGen.Language.Syntax;

/// <summary>What a node of the tree is.</summary>
public enum SyntaxKind
{
    /// <summary>Text: <see cref="SyntaxNode.Text"/>.</summary>
    Scalar,

    /// <summary>Items: <see cref="SyntaxNode.Items"/>.</summary>
    Sequence,

    /// <summary>Key and value pairs: <see cref="SyntaxNode.Entries"/>.</summary>
    Mapping,
}

/// <summary>
/// A node of a YAML file without its position: equal to another when kind, text and children are, so that a comment or a blank
/// line leaves the tree equal. Its place is its preorder number, joined with a <see cref="SpanTable"/>.
/// </summary>
/// <param name="Id">The preorder number, from 0; a mapping's key counts before its value.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text of a scalar, quotes and escapes resolved; empty for a key without a value.</param>
/// <param name="IsQuoted">Whether the scalar was quoted.</param>
/// <param name="IsFlow">Whether a mapping or sequence was written in <c>{}</c> or <c>[]</c>.</param>
/// <param name="Items">The items of a sequence.</param>
/// <param name="Entries">The pairs of a mapping, in the order written, keys distinct.</param>
public sealed record SyntaxNode(
    int Id,
    SyntaxKind Kind,
    string Text,
    bool IsQuoted,
    bool IsFlow,
    EquatableArray<SyntaxNode> Items,
    EquatableArray<SyntaxEntry> Entries)
{
    /// <summary>Whether this is a key without a value: an empty plain scalar.</summary>
    public bool IsEmpty => Kind == SyntaxKind.Scalar && Text.Length == 0 && !IsQuoted;

    /// <summary>The entry of that key, ordinal.</summary>
    public SyntaxEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Text == key);
}

/// <summary>A key and its value.</summary>
/// <param name="Key">Always a scalar.</param>
/// <param name="Value">What it is given.</param>
public sealed record SyntaxEntry(SyntaxNode Key, SyntaxNode Value);
