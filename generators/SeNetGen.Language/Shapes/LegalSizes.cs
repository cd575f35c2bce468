using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using static SeNetGen.Language.Shapes.WholeNumbers;

namespace SeNetGen.Language.Shapes;

/// <summary>
/// Solves what the layers demand of an axis exactly. A bound f &gt;= c is a threshold, since size functions never fall. An equality
/// f = g of equal slopes holds on residues modulo a common period; of unequal slopes at finitely many sizes.
/// </summary>
public static class LegalSizes
{
    /// <summary>
    /// The sizes of an axis at which every constraint holds, in normal form. Constraints of the other axis are passed over.
    /// </summary>
    /// <param name="constraints">Constraints as functions of the network's input size.</param>
    /// <param name="isHeight">Which axis.</param>
    /// <param name="declared">The declared size, which must be legal.</param>
    /// <param name="at">Where the declared size stands.</param>
    /// <param name="faults">Takes the fault when there is no set: the declared size is illegal, no size is legal, or the set is too intricate.</param>
    public static SizeSet? Solve(IEnumerable<SizeConstraint> constraints, bool isHeight, long declared, SourceRef at, FaultBag faults)
    {
        throw new NotSupportedException();
    }
}
