namespace SeNetGen.Language.Shapes;

/// <summary>
/// The legal sizes of an axis: at least <paramref name="Minimum"/>, congruent to one of <paramref name="Residues"/> modulo
/// <paramref name="Period"/>, and among <paramref name="Finite"/> where that is given. In normal form, which
/// <see cref="LegalSizes"/> makes, the minimum is the least legal size, the period is least, residues and finite sizes rise, and
/// a finite set has period 1: equal sets are equal values.
/// </summary>
public sealed record SizeSet(long Minimum, int Period, EquatableArray<int> Residues, EquatableArray<long>? Finite)
{
    /// <summary>Every size from <paramref name="minimum"/> on.</summary>
    public static SizeSet From(long minimum) => new(minimum, 1, new([0]), null);

    /// <summary>Whether the size is legal.</summary>
    public bool Contains(long size)
    {
        if (size < Minimum)
        {
            return false;
        }

        if (Finite is { } finite)
        {
            return finite.Contains(size);
        }

        return Residues.Contains((int)WholeNumbers.FloorModulo(size, Period));
    }

    /// <summary>The greatest legal size up to <paramref name="size"/>; null when there is none.</summary>
    public long? NearestBelow(long size)
    {
        if (Finite is { } finite)
        {
            return finite.Where(legal => legal <= size).Select(legal => (long?)legal).LastOrDefault();
        }

        for (var legal = size; legal >= Minimum && legal > size - Period; legal--)
        {
            if (Contains(legal))
            {
                return legal;
            }
        }

        return null;
    }

    /// <summary>The least legal size from <paramref name="size"/> on; null when there is none.</summary>
    public long? NearestAbove(long size)
    {
        if (Finite is { } finite)
        {
            return finite.Where(legal => legal >= size).Select(legal => (long?)legal).FirstOrDefault();
        }

        var start = Math.Max(size, Minimum);
        for (var legal = start; legal < start + Period; legal++)
        {
            if (Contains(legal))
            {
                return legal;
            }
        }

        return null;
    }

    /// <summary>The set in words: <c>31-34, then every 32</c>; <c>33 and more</c>; <c>7 and 14</c>.</summary>
    public string Describe() => SizeSetText.Describe(this);
}
