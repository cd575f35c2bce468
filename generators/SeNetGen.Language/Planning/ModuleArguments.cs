using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Planning;

/// <summary>Evaluates what a user's module alone is called with.</summary>
internal sealed class ModuleArguments(ValueEvaluator evaluator)
{
    /// <summary>The argument; null when unknown.</summary>
    /// <param name="value">The argument as written.</param>
    /// <param name="kind">Its kind: one of a module's.</param>
    /// <param name="scope">Where it stands.</param>
    /// <param name="path">The layer's path, for messages.</param>
    /// <param name="faults">Takes faults.</param>
    public ArgumentResult? Evaluate(ArgumentValue value, Kind kind, IExpressionScope scope, string path, FaultBag faults)
    {
        if (value is ScalarValue word)
        {
            return kind switch
            {
                Kind.TypeName => new ArgumentResult(value.At, Word: word.Text),
                Kind.OutputShape when word.Text == "same" => new ArgumentResult(value.At, Shape: new(null, null, null, null)),
                _ => null,
            };
        }

        return ModuleChecker.Pairs(value) is not { } pairs ? null
            : kind == Kind.Names ? Named(pairs, value.At, scope, faults)
            : kind == Kind.OutputShape ? Shape(pairs, value.At, scope, path, faults)
            : null;
    }

    private ArgumentResult? Named(IReadOnlyList<Argument> pairs, SourceRef at, IExpressionScope scope, FaultBag faults)
    {
        var named = pairs.Select(pair => Code(pair, scope, faults)).ToArray();
        return named.Any(argument => argument is null) ? null : new ArgumentResult(at, Named: new(named!));
    }

    private CodeArgument? Code(Argument pair, IExpressionScope scope, FaultBag faults)
    {
        var who = $"'{pair.Name}' of 'arguments'";
        var result = evaluator.Evaluate(pair.Value, null, scope, who, faults);
        CodeValue? code = result switch
        {
            IntegerResult integer => new IntegerCode(integer.Dimension),
            RealResult real => new RealCode(real.Text, real.IsRuntime),
            BooleanResult boolean => new BooleanCode(boolean.IsTrue),
            _ => null,
        };
        if (result is not null && code is null)
        {
            faults.Report(Rules.WrongKind, pair.Value.At, who, "a number or a boolean", TypeChecker.Text(pair.Value), result.Description);
        }

        return code is null ? null : new CodeArgument(pair.Name, code, IsOfModule: true);
    }

    private ArgumentResult? Shape(IReadOnlyList<Argument> pairs, SourceRef at, IExpressionScope scope, string path, FaultBag faults)
    {
        var shape = new DeclaredShape(null, null, null, null);
        foreach (var pair in pairs)
        {
            switch (pair.Name)
            {
                case "channels" when evaluator.Evaluate(pair.Value, Kind.Integer, scope, "the output's 'channels'", faults) is IntegerResult channels:
                    shape = shape with { Channels = channels.Dimension };
                    break;
                case "flat" when evaluator.Evaluate(pair.Value, Kind.Boolean, scope, "the output's 'flat'", faults) is BooleanResult flat:
                    shape = shape with { IsFlat = flat.IsTrue };
                    break;
                case "size" when evaluator.Expression(pair.Value) is { } size && OutputSize.Read(size, scope, path, faults) is { } function:
                    shape = shape with { Size = function, SizeAt = pair.Value.At };
                    break;
                default:
                    return null;
            }
        }

        return new ArgumentResult(at, Shape: shape);
    }
}
