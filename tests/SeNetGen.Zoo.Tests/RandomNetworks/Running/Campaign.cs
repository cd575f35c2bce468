using System.Globalization;
using SeNetGen.Language.Planning;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>
/// Draws architectures, checks and runs them, and counts what was covered. Operations and rules seen least are asked for next, so that
/// the floors are reached by any seed.
/// </summary>
internal sealed class Campaign(int accepted, int timesEachOperation, int timesEachRule)
{
    private const int Batch = 250;
    private const int LargestSize = 36;

    private readonly Dictionary<string, int> _operations = OperationEntries.All.ToDictionary(entry => entry.Name, _ => 0, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _rules = RuleBreak.All.ToDictionary(entry => entry.Rule.Id, _ => 0, StringComparer.Ordinal);
    private readonly List<(RandomArchitecture Architecture, Interpreter Interpreter, NetworkPlan Plan)> _waiting = [];
    private int _drawn;
    private int _accepted;
    private int _refused;
    private int _excluded;
    private int _illegal;
    private RunCounts _runs = new(0, 0, 0, 0, 0);

    /// <summary>Whether every floor is reached.</summary>
    public bool IsComplete => IsCovered && _runs.IsComplete && _illegal > 0;

    private bool IsCovered => _accepted >= accepted && _operations.Values.All(times => times >= timesEachOperation) && _rules.Values.All(times => times >= timesEachRule);

    /// <summary>Runs at least so many architectures, and more where a floor is not reached by then; four times as many at most.</summary>
    /// <param name="architectures">How many.</param>
    public void Run(int architectures)
    {
        while (_drawn < architectures || (!IsCovered && _drawn < architectures * 4))
        {
            Check(Next());
            if (_waiting.Count == Batch)
            {
                Emit();
            }
        }

        Emit();
    }

    public override string ToString()
    {
        static string Counts(Dictionary<string, int> counts) => string.Join(", ", counts.OrderBy(count => count.Value).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} {count.Value}")));
        return string.Create(CultureInfo.InvariantCulture,
            $"{_drawn} architectures: {_accepted} accepted, {_refused} refused by a shape rule, {_excluded} by another; {_illegal} illegal sizes fail; {_runs}\naccepted with: {Counts(_operations)}\nrefused by: {Counts(_rules)}");
    }

    private RandomArchitecture Next()
    {
        var seed = _drawn++;
        var rule = seed % 4 == 0 ? RuleBreak.All.MinBy(entry => _rules[entry.Rule.Id]) : null;
        var focus = rule is null ? OperationEntries.All.MinBy(entry => _operations[entry.Name]) : null;
        return new(seed, focus, rule);
    }

    private void Check(RandomArchitecture architecture)
    {
        var verdict = ShapeCheck.Of(architecture, Enumerable.Range(1, LargestSize));
        _illegal += verdict.IllegalSizes;
        if (verdict.Plan is { } plan)
        {
            _accepted++;
            foreach (var operation in architecture.Operations)
            {
                _operations[operation]++;
            }

            _waiting.Add((architecture, verdict.Interpreter, plan));
            return;
        }

        _refused += verdict.ShapeRules.Count > 0 ? 1 : 0;
        _excluded += verdict.ShapeRules.Count > 0 ? 0 : 1;
        foreach (var rule in verdict.ShapeRules)
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

        using var emitted = EmittedNetworks.Of([.. _waiting.Select(waiting => ($"{waiting.Architecture.ClassName}.senet.yaml", ArchitectureWriter.Write(waiting.Architecture)))]);
        foreach (var (architecture, interpreter, plan) in _waiting)
        {
            try
            {
                _runs += EmittedRun.Of(architecture, interpreter, plan, emitted.Networks[architecture.ClassName]);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                Assert.Fail(architecture.Explain("does not run as it is planned: " + exception));
            }
        }

        _waiting.Clear();
    }
}
