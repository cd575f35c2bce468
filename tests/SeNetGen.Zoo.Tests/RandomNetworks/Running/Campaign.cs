using System.Globalization;
using SeNetGen.Language.Planning;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>
/// Draws architectures, checks and runs them, and counts what was covered. Operations and rules seen least are asked for next, so that
/// the floors are reached by any seed.
/// </summary>
internal sealed class Campaign(int accepted, int timesEach, int timesEachRule)
{
    private const int Batch = 250;
    // Every small size, and some beyond, up to the next period of a network that strides five times.
    private static readonly int[] Sizes = [.. Enumerable.Range(1, 12), 15, 16, 17, 24, 31, 32, 33, 36];

    private readonly Dictionary<string, int> _operations = OperationEntries.All.ToDictionary(entry => entry.Name, _ => 0, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _rules = RuleBreak.All.ToDictionary(entry => entry.Rule.Id, _ => 0, StringComparer.Ordinal);
    private readonly Dictionary<Construct, int> _constructs = Enum.GetValues<Construct>().ToDictionary(construct => construct, _ => 0);
    private readonly List<(RandomVariant Variant, Interpreter Interpreter, NetworkPlan Plan)> _waiting = [];
    private int _drawn;
    private int _next;
    private int _accepted;
    private int _refused;
    private int _excluded;
    private int _illegal;
    private RunCounts _runs = new(0, 0, 0, 0, 0);

    /// <summary>Whether every floor is reached.</summary>
    public bool IsComplete => IsCovered && _runs.IsComplete && _illegal > 0;

    private bool IsCovered => _accepted >= accepted && _operations.Values.Concat(_constructs.Values).All(times => times >= timesEach) && _rules.Values.All(times => times >= timesEachRule);

    /// <summary>Runs all, and more where a floor is not reached by then; four times as many at most.</summary>
    /// <param name="seeds">What the architectures are drawn from; those that follow it are drawn beyond.</param>
    public void Run(IEnumerable<int> seeds)
    {
        foreach (var seed in seeds)
        {
            Check(seed);
        }

        for (var (next, last) = (_next, _drawn * 4); !IsCovered && _drawn < last; next++)
        {
            Check(next);
        }

        Emit();
    }

    public override string ToString()
    {
        static string Counts<T>(Dictionary<T, int> counts)
            where T : notnull => string.Join(", ", counts.OrderBy(count => count.Value).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} {count.Value}")));
        return string.Create(CultureInfo.InvariantCulture,
            $"{_drawn} architectures: {_accepted} accepted, {_refused} refused by a shape rule, {_excluded} by another; {_illegal} illegal sizes fail; {_runs}\naccepted with: {Counts(_operations)}\nwritten with: {Counts(_constructs)}\nrefused by: {Counts(_rules)}");
    }

    private RandomArchitecture Draw(int seed)
    {
        var rule = seed % 4 == 0 ? RuleBreak.All.MinBy(entry => _rules[entry.Rule.Id]) : null;
        var focus = rule is null ? OperationEntries.All.MinBy(entry => _operations[entry.Name]) : null;
        return new(seed, focus, rule);
    }

    private void Check(int seed)
    {
        (_drawn, _next) = (_drawn + 1, seed + 1);
        Count(Draw(seed));
        if (_waiting.Count >= Batch)
        {
            Emit();
        }
    }

    private void Count(RandomArchitecture architecture)
    {
        var verdicts = ShapeCheck.Of(architecture, Sizes);
        var accepted = verdicts.Where(verdict => verdict.Plan is not null).ToArray();
        _accepted += accepted.Length > 0 ? 1 : 0;
        _illegal += accepted.Sum(verdict => verdict.IllegalSizes);
        _waiting.AddRange(accepted.Select(verdict => (verdict.Variant, verdict.Interpreter, verdict.Plan!)));
        foreach (var operation in accepted.SelectMany(verdict => verdict.Variant.Operations).Distinct())
        {
            _operations[operation]++;
        }

        foreach (var construct in architecture.Written.Constructs.Where(construct => accepted.Length >= (construct == Construct.TwoVariants ? 2 : 1)))
        {
            _constructs[construct]++;
        }

        if (accepted.Length > 0)
        {
            return;
        }

        var rules = verdicts.SelectMany(verdict => verdict.ShapeRules).ToHashSet(StringComparer.Ordinal);
        _refused += rules.Count > 0 ? 1 : 0;
        _excluded += rules.Count > 0 ? 0 : 1;
        foreach (var rule in rules)
        {
            _rules[rule] = _rules.GetValueOrDefault(rule) + 1;
        }
    }

    private void Emit()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        using var emitted = EmittedNetworks.Of([.. _waiting.Select(waiting => waiting.Variant.Architecture).Distinct().SelectMany(architecture => architecture.Written.Files)]);
        foreach (var (variant, interpreter, plan) in _waiting)
        {
            try
            {
                _runs += EmittedRun.Of(variant, interpreter, plan, emitted.Networks[variant.ClassName]);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                Assert.Fail(variant.Architecture.Explain(variant.ClassName + " does not run as it is planned: " + exception));
            }
        }

        _waiting.Clear();
    }
}
