using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Operations;

/// <summary>A number for the height and one for the width.</summary>
internal readonly record struct Pair(long Height, long Width)
{
    /// <summary>Whether both are the same.</summary>
    public bool IsSquare => Height == Width;

    /// <summary>The numbers as an argument of an emitted call.</summary>
    public CodeArgument Code(string name) => new(name, new PairCode(Height, Width));

    /// <summary>Of a square pair its number, of another <c>3x1</c>.</summary>
    public override string ToString() => IsSquare ? FormattableString.Invariant($"{Height}") : FormattableString.Invariant($"{Height}x{Width}");
}
