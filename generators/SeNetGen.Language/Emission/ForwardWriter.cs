using SeNetGen.Language.CSharp;
using SeNetGen.Language.Lowering;

namespace SeNetGen.Language.Emission;

/// <summary>Prints a schedule as the statements of a forward pass.</summary>
internal sealed class ForwardWriter
{
    private readonly CodeWriter _writer;
    private readonly EmissionContext _context;
    private readonly LoweredLayer[] _layers;
    private readonly Schedule _schedule;
    private readonly IReadOnlyDictionary<string, string> _flags;
    private readonly string[] _names;

    /// <summary>Prepares a pass.</summary>
    /// <param name="writer">Takes the statements.</param>
    /// <param name="context">The network.</param>
    /// <param name="layers">The scheduled layers.</param>
    /// <param name="schedule">Their schedule.</param>
    /// <param name="flags">The C# condition for each flag.</param>
    /// <param name="input">The name of the variable that holds the input.</param>
    /// <param name="taken">Names that the method has already.</param>
    public ForwardWriter(
        CodeWriter writer,
        EmissionContext context,
        LoweredLayer[] layers,
        Schedule schedule,
        IReadOnlyDictionary<string, string> flags,
        string input,
        params string[] taken)
    {
        _writer = writer;
        _context = context;
        _layers = layers;
        _schedule = schedule;
        _flags = flags;
        var names = new HashSet<string>(taken, StringComparer.Ordinal) { input };
        _names = schedule.Names.Select((value, variable) => variable == 0 ? input : Name(value, names)).ToArray();
    }

    /// <summary>Prints every statement but those that give results, which come back as expressions.</summary>
    public IReadOnlyList<string> Write()
    {
        var results = new List<string>();
        foreach (var statement in _schedule.Statements)
        {
            switch (statement)
            {
                case Evaluate evaluate:
                    Write(evaluate);
                    break;
                case Overwrite overwrite:
                    Write(overwrite);
                    break;
                case Release release:
                    Dispose(_names[release.Variable], release.When);
                    break;
                case Give give:
                    results.Add(Result(_names[give.Variable], give.Own));
                    break;
            }
        }

        return results;
    }

    /// <summary>The C# condition under which each flag is set.</summary>
    public static IReadOnlyDictionary<string, string> Flags(LoweredBody body)
    {
        var flags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var layer in body.Layers)
        {
            if (layer.Wiring.Condition is { } flag && !flags.ContainsKey(flag))
            {
                flags.Add(flag, body.Flags.Contains(flag) ? "_" + flag : string.Join(".", layer.Wiring.Path) + " is not null");
            }
        }

        return flags;
    }

    private string Name(int value, HashSet<string> taken)
    {
        var layer = Array.Find(_layers, layer => layer.Wiring.Output == value)!;
        var own = LocalNames.Of(layer.Info);
        return Naming.Escape(LocalNames.Unique(taken, own, Naming.Lower(string.Concat(layer.Wiring.Path))));
    }

    private void Write(Evaluate evaluate)
    {
        var layer = _layers[evaluate.Step];
        var target = _names[evaluate.Target];
        var source = _names[evaluate.Inputs[0]];
        var value = Call(layer, evaluate.Inputs);
        switch (evaluate.Form)
        {
            case OptionalForm.Required:
                _writer.Line($"var {target} = {value};");
                break;
            case OptionalForm.Takes:
                _writer.Line($"var {target} = {source};");
                _writer.Braces($"if ({Condition(layer)})", () =>
                {
                    _writer.Line($"{target} = {value};");
                    Dispose(source, evaluate.Source);
                });
                break;
            default:
                var otherwise = evaluate.Form == OptionalForm.Aliases ? source + ".alias()" : source;
                _writer.Line(layer.IsMember
                    ? $"var {target} = {string.Join(".", layer.Wiring.Path)} is null ? {otherwise} : {value};"
                    : $"var {target} = {Condition(layer)} ? {value} : {otherwise};");
                break;
        }
    }

    private void Write(Overwrite overwrite)
    {
        var layer = (LoweredOperation)_layers[overwrite.Step];
        var operands = string.Join(", ", overwrite.Inputs.Select(variable => _names[variable]));
        var statement = $"{layer.Call.Code}_({_context.Arguments(layer.Arguments, operands, isForward: true)});";
        if (overwrite.IsOptional)
        {
            _writer.Braces($"if ({Condition(layer)})", () => _writer.Line(statement));
        }
        else
        {
            _writer.Line(statement);
        }
    }

    private string Call(LoweredLayer layer, IReadOnlyList<int> inputs)
    {
        var operands = string.Join(", ", inputs.Select(variable => _names[variable]));
        return layer is LoweredOperation { IsMember: false } operation
            ? $"{operation.Call.Code}({_context.Arguments(operation.Arguments, operands, isForward: true)})"
            : $"{string.Join(".", layer.Wiring.Path)}.forward({operands})";
    }

    // A member says itself whether it is there, which is also what the compiler's null analysis understands.
    private string Condition(LoweredLayer layer) =>
        layer.IsMember ? string.Join(".", layer.Wiring.Path) + " is not null" : _flags[layer.Wiring.Condition!];

    private void Dispose(string variable, Ownership own)
    {
        if (own.IsAlways)
        {
            _writer.Line($"{variable}.Dispose();");
        }
        else if (!own.IsNever)
        {
            _writer.Braces($"if ({Any(own)})", () => _writer.Line($"{variable}.Dispose();"));
        }
    }

    private string Result(string variable, Ownership own) =>
        own.IsAlways ? variable : own.IsNever ? variable + ".alias()" : $"{Any(own)} ? {variable} : {variable}.alias()";

    private string Any(Ownership own) => string.Join(" || ", own.Flags.Select(flag => _flags[flag]));
}
