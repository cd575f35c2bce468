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
    /// <param name="declared">The declared size. Operations check what they demand at it, so that it is legal unless one of them has reported a fault.</param>
    /// <param name="faults">Takes the fault when the set is too intricate.</param>
    /// <returns>Null when the set is too intricate or the declared size is not in it.</returns>
    public static SizeSet? Solve(IEnumerable<SizeConstraint> constraints, bool isHeight, long declared, FaultBag faults)
    {
        var solution = new Solution();
        string? before = null;
        foreach (var constraint in Distinct(constraints, isHeight))
        {
            if (!solution.Add(constraint))
            {
                var axis = isHeight ? "heights" : "widths";
                faults.Report(Rules.SizesTooIntricate, constraint.At, constraint.Layer,
                    before is null ? $"the legal {axis}" : $"the legal {axis} together with what '{before}' demands");
                return null;
            }

            before = constraint.Layer;
        }

        return solution.IsEmpty || solution.ToSet() is not { } sizes || !sizes.Contains(declared) ? null : sizes;
    }

    /// <summary>The constraints of an axis without those that repeat another's demand, in order.</summary>
    public static IReadOnlyList<SizeConstraint> Distinct(IEnumerable<SizeConstraint> constraints, bool isHeight)
    {
        var seen = new HashSet<(SizeFunction, long?, SizeFunction?)>();
        return [.. constraints.Where(constraint =>
            constraint.IsHeight == isHeight && seen.Add((constraint.Function, constraint.AtLeast, constraint.EqualTo)))];
    }

    // The set of sizes so far: at least Minimum, in the mask modulo its length, among the finite ones where given.
    private sealed class Solution
    {
        private long _minimum = 1;
        private bool[] _mask = [true];
        private SortedSet<long>? _finite;

        public bool IsEmpty { get; private set; }

        // False when the set is too intricate.
        public bool Add(SizeConstraint constraint)
        {
            var isSimple = constraint.EqualTo is { } equalTo
                ? AddEquality(constraint.Function, equalTo)
                : AddBound(constraint.Function, constraint.AtLeast.GetValueOrDefault());
            if (_finite is not null)
            {
                _finite.RemoveWhere(size => size < _minimum || !_mask[FloorModulo(size, _mask.Length)]);
                IsEmpty |= _finite.Count == 0;
            }

            return isSimple;
        }

        public SizeSet ToSet()
        {
            if (_finite is not null)
            {
                return new(_finite.Min, 1, new([0]), new EquatableArray<long>(_finite));
            }

            var period = LeastPeriod(_mask);
            var residues = Enumerable.Range(0, period).Where(residue => _mask[residue]).ToArray();
            var minimum = _minimum;
            while (!_mask[FloorModulo(minimum, _mask.Length)])
            {
                minimum++;
            }

            return new(minimum, period, new(residues), null);
        }

        private bool AddBound(SizeFunction function, long least)
        {
            if (function.ConstantValue is { } constant)
            {
                IsEmpty |= constant < least;
                return true;
            }

            // On each residue the least number of periods that reaches the bound; the function never falls, so the least is the threshold.
            var threshold = long.MaxValue;
            for (var residue = 0; residue < function.Period; residue++)
            {
                var rounds = CeilingDivide(least - function.Table[residue], function.Slope);
                threshold = Math.Min(threshold, (rounds * function.Period) + residue);
            }

            _minimum = Math.Max(_minimum, threshold);
            return true;
        }

        private bool AddEquality(SizeFunction left, SizeFunction right)
        {
            if (left.Equals(right))
            {
                return true;
            }

            var period = left.Period / GreatestCommonDivisor(left.Period, right.Period) * right.Period;
            if (period > SizeFunction.MaximumPeriod)
            {
                return false;
            }

            var growth = (left.Slope * (period / left.Period)) - (right.Slope * (period / right.Period));
            if (growth == 0)
            {
                var mask = new bool[period];
                for (var size = 0; size < period; size++)
                {
                    mask[size] = left.At(size) == right.At(size);
                }

                return Intersect(mask);
            }

            var solutions = new SortedSet<long>();
            for (var residue = 0; residue < period; residue++)
            {
                var difference = left.At(residue) - right.At(residue);
                if (difference % growth == 0)
                {
                    solutions.Add(residue - (difference / growth * period));
                }
            }

            if (_finite is null)
            {
                _finite = solutions;
            }
            else
            {
                _finite.IntersectWith(solutions);
            }

            return true;
        }

        private bool Intersect(bool[] mask)
        {
            var period = _mask.Length / GreatestCommonDivisor(_mask.Length, mask.Length) * mask.Length;
            if (period > SizeFunction.MaximumPeriod)
            {
                return false;
            }

            var both = new bool[period];
            for (var residue = 0; residue < period; residue++)
            {
                both[residue] = _mask[residue % _mask.Length] && mask[residue % mask.Length];
            }

            IsEmpty |= !both.Contains(true);
            Array.Resize(ref both, LeastPeriod(both));
            _mask = both;
            return true;
        }

        private static int LeastPeriod(bool[] mask)
        {
            for (var period = 1; period <= mask.Length / 2; period++)
            {
                if (mask.Length % period == 0 && Enumerable.Range(period, mask.Length - period).All(index => mask[index] == mask[index - period]))
                {
                    return period;
                }
            }

            return mask.Length;
        }
    }
}
