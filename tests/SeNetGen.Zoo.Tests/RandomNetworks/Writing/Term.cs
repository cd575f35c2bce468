namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>A written expression.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Level">How tightly it holds together.</param>
internal readonly record struct Term(string Text, Level Level)
{
    /// <summary>The text where something at least so tight must stand: in brackets only if it has to be.</summary>
    public string At(Level least) => Level >= least ? Text : $"({Text})";

    /// <summary>Two operands, grouped from the left.</summary>
    public static Term Of(Term left, string sign, Term right, Level level)
    {
        // Comparisons do not chain.
        var least = level == Level.Comparison ? level + 1 : level;
        return new($"{left.At(least)} {sign} {right.At(level + 1)}", level);
    }
}

/// <summary>From loosest to tightest.</summary>
internal enum Level
{
    Conditional,
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Sign,
    Atom,
}
