using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Expressions;

/// <summary>Names with fixed values; what is not among them is reported as SEN997.</summary>
internal sealed class TestScope : IExpressionScope
{
    private static readonly Rule Unknown = new("SEN997", "Unknown", "no '{0}'");

    private readonly Dictionary<string, Value> _values = new()
    {
        ["stride"] = new IntegerResult(Dimension.Of(2)),
        ["planes"] = new IntegerResult(Dimension.Of(64)),
        ["classes"] = new IntegerResult(Dimension.Runtime("classes")),
        ["big"] = new IntegerResult(Dimension.Of(long.MaxValue)),
        ["yes"] = new BooleanResult(true),
        ["no"] = new BooleanResult(false),
        ["rate"] = new RealResult("rate", IsRuntime: true),
        ["depths"] = new ListResult(new([new IntegerResult(Dimension.Of(3)), new IntegerResult(Dimension.Of(4))])),
        ["block"] = new LayerResult("bottleneck"),
        ["basic"] = new LayerResult("basic"),
        ["bottleneck"] = new LayerResult("bottleneck"),
        ["attention"] = new LayerResult("squeeze_excite", new ScalarValue("4", default)),
        ["fuse"] = new WordResult("add"),
        ["cat"] = new WordResult("cat"),
    };

    public Dimension? Channels => Dimension.Of(16);

    public Dimension? InputChannels => Dimension.Of(32);

    public Value? Lookup(string name, SourceRef at, FaultBag faults)
    {
        if (_values.TryGetValue(name, out var value))
        {
            return value;
        }

        faults.Report(Unknown, at, name);
        return null;
    }

    /// <summary>Parses and evaluates; the diagnostics are <c>SEN030 4-6 message</c>.</summary>
    public static (Value? Value, IReadOnlyList<string> Faults) Run(string text)
    {
        var faults = new FaultBag();
        var expression = ExpressionParser.Parse(new(text, new("a.senet.yaml", 1)), faults);
        var value = expression is null ? null : Evaluator.Evaluate(expression, new TestScope(), faults);
        return (value, [.. faults.Faults.Select(Print)]);
    }

    private static string Print(Fault fault)
    {
        var message = string.Format(System.Globalization.CultureInfo.InvariantCulture, fault.Rule.MessageFormat,
            [.. fault.Arguments.Select(argument => argument.Text)]);
        var span = fault.At.Length < 0 ? "all" : $"{fault.At.Offset}-{fault.At.Offset + fault.At.Length}";
        return $"{fault.Rule.Id} {span} {message}";
    }
}
