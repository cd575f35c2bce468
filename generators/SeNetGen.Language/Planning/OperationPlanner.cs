using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Planning;

/// <summary>Evaluates the arguments of an operation's call and has it planned.</summary>
internal sealed class OperationPlanner(PlanState state)
{
    private readonly ArgumentEvaluator _arguments = new(state.Evaluator);

    /// <summary>Where a call stands.</summary>
    /// <param name="Name">The layer's name; empty for a step that the language adds.</param>
    /// <param name="Path">Its path in the network.</param>
    /// <param name="LocalPath">Its path in the body.</param>
    /// <param name="At">Its place.</param>
    /// <param name="Input">The value it follows.</param>
    /// <param name="Height">The declared height at the body's input.</param>
    /// <param name="Width">The declared width at the body's input.</param>
    /// <param name="Faults">Takes faults.</param>
    /// <param name="Constraints">Takes constraints.</param>
    internal sealed record Site(
        string Name, string Path, string LocalPath, SourceRef At, PlanValue Input, long Height, long Width, FaultBag Faults, ICollection<SizeConstraint> Constraints);

    /// <summary>Plans a call of an operation; null when its value is unknown.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="given">Its arguments.</param>
    /// <param name="site">Where it stands.</param>
    /// <param name="findValue">The value of a name in the body and its number; null when unknown.</param>
    /// <param name="operands">Takes the numbers of the values it names.</param>
    public OperationResult? Plan(
        Operation operation,
        IReadOnlyDictionary<string, GivenArgument> given,
        Site site,
        Func<ScalarValue, FaultBag, (int Index, PlanValue Value)?> findValue,
        List<int> operands)
    {
        var signature = operation.Signature;
        var arguments = new Dictionary<string, ArgumentResult>(StringComparer.Ordinal);
        var values = new List<PlanValue>();
        var isKnown = true;
        foreach (var argument in given.Values)
        {
            if (signature.Find(argument.Name) is not { } expected)
            {
                var names = signature.Arguments.Select(candidate => candidate.Name);
                site.Faults.Report(Rules.UnknownArgument, argument.At, signature.Name, argument.Name, Suggestions.DidYouMean(argument.Name, names));
                isKnown = false;
            }
            else if (expected.Kind == Kind.ValueName)
            {
                isKnown &= FindValues(argument.Value, site.Faults, findValue, operands, values);
            }
            else if (_arguments.Evaluate(argument.Value, expected, signature.Name, argument.Scope, site.Path, site.Faults) is { } value)
            {
                arguments[argument.Name] = value;
            }
            else
            {
                isKnown = false;
            }
        }

        isKnown &= AddDefaults(signature, arguments, given, site) && HasRequired(signature, arguments, given, site);
        return isKnown ? Plan(operation, arguments, values, site) : null;
    }

    /// <summary>Plans a call whose arguments are known.</summary>
    public OperationResult? Plan(Operation operation, IReadOnlyDictionary<string, ArgumentResult> arguments, IReadOnlyList<PlanValue> operands, Site site)
    {
        var constraints = new List<SizeConstraint>();
        var result = operation.Plan(new OperationContext
        {
            Name = site.Name,
            Path = site.Path,
            At = site.At,
            Input = site.Input,
            Operands = operands,
            DeclaredHeight = site.Height,
            DeclaredWidth = site.Width,
            RuntimeDefault = state.Family.RuntimeDefault,
            Arguments = arguments,
            Faults = site.Faults,
            Constraints = constraints,
        });
        foreach (var constraint in constraints)
        {
            site.Constraints.Add(constraint with { Layer = site.LocalPath });
        }

        return result;
    }

    private static bool FindValues(
        ArgumentValue value, FaultBag faults, Func<ScalarValue, FaultBag, (int Index, PlanValue Value)?> findValue, List<int> operands, List<PlanValue> values)
    {
        foreach (var item in value is ListValue list ? [.. list.Items] : new[] { value })
        {
            if (item is not ScalarValue name || findValue(name, faults) is not { } found)
            {
                return false;
            }

            operands.Add(found.Index);
            values.Add(found.Value);
        }

        return true;
    }

    private bool AddDefaults(
        OperationSignature signature, Dictionary<string, ArgumentResult> arguments, IReadOnlyDictionary<string, GivenArgument> given, Site site)
    {
        var isKnown = true;
        foreach (var value in state.Defaults[signature.Name])
        {
            if (given.ContainsKey(value.Argument) || signature.Find(value.Argument) is not { } expected)
            {
                continue;
            }

            var scope = new LayerScope(state.Family, site.Input.Channels);
            if (_arguments.Evaluate(value.Value, expected, signature.Name, scope, site.Path, site.Faults) is { } result)
            {
                arguments[value.Argument] = result;
            }
            else
            {
                isKnown = false;
            }
        }

        return isKnown;
    }

    private static bool HasRequired(
        OperationSignature signature, Dictionary<string, ArgumentResult> arguments, IReadOnlyDictionary<string, GivenArgument> given, Site site)
    {
        var isWhole = true;
        foreach (var argument in new[] { signature.Main }.OfType<ArgumentSignature>().Concat(signature.Arguments))
        {
            if (argument.IsRequired && !given.ContainsKey(argument.Name) && !arguments.ContainsKey(argument.Name))
            {
                site.Faults.Report(Rules.ArgumentRequired, site.At, signature.Name, argument == signature.Main ? "its main argument" : "the argument", argument.Name, "");
                isWhole = false;
            }
        }

        return isWhole;
    }
}
