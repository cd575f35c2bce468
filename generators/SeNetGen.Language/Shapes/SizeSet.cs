namespace SeNetGen.Language.Shapes;

/// <summary>The legal sizes of an axis: at least <paramref name="Minimum"/>, congruent to one of <paramref name="Residues"/> modulo
/// <paramref name="Period"/>, and among <paramref name="Finite"/> where that is given.</summary>
public sealed record SizeSet(long Minimum, int Period, EquatableArray<int> Residues, EquatableArray<long>? Finite);
