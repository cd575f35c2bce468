using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Binding;

/// <summary>
/// Finds the types of values without evaluating them, so that names and kinds are checked in every layer, also where <c>when</c> leaves
/// it out. What is faulty is reported once and has no type.
/// </summary>
internal sealed class TypeChecker(IReadOnlyCollection<string> blocks, HashSet<SourceRef> unusable, FaultBag faults)
{
    /// <summary>Checks a layer with preset arguments.</summary>
    public Action<LayerValue, Place>? CheckLayer { get; set; }

    /// <summary>Where an expression stands: what it may name.</summary>
    /// <param name="Names">The names.</param>
    /// <param name="HasChannels">Whether there is a layer, and so <c>channels</c>.</param>
    /// <param name="HasInput">Whether there is a body, and so <c>input.channels</c>.</param>
    internal sealed record Place(StaticScope Names, bool HasChannels, bool HasInput);

    /// <summary>The type of a value as written; null when unknown.</summary>
    public StaticType? TypeOf(ArgumentValue value, Place place)
    {
        if (unusable.Contains(value.At))
        {
            return null;
        }

        switch (value)
        {
            case ScalarValue scalar:
                var count = faults.Faults.Count;
                var type = ExpressionParser.Parse(scalar, faults) is { } expression ? TypeOf(expression, place) : null;
                if (faults.Faults.Count > count)
                {
                    unusable.Add(value.At);
                }

                return type;
            case ListValue list:
                return new StaticType(Kind.List, Join([.. list.Items.Select(item => TypeOf(item, place))]));
            case LayerValue layer:
                CheckLayer?.Invoke(layer, place);
                return unusable.Contains(layer.At) ? null : StaticType.Layer;
            default:
                return null;
        }
    }

    /// <summary>Checks that a value is of a kind; reports it otherwise.</summary>
    /// <param name="value">The value.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="who">Who wants it, for the message.</param>
    /// <param name="place">Where it stands.</param>
    public void Expect(ArgumentValue value, Kind kind, string who, Place place)
    {
        if (TypeOf(value, place) is { } type && !type.Fits(kind))
        {
            Reject(value, who, StaticType.Describe(kind), type);
        }
    }

    public void Reject(ArgumentValue value, string who, string wanted, StaticType type)
    {
        faults.Report(Rules.WrongKind, value.At, who, wanted, Text(value), StaticType.Describe(type.Kind));
        unusable.Add(value.At);
    }

    /// <summary>A value as it was written, for messages.</summary>
    public static string Text(ArgumentValue value) => value switch
    {
        ScalarValue scalar => ReadContext.Shorten(scalar.Text),
        ListValue list => "[" + string.Join(", ", list.Items.Select(Text)) + "]",
        LayerValue layer => layer.Main is null ? "{ " + layer.Head + " }" : "{ " + layer.Head + ": " + Text(layer.Main) + " }",
        _ => "{ ... }",
    };

    private StaticType? TypeOf(Expression expression, Place place)
    {
        switch (expression)
        {
            case IntegerExpression:
                return StaticType.Integer;
            case RealExpression:
                return StaticType.Real;
            case BooleanExpression:
                return StaticType.Boolean;
            case NameExpression name:
                return TypeOf(name, place);
            case IndexExpression index:
                return TypeOf(index, place);
            case ListExpression list:
                return new StaticType(Kind.List, Join([.. list.Items.Select(item => TypeOf(item, place))]));
            case UnaryExpression { Operator: UnaryOperator.Not } not:
                Operand(not.Operand, place, "'not'", "a boolean, such as 'stride != 1'", Kind.Boolean);
                return StaticType.Boolean;
            case UnaryExpression negate:
                return TypeOf(negate.Operand, place) is { Kind: Kind.Real } real ? real : Operand(negate.Operand, place, "'-'", "an integer", Kind.Integer);
            case BinaryExpression binary:
                return TypeOf(binary, place);
            case ConditionalExpression conditional:
                Operand(conditional.Condition, place, "'if'", "a boolean, such as 'stride != 1'", Kind.Boolean);
                return TypeOfBranches(conditional, place);
            case CallExpression call:
                foreach (var argument in call.Arguments)
                {
                    Operand(argument.Value, place, $"'{call.Function}'", "integers", Kind.Integer);
                }

                return StaticType.Integer;
            default:
                return null;
        }
    }

