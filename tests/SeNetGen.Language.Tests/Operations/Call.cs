using System.Globalization;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Operations;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Operations;

/// <summary>
/// Calls an operation the way the planner does: a layer <c>layer1.0.x</c> at node 10 after the value <c>before</c>; arguments stand
/// at nodes 20, 21, ... in the order given. Runtime parameters are <c>classes</c> (1000) and <c>in_channels</c> (3).
/// </summary>
internal sealed class Call
{
    /// <summary>The layer's place.</summary>
    public static readonly SourceRef Layer = new("a.senet.yaml", 10);

    private readonly List<SizeConstraint> _constraints = [];
    private readonly FaultBag _faults = new();

    private Call(string operation, PlanValue input, PlanValue[] operands, string name, long height, long width, (string Name, object Value)[] arguments)
    {
        Result = OperationTable.Find(operation)!.Plan(new OperationContext
        {
            Name = name,
            Path = name.Length == 0 ? "layer1.0" : "layer1.0." + name,
            At = Layer,
            Input = input,
            Operands = operands,
            DeclaredHeight = height,
            DeclaredWidth = width,
            RuntimeDefault = parameter => parameter == "classes" ? 1000 : 3,
            Arguments = arguments.Select((argument, index) => (argument.Name, Argument(argument.Value, index)))
                .ToDictionary(pair => pair.Name, pair => pair.Item2),
            Faults = _faults,
            Constraints = _constraints,
        });
    }

    /// <summary>What the operation gave.</summary>
    public OperationResult? Result { get; }

    /// <summary>What it demands.</summary>
    public IReadOnlyList<SizeConstraint> Constraints => _constraints;

    /// <summary>The messages of its faults.</summary>
    public IReadOnlyList<string> Messages => [.. _faults.Faults.Select(fault =>
        string.Format(CultureInfo.InvariantCulture, fault.Rule.MessageFormat, [.. fault.Arguments.Select(argument => argument.Text)]))];

    /// <summary>The faults.</summary>
    public IReadOnlyList<Fault> Faults => _faults.Faults;

    /// <summary>The shape of the result at the declared 56 x 48 body input: <c>64x28x24</c>, flat <c>10</c>.</summary>
    public string Shape => Result is not { } result ? "none" : result.Output.IsFlat
        ? $"{result.Output.Channels}"
        : $"{result.Output.Channels}x{result.Output.Height.At(56)}x{result.Output.Width.At(48)}";

    /// <summary>The tensors: <c>weight [64, 3, 7, 7]</c>; a buffer ends in <c>*</c>.</summary>
    public IReadOnlyList<string> Tensors => [.. Result!.Call.Tensors.Select(tensor =>
        $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]{(tensor.IsParameter ? "" : "*")}")];

    /// <summary>The arguments of the emitted call as they are printed: defaults left out.</summary>
    public string Code => $"{Result!.Call.Code}({string.Join(", ", Result.Call.Arguments
        .Where(argument => argument.Default is null || !argument.Default.Equals(argument.Value))
        .Select(argument => (argument.IsPositional ? "" : argument.Name + ": ") + Text(argument.Value)))})";

    /// <summary>A feature map whose sizes are the body's input sizes.</summary>
    public static PlanValue Map(long channels, string name = "before") => Map(Dimension.Of(channels), name);

    /// <summary>A feature map whose sizes are the body's input sizes.</summary>
    public static PlanValue Map(Dimension channels, string name = "before") =>
        new(name, channels, SizeFunction.Identity, SizeFunction.Identity, IsFlat: false);

    /// <summary>A flat value.</summary>
    public static PlanValue Flat(long channels, string name = "before") =>
        new(name, Dimension.Of(channels), SizeFunction.One, SizeFunction.One, IsFlat: true);

    /// <summary>Calls an operation.</summary>
    public static Call Of(string operation, PlanValue input, params (string Name, object Value)[] arguments) =>
        new(operation, input, [], "x", 56, 48, arguments);

    /// <summary>Calls an operation at other declared sizes of the body's input.</summary>
    public static Call At(long height, long width, string operation, PlanValue input, params (string Name, object Value)[] arguments) =>
        new(operation, input, [], "x", height, width, arguments);

    /// <summary>Calls an operation of two values; an empty name is the language's own join of residual and shortcut.</summary>
    public static Call Pair(string operation, PlanValue input, PlanValue other, string name = "x") =>
        new(operation, input, [other], name, 56, 48, []);

    /// <summary>Calls an operation of several values.</summary>
    public static Call Several(string operation, PlanValue input, params PlanValue[] others) => new(operation, input, others, "x", 56, 48, []);

    /// <summary>Holds the call to be refused with one fault, at the layer (-1) or an argument (its index).</summary>
    public void IsRefused(string id, int argument, string message)
    {
        Assert.Null(Result);
        Assert.Equal([message], Messages);
        Assert.Equal(id, Faults[0].Rule.Id);
        Assert.Equal(argument < 0 ? Layer : Place(argument), Faults[0].At);
    }

    private static SourceRef Place(int index) => new("a.senet.yaml", 20 + index);

    private static string Text(CodeValue value) => value switch
    {
        IntegerCode integer => integer.Value.ToString(),
        RealCode real => real.Text,
        BooleanCode boolean => boolean.Value ? "true" : "false",
        PairCode pair => $"({pair.Height}, {pair.Width})",
        WordCode word => $"\"{word.Text}\"",
        IntegersCode integers => $"[{string.Join(", ", integers.Values)}]",
        _ => "?",
    };

    private static ArgumentResult Argument(object value, int index) => value switch
    {
        int integer => new(Place(index), Integer: Dimension.Of(integer)),
        long integer => new(Place(index), Integer: Dimension.Of(integer)),
        Dimension integer => new(Place(index), Integer: integer),
        bool boolean => new(Place(index), Boolean: boolean),
        Runtime runtime => new(Place(index), Real: runtime.Name, IsRuntimeReal: true),
        string word when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => new(Place(index), Real: word),
        string word => new(Place(index), Word: word),
        int[] integers => new(Place(index), Integers: new([.. integers.Select(integer => Dimension.Of(integer))])),
        string[] words => new(Place(index), Words: new(words), Integers: words.All(word => long.TryParse(word, out _))
            ? new(words.Select(word => Dimension.Of(long.Parse(word, CultureInfo.InvariantCulture))))
            : null),
        _ => throw new ArgumentException("No such argument.", nameof(value)),
    };

    /// <summary>A real runtime parameter.</summary>
    internal sealed record Runtime(string Name);
}
