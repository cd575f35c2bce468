using System.Globalization;
using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Planning;

/// <summary>Evaluates values as written. What the binder has reported is unknown, and nothing more is said of it.</summary>
internal sealed class ValueEvaluator(HashSet<SourceRef> unusable, Func<string, bool> isBlock)
{
    private readonly Dictionary<SourceRef, Expression?> _expressions = [];

    /// <summary>Whether a fault has made a place unknown.</summary>
    public bool IsUnusable(SourceRef at) => unusable.Contains(at);

    /// <summary>The value; null when unknown.</summary>
    /// <param name="value">The value as written.</param>
    /// <param name="kind">The kind it must have; null for any.</param>
    /// <param name="scope">Where it stands.</param>
    /// <param name="who">Who wants it, for messages.</param>
    /// <param name="faults">Takes faults.</param>
    public Value? Evaluate(ArgumentValue value, Kind? kind, IExpressionScope scope, string who, FaultBag faults)
    {
        if (unusable.Contains(value.At))
        {
            return null;
        }

        var result = value switch
        {
            ScalarValue scalar => Parse(scalar) is { } expression ? Evaluator.Evaluate(expression, scope, faults) : null,
            ListValue list => EvaluateList(list, scope, who, faults),
            LayerValue layer => MakeLayer(layer.Head, layer.Main, layer.Arguments, scope, layer.At, faults),
            _ => null,
        };
        return result is null || kind is null ? result : Convert(result, kind.Value, value, who, faults);
    }

    /// <summary>The expression of a value; null when it is none, or a fault has made it unknown.</summary>
    public Expression? Expression(ArgumentValue value) => value is ScalarValue scalar && !unusable.Contains(value.At) ? Parse(scalar) : null;

    /// <summary>An integer known at build; null, and a fault unless one is there already, for any other value.</summary>
    public long? Constant(ScalarValue value, IExpressionScope scope, string who, FaultBag faults)
    {
        if (Evaluate(value, Kind.Integer, scope, who, faults) is not IntegerResult integer)
        {
            return null;
        }

        if (integer.Dimension.Constant is { } constant)
        {
            return constant;
        }

        faults.Report(Rules.RuntimeDecidesStructure, value.At, who, value.Text, string.Join(" and ", integer.Dimension.Names.Select(name => $"'{name}'")));
        return null;
    }

    /// <summary>What a head stands for, with the presets of the layer-valued parameter that it may be; null when unknown.</summary>
    public LayerResult? FindHead(string head, SourceRef at, IExpressionScope scope, FaultBag faults)
    {
        if (OperationTable.Find(head) is not null || isBlock(head))
        {
            return new LayerResult(head);
        }

        return scope.Lookup(head, at, faults) as LayerResult;
    }

    private LayerResult? MakeLayer(
        string head, ArgumentValue? main, EquatableArray<Argument> arguments, IExpressionScope scope, SourceRef at, FaultBag faults)
    {
        if (FindHead(head, at, scope, faults) is not { } found)
        {
            return null;
        }

        var values = arguments.Select(argument => argument.Value).Concat(main is null ? [] : [main]);
        return new LayerResult(found.Head, main, arguments, Narrow(scope, values), found.HasPresets ? found : null);
    }

    // Presets that name nothing of the block's own are the same in every call of it: reading them in the family makes equal calls equal.
    private IExpressionScope Narrow(IExpressionScope scope, IEnumerable<ArgumentValue> values)
    {
        while (scope is LayerScope layer)
        {
            scope = layer.Outer;
        }

        return scope is BlockScope block && !values.Any(value => Names(value).Any(block.Owns)) ? block.Family : scope;
    }

    private IEnumerable<string> Names(ArgumentValue value) => value switch
    {
        ScalarValue scalar => Parse(scalar) is { } expression ? ExpressionNames.Of(expression) : [],
        ListValue list => list.Items.SelectMany(Names),
        LayerValue layer => layer.Arguments.SelectMany(argument => Names(argument.Value)).Concat(layer.Main is null ? [] : Names(layer.Main)).Append(layer.Head),
        _ => [],
    };

    private Expression? Parse(ScalarValue scalar)
    {
        if (!_expressions.TryGetValue(scalar.At, out var expression))
        {
            // The binder has parsed it too and reported what is wrong.
            expression = ExpressionParser.Parse(scalar, new FaultBag());
            _expressions[scalar.At] = expression;
        }

        return expression;
    }

    private ListResult? EvaluateList(ListValue list, IExpressionScope scope, string who, FaultBag faults)
    {
        var items = list.Items.Select(item => Evaluate(item, null, scope, who, faults)).ToArray();
        return items.Any(item => item is null) ? null : new ListResult(new(items!));
    }

    private static Value? Convert(Value value, Kind kind, ArgumentValue written, string who, FaultBag faults)
    {
        switch (value, kind)
        {
            case (IntegerResult { Dimension.Constant: { } constant }, Kind.Real):
                return new RealResult(constant.ToString(CultureInfo.InvariantCulture));
            case (IntegerResult, Kind.Integer) or (RealResult, Kind.Real) or (BooleanResult, Kind.Boolean) or (ListResult, Kind.List) or (LayerResult, Kind.Layer):
                return value;
            default:
                faults.Report(Rules.WrongKind, written.At, who, StaticType.Describe(kind), TypeChecker.Text(written), value.Description);
                return null;
        }
    }
}
