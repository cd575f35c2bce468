using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Operations;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Lowering;

/// <summary>Writes a planned body by hand, each operation planned by the operation itself.</summary>
internal sealed class BodyBuilder
{
    private readonly string _path;
    private readonly List<PlanValue> _values;
    private readonly List<SizeConstraint> _constraints = [];
    private List<Step> _steps = [];
    private Dimension _parameters = Dimension.Of(0);
    private long _multiplyAdds;
    private int _next;

    public BodyBuilder(string path, Dimension inputChannels, int size = 224)
    {
        _path = path;
        Size = size;
        _values = [new("input", inputChannels, SizeFunction.Identity, SizeFunction.Identity, false)];
    }

    public int Size { get; }

    /// <summary>The value that the next layer follows.</summary>
    public int Last { get; set; }

    public Dimension Channels => _values[Last].Channels;

    public long SizeHere => _values[Last].Height.At(Size);

    public BodyBuilder Op(string name, string operation, params (string Name, object Value)[] arguments) => Op(name, operation, [], arguments);

    public BodyBuilder Op(string name, string operation, int[] operands, params (string Name, object Value)[] arguments)
    {
        var at = new SourceRef("test.senet.yaml", _next++);
        var faults = new FaultBag();
        var result = OperationTable.Find(operation)!.Plan(new OperationContext
        {
            Name = name,
            Path = name,
            At = at,
            Input = _values[Last],
            Operands = [.. operands.Select(operand => _values[operand])],
            DeclaredHeight = Size,
            DeclaredWidth = Size,
            RuntimeDefault = _ => 10,
            Arguments = arguments.ToDictionary(argument => argument.Name, argument => Argument(argument.Value, at)),
            Faults = faults,
            Constraints = _constraints,
        });
        Assert.True(result is not null, string.Join("; ", faults.Faults.Select(fault => fault.Rule.Id + " " + string.Join(", ", fault.Arguments.Select(a => a.Text)))));
        _parameters += result.Parameters;
        _multiplyAdds += result.MultiplyAdds;
        return Push(result.Output, output => new OperationStep(name, null, result.Call, [Last, .. operands], output, $"{_path}.{name}", at));
    }

    public BodyBuilder Block(string name, BlockCall call)
    {
        Count(call);
        return Push(After(name, call), output => new BlockStep(name, null, call, [Last], output, $"{_path}.{name}", default));
    }

    public BodyBuilder Repeat(string name, params BlockCall[] calls)
    {
        var value = _values[Last];
        var children = new List<Step>();
        for (var i = 0; i < calls.Length; i++)
        {
            Count(calls[i]);
            value = After(name, calls[i], value);
            children.Add(new BlockStep($"{i}", null, calls[i], [0], 0, $"{_path}.{name}", default));
        }

        return Push(value, output => new RepeatStep(name, null, children, [Last], output, $"{_path}.{name}", default));
    }

    public BodyBuilder Absent(string name)
    {
        _steps.Add(new AbsentStep(name, null, [Last], Last, $"{_path}.{name}", default));
        return this;
    }

    public BodyBuilder Group(string name, Action<BodyBuilder> layers)
    {
        var (outer, input) = (_steps, Last);
        _steps = [];
        layers(this);
        var inner = _steps;
        _steps = outer;
        _steps.Add(new GroupStep(name, null, inner, [input], Last, $"{_path}.{name}", default));
        return this;
    }

    public BodyBuilder From(int value)
    {
        Last = value;
        return this;
    }

    public BodyPlan Build() => new(_values, _steps, Last, _constraints, _parameters, _multiplyAdds);

    private static ArgumentResult Argument(object value, SourceRef at) => value switch
    {
        int number => new(at, Integer: Dimension.Of(number), Real: $"{number}"),
        Dimension dimension => new(at, Integer: dimension),
        bool boolean => new(at, Boolean: boolean),
        string word => new(at, Word: word, Real: word),
        string[] words => new(at, Words: new EquatableArray<string>(words)),
        _ => throw new ArgumentException($"{value}"),
    };

    private void Count(BlockCall call)
    {
        _parameters += call.Body.Parameters;
        _multiplyAdds += call.Body.MultiplyAdds;
    }

    private PlanValue After(string name, BlockCall call, PlanValue? before = null)
    {
        before ??= _values[Last];
        var result = call.Body.Values[call.Body.Result];
        return new(name, result.Channels, before.Height.Then(result.Height)!, before.Width.Then(result.Width)!, result.IsFlat);
    }

    private BodyBuilder Push(PlanValue value, Func<int, Step> step)
    {
        _steps.Add(step(_values.Count));
        _values.Add(value);
        Last = _values.Count - 1;
        return this;
    }
}
