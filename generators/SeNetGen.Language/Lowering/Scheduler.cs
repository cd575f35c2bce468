namespace SeNetGen.Language.Lowering;

/// <summary>
/// Turns steps over values into statements over variables: where a step may write into its input, and where each handle dies.
/// Memory is tracked apart from handles: a value lives in one or more <i>places</i>, each made by one step or given by the caller.
/// A step overwrites its input only when the input is dead afterwards, every place it may live in is the body's own, and no backward
/// pass reads what stands there.
/// </summary>
public sealed class Scheduler
{
    private readonly IReadOnlyList<ScheduledStep> _steps;
    private readonly int[] _results;
    private readonly Dictionary<int, int> _lastUse = [];
    private readonly Dictionary<int, int> _same = [];
    private readonly Dictionary<int, Variable> _variables = [];
    private readonly List<int> _names = [];
    private readonly List<Statement> _statements = [];

    private Scheduler(IReadOnlyList<ScheduledStep> steps, IReadOnlyList<int> results)
    {
        _steps = steps;
        foreach (var step in steps.Where(step => step.Aliasing == Aliasing.Same))
        {
            _same[step.Output] = Resolve(step.Inputs[0]);
        }

        _results = results.Select(Resolve).ToArray();
    }

    /// <summary>Schedules a body.</summary>
    /// <param name="steps">The steps in order; value 0, or <paramref name="input"/>, is the body's input.</param>
    /// <param name="results">The values that it gives.</param>
    /// <param name="input">The value given by the caller.</param>
    /// <param name="ownsInputHandle">Whether the body must dispose the input's handle; its memory is the caller's in any case.</param>
    public static Schedule Run(IReadOnlyList<ScheduledStep> steps, IReadOnlyList<int> results, int input = 0, bool ownsInputHandle = false) =>
        new Scheduler(steps, results).Run(input, ownsInputHandle);

    private Schedule Run(int input, bool ownsInputHandle)
    {
        for (var i = 0; i < _steps.Count; i++)
        {
            foreach (var value in _steps[i].Aliasing == Aliasing.Same ? [] : _steps[i].Inputs)
            {
                _lastUse[Resolve(value)] = i;
            }
        }

        foreach (var result in _results)
        {
            _lastUse[result] = _steps.Count;
        }

        var own = ownsInputHandle ? Ownership.Always : Ownership.Never;
        _variables[input] = NewVariable(input, own, [new(new Place { IsForeign = true })], isView: true);
        if (ownsInputHandle && !_lastUse.ContainsKey(input))
        {
            _statements.Add(new Release(_variables[input].Id, own));
        }

        for (var i = 0; i < _steps.Count; i++)
        {
            if (_steps[i].Aliasing != Aliasing.Same)
            {
                Add(i, _steps[i]);
            }
        }

        return Finish();
    }

    private void Add(int index, ScheduledStep step)
    {
        var inputs = step.Inputs.Select(Resolve).ToArray();
        var variables = inputs.Select(value => _variables[value]).ToArray();
        var ids = new EquatableArray<int>(variables.Select(variable => variable.Id));
        var first = variables[0];
        var taken = false;
        if (MayOverwrite(index, step, inputs))
        {
            _statements.Add(new Overwrite(index, ids, step.Condition is not null));
            foreach (var lodging in first.Lodgings)
            {
                lodging.Place.IsSaved |= step.SavesOutput;
            }

            _variables[step.Output] = first;
            taken = true;
        }
        else
        {
            var form = Form(index, step, inputs[0], first);
            taken = form == OptionalForm.Takes;
            var own = form switch
            {
                OptionalForm.Takes => first.Own.Or(step.Condition!),
                OptionalForm.Borrows => Ownership.Never.Or(step.Condition!),
                _ => Ownership.Always,
            };
            var target = NewVariable(step.Output, own, Lodgings(index, step, first), step.Aliasing == Aliasing.View || first.IsView && step.Condition is not null);
            _variables[step.Output] = target;
            _statements.Add(new Evaluate(index, target.Id, ids, form, first.Own));
        }

        if (step.SavesInputs)
        {
            foreach (var lodging in variables.SelectMany(variable => variable.Lodgings))
            {
                lodging.Place.Readers.Add(index);
            }
        }

        ReleaseDead(index, inputs, taken ? first : null);
        if (!_lastUse.ContainsKey(step.Output))
        {
            Release(_variables[step.Output]);
        }
    }

