namespace SeNetGen.Language.Syntax;

/// <summary>A node while the tree is built: with offsets, without a number.</summary>
internal sealed class RawNode
{
    public required SyntaxKind Kind { get; init; }

    /// <summary>The first character's offset.</summary>
    public required int Start { get; init; }

    /// <summary>The offset behind the last character.</summary>
    public int End { get; set; }

    public string Text { get; init; } = "";

    public bool IsQuoted { get; init; }

    public bool IsFlow { get; init; }

    public List<RawNode> Items { get; } = [];

    public List<RawEntry> Entries { get; } = [];

    /// <summary>The key of a mapping whose value has not come yet.</summary>
    public RawNode? PendingKey { get; set; }

    /// <summary>Whether it is text without quotes.</summary>
    public bool IsPlain => Kind == SyntaxKind.Scalar && !IsQuoted;

    /// <summary>Whether it is a missing value.</summary>
    public bool IsEmpty => IsPlain && Text.Length == 0;

    /// <summary>Takes a child: an item, a key, or the value of the key before.</summary>
    public void Add(RawNode child)
    {
        if (Kind == SyntaxKind.Sequence)
        {
            Items.Add(child);
        }
        else if (PendingKey is null)
        {
            PendingKey = child;
        }
        else
        {
            Entries.Add(new(PendingKey, child));
            PendingKey = null;
        }

        End = Math.Max(End, child.End);
    }
}

/// <summary>A key and its value while the tree is built.</summary>
internal sealed record RawEntry(RawNode Key, RawNode Value);
