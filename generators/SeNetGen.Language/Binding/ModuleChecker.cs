using SeNetGen.Language.CSharp;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Binding;

/// <summary>Checks what a user's module alone is called with: its type, its constructor's arguments, its declared shape.</summary>
internal sealed class ModuleChecker(TypeChecker types, HashSet<SourceRef> unusable, FaultBag faults)
{
    private static readonly string[] ShapeKeys = LanguageKeys.OutputShape.Names();

    /// <summary>Checks an argument of one of a module's kinds.</summary>
    public void Check(ArgumentValue value, Kind kind, string argument, TypeChecker.Place place)
    {
        switch (kind)
        {
            case Kind.TypeName:
                CheckType(value);
                break;
            case Kind.Names:
                CheckNames(value, argument, place);
                break;
            default:
                CheckShape(value, argument, place);
                break;
        }
    }

    /// <summary>The pairs of a mapping of names, in the order written; null for what is none.</summary>
    public static IReadOnlyList<Argument>? Pairs(ArgumentValue value) => value is LayerValue mapping
        ? [new Argument(mapping.Head, mapping.Main ?? new ScalarValue("", mapping.At), mapping.At), .. mapping.Arguments]
        : null;

    private void CheckType(ArgumentValue value)
    {
        if (value is not ScalarValue type || type.Text.Length > 200 || !type.Text.Split('.').All(Naming.IsIdentifier))
        {
            Reject(Rules.WrongTypeName, value.At, TypeChecker.Text(value));
        }
    }

    private void CheckNames(ArgumentValue value, string argument, TypeChecker.Place place)
    {
        if (Pairs(value) is not { } pairs)
        {
            Reject(Rules.WrongKind, value.At, $"'{argument}' of 'module'", "a mapping, such as '{ channels: channels }'", TypeChecker.Text(value), "none");
            return;
        }

        foreach (var pair in pairs)
        {
            if (Names.WhyNoIdentifier(pair.Name) is { } why)
            {
                faults.Report(Rules.WrongKey, pair.At, pair.Name, "an argument of a constructor", why);
                unusable.Add(value.At);
            }
            else if (pair.Value is ScalarValue { Text.Length: 0 })
            {
                Reject(Rules.MissingValue, pair.Value.At, pair.Name);
                unusable.Add(value.At);
            }
            else if (pair.Value is not ScalarValue)
            {
                Reject(Rules.WrongKind, pair.Value.At, $"'{pair.Name}' of '{argument}'", "a number or a boolean", TypeChecker.Text(pair.Value), "none");
            }
            else if (types.TypeOf(pair.Value, place) is { Kind: not (Kind.Integer or Kind.Real or Kind.Boolean) } type)
            {
                types.Reject(pair.Value, $"'{pair.Name}' of '{argument}'", "a number or a boolean", type);
            }
        }
    }

    private void CheckShape(ArgumentValue value, string argument, TypeChecker.Place place)
    {
        if (Pairs(value) is not { } pairs)
        {
            if (value is not ScalarValue { Text: "same" })
            {
                Reject(Rules.WrongKind, value.At, $"'{argument}' of 'module'", "'same', or a mapping such as '{ channels: 64, size: size // 2 }'", TypeChecker.Text(value), "neither");
            }

            return;
        }

        foreach (var pair in pairs)
        {
            switch (pair.Name)
            {
                case "channels":
                    types.Expect(pair.Value, Kind.Integer, "the output's 'channels'", place);
                    break;
                case "size":
                    var names = new StaticScope(place.Names);
                    names.Declare(OutputSize.Name, StaticType.Integer);
                    types.Expect(pair.Value, Kind.Integer, "the output's 'size'", place with { Names = names });
                    break;
                case "flat":
                    types.Expect(pair.Value, Kind.Boolean, "the output's 'flat'", place);
                    break;
                default:
                    faults.Report(Rules.UnknownKey, pair.At, pair.Name, "the output of a module", Suggestions.DidYouMean(pair.Name, ShapeKeys));
                    unusable.Add(value.At);
                    break;
            }
        }
    }

    private void Reject(Rule rule, SourceRef at, params FaultArgument[] arguments)
    {
        faults.Report(rule, at, arguments);
        unusable.Add(at);
    }
}