    private void ReleaseDead(int index, int[] inputs, Variable? taken)
    {
        foreach (var value in inputs.Distinct())
        {
            var variable = _variables[value];
            if (variable != taken && _lastUse[value] == index)
            {
                Release(variable);
            }
        }
    }

    private void Release(Variable variable)
    {
        if (!variable.Own.IsNever)
        {
            _statements.Add(new Release(variable.Id, variable.Own));
        }
    }

    private OptionalForm Form(int index, ScheduledStep step, int value, Variable variable) => step.Condition is null
        ? OptionalForm.Required
        : variable.Own.IsNever
            ? OptionalForm.Borrows
            : _lastUse[value] == index ? OptionalForm.Takes : OptionalForm.Aliases;

    private static List<Lodging> Lodgings(int index, ScheduledStep step, Variable first)
    {
        var lodgings = new List<Lodging>();
        if (step.Aliasing is Aliasing.View or Aliasing.Perhaps)
        {
            lodgings.AddRange(first.Lodgings);
        }
        else if (step.Condition is not null)
        {
            // The output lives there only when the step did not run, so the step itself is no reader of it.
            lodgings.AddRange(first.Lodgings.Select(lodging => lodging.Without(index)));
        }

        if (step.Aliasing != Aliasing.View)
        {
            lodgings.Add(new(new Place { IsSaved = step.SavesOutput }));
        }

        return lodgings;
    }

    private bool MayOverwrite(int index, ScheduledStep step, int[] inputs)
    {
        var first = _variables[inputs[0]];
        if (!step.CanRunInPlace || step.SavesInputs || step.Aliasing != Aliasing.None || first.IsView || _lastUse[inputs[0]] != index)
        {
            return false;
        }

        var places = first.Lodgings.Select(lodging => lodging.Place).ToArray();
        return first.Lodgings.All(lodging => !lodging.Place.IsForeign && !lodging.IsRead)
            && !inputs.Skip(1).Any(value => Shares(_variables[value], places))
            && !_variables.Any(pair => pair.Value != first && _lastUse.TryGetValue(pair.Key, out var last) && last > index && Shares(pair.Value, places));
    }

    private static bool Shares(Variable variable, Place[] places) => variable.Lodgings.Any(lodging => Array.IndexOf(places, lodging.Place) >= 0);

    private Schedule Finish()
    {
        var given = new HashSet<int>();
        foreach (var result in _results)
        {
            var variable = _variables[result];
            _statements.Add(new Give(variable.Id, given.Add(variable.Id) ? variable.Own : Ownership.Never));
        }

        var lodgings = _variables[_results[0]].Lodgings;
        return new(_statements, _names, lodgings.Any(lodging => lodging.Place.IsForeign), lodgings.Any(lodging => lodging.IsRead));
    }

    private Variable NewVariable(int value, Ownership own, List<Lodging> lodgings, bool isView)
    {
        _names.Add(value);
        return new(_names.Count - 1, own, lodgings, isView);
    }

    private int Resolve(int value) => _same.TryGetValue(value, out var source) ? source : value;

    private sealed record Variable(int Id, Ownership Own, List<Lodging> Lodgings, bool IsView)
    {
        public bool Equals(Variable? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => Id;
    }

    private sealed class Place
    {
        public bool IsForeign { get; init; }

        public bool IsSaved { get; set; }

        public List<int> Readers { get; } = [];
    }

    /// <summary>A place where a value may live, and the steps that did not run if it does.</summary>
    private sealed class Lodging(Place place, EquatableArray<int> skipped = default)
    {
        public Place Place { get; } = place;

        public bool IsRead => Place.IsSaved || Place.Readers.Any(reader => !skipped.Contains(reader));

        public Lodging Without(int step) => new(Place, new EquatableArray<int>(skipped.Append(step)));
    }
}
