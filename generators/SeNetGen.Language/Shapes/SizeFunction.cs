namespace SeNetGen.Language.Shapes;

/// <summary>
/// An output size as a function of the input size: f(x + Period) = f(x) + Slope, given on 0..Period-1, the period least, so that
/// value equality is function equality.
/// </summary>
public sealed class SizeFunction : IEquatable<SizeFunction>
{
    /// <summary>f(x) = x.</summary>
    public static SizeFunction Identity => throw new NotSupportedException();

    /// <summary>The value at a size.</summary>
    public long At(long size) => throw new NotSupportedException();

    /// <inheritdoc/>
    public bool Equals(SizeFunction? other) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SizeFunction);

    /// <inheritdoc/>
    public override int GetHashCode() => throw new NotSupportedException();
}