    private StaticType? TypeOf(NameExpression name, Place place)
    {
        if (name.Name == "channels" || name.Name == "input.channels")
        {
            var isKnown = name.Name == "channels" ? place.HasChannels : place.HasInput;
            if (!isKnown)
            {
                faults.Report(Rules.NoChannelsHere, name.At, name.Name, WhyNoChannels(name.Name));
            }

            return StaticType.Integer;
        }

        if (place.Names.TryFind(name.Name, out var type))
        {
            return type;
        }

        if (OperationTable.Find(name.Name) is not null || blocks.Contains(name.Name))
        {
            return StaticType.Layer;
        }

        faults.Report(Rules.UnknownName, name.At, name.Name, Suggestions.DidYouMean(name.Name, KnownNames(place)));
        return null;
    }

    /// <summary>Why there are no channels.</summary>
    public static string WhyNoChannels(string name) => name == "channels"
        ? "only a layer of a body has an input whose channels can be named"
        : "only a block's layers have an input to name; a preset of the family is read outside of any block";

    private IEnumerable<string> KnownNames(Place place) =>
        place.Names.Names.Concat(OperationTable.All.Select(operation => operation.Signature.Name)).Concat(blocks)
            .Concat(place.HasChannels ? ["channels", "input.channels"] : []);

    private StaticType? TypeOf(IndexExpression index, Place place)
    {
        var type = TypeOf(index.List, place);
        if (type is not null && type.Kind != Kind.List)
        {
            faults.Report(Rules.WrongOperandKind, index.List.At, "an index", "a list", index.List.ToString(), StaticType.Describe(type.Kind));
            return null;
        }

        return type?.Item;
    }

    private StaticType? TypeOf(BinaryExpression binary, Place place)
    {
        var symbol = $"'{ExpressionPrinter.Symbol(binary.Operator)}'";
        switch (binary.Operator)
        {
            case BinaryOperator.And or BinaryOperator.Or:
                Operand(binary.Left, place, symbol, "a boolean, such as 'stride != 1'", Kind.Boolean);
                Operand(binary.Right, place, symbol, "a boolean, such as 'stride != 1'", Kind.Boolean);
                return StaticType.Boolean;
            case BinaryOperator.Equal or BinaryOperator.NotEqual:
                TypeOfEquality(binary, place);
                return StaticType.Boolean;
            default:
                Operand(binary.Left, place, symbol, "integers", Kind.Integer);
                Operand(binary.Right, place, symbol, "integers", Kind.Integer);
                return binary.Operator is BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual
                    ? StaticType.Boolean
                    : StaticType.Integer;
        }
    }

    private void TypeOfEquality(BinaryExpression equality, Place place)
    {
        var left = TypeOf(equality.Left, place);
        var right = TypeOf(equality.Right, place);
        if (left is not null && right is not null && left.Kind != right.Kind)
        {
            faults.Report(Rules.CannotCompare, equality.At,
                $"'{equality.Left}' is {StaticType.Describe(left.Kind)} and '{equality.Right}' is {StaticType.Describe(right.Kind)}; only values of one kind can be compared");
        }
    }

    private StaticType? TypeOfBranches(ConditionalExpression conditional, Place place)
    {
        var then = TypeOf(conditional.Then, place);
        var other = TypeOf(conditional.Else, place);
        if (then is null || other is null || then.Kind == other.Kind)
        {
            return then ?? other;
        }

        if (then.Fits(Kind.Real) && other.Fits(Kind.Real))
        {
            return StaticType.Real;
        }

        faults.Report(Rules.WrongOperandKind, conditional.Else.At, "'else'", $"{StaticType.Describe(then.Kind)} like '{conditional.Then}'",
            conditional.Else.ToString(), StaticType.Describe(other.Kind));
        return null;
    }

    private StaticType? Operand(Expression operand, Place place, string who, string needs, Kind kind)
    {
        var type = TypeOf(operand, place);
        if (type is not null && type.Kind != kind)
        {
            faults.Report(Rules.WrongOperandKind, operand.At, who, needs, operand.ToString(), StaticType.Describe(type.Kind));
            return null;
        }

        return type;
    }

    // The items' common type; null where they differ or one is unknown.
    private static StaticType? Join(IReadOnlyList<StaticType?> items)
    {
        var first = items.Count > 0 ? items[0] : StaticType.Integer;
        return items.All(item => Equals(item, first)) ? first : null;
    }
}
