using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Planning;

/// <summary>Evaluates what is given for an operation's arguments: a word, a number, a list, a height and width, a user's own values.</summary>
internal sealed class ArgumentEvaluator(ValueEvaluator evaluator)
{
    /// <summary>The argument's value; null when unknown.</summary>
    /// <param name="value">The value as written.</param>
    /// <param name="argument">What the operation takes.</param>
    /// <param name="operation">The operation's name, for messages.</param>
    /// <param name="scope">Where the value stands.</param>
    /// <param name="path">The layer's path in the network.</param>
    /// <param name="faults">Takes faults.</param>
    public ArgumentResult? Evaluate(ArgumentValue value, ArgumentSignature argument, string operation, IExpressionScope scope, string path, FaultBag faults)
    {
        if (evaluator.IsUnusable(value.At))
        {
            return null;
        }

        if (argument.Kind is Kind.TypeName or Kind.Names or Kind.OutputShape)
        {
            return new ModuleArguments(evaluator).Evaluate(value, argument.Kind, scope, path, faults);
        }

        var who = $"'{argument.Name}' of '{operation}'";
        if (value is ScalarValue word && (argument.Words.Contains(word.Text) || argument.Kind == Kind.Word))
        {
            if (argument.Words.Contains(word.Text))
            {
                return new ArgumentResult(value.At, Word: word.Text);
            }

            faults.Report(Rules.UnknownWord, value.At, argument.Name, operation, string.Join(", ", argument.Words), word.Text, Suggestions.DidYouMean(word.Text, argument.Words));
            return null;
        }

        if (argument.Kind == Kind.List && value is ListValue list)
        {
            return EvaluateList(list, who, scope, faults);
        }

        var result = evaluator.Evaluate(value, argument.AcceptsPair ? null : argument.Kind, scope, who, faults);
        switch (result)
        {
            case RealResult or BooleanResult when argument.AcceptsPair:
                break;
            case IntegerResult integer:
                return new ArgumentResult(value.At, Integer: integer.Dimension);
            case RealResult real:
                return new ArgumentResult(value.At, Real: real.Text, IsRuntimeReal: real.IsRuntime);
            case BooleanResult boolean:
                return new ArgumentResult(value.At, Boolean: boolean.IsTrue);
            case ListResult items when items.Items.All(item => item is IntegerResult):
                return new ArgumentResult(value.At, Integers: new(items.Items.Select(item => ((IntegerResult)item).Dimension)));
            case null:
                return null;
        }

        faults.Report(Rules.WrongKind, value.At, who, StaticType.Describe(argument.Kind), TypeChecker.Text(value), result.Description);
        return null;
    }

    // A list is of words, as written, and of integers where every item is one.
    private ArgumentResult EvaluateList(ListValue list, string who, IExpressionScope scope, FaultBag faults)
    {
        var words = list.Items.All(item => item is ScalarValue)
            ? new EquatableArray<string>(list.Items.Select(item => ((ScalarValue)item).Text))
            : default(EquatableArray<string>?);
        var silent = new FaultBag();
        var integers = evaluator.Evaluate(list, Kind.List, scope, who, words is null ? faults : silent) is ListResult result
            && result.Items.All(item => item is IntegerResult)
                ? new EquatableArray<Shapes.Dimension>(result.Items.Select(item => ((IntegerResult)item).Dimension))
                : default(EquatableArray<Shapes.Dimension>?);
        return new ArgumentResult(list.At, Words: words, Integers: integers);
    }
}
