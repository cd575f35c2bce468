using System.Globalization;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>
/// Reads the arguments of a call, each checked against its range, with defaults from the signature. A faulty argument is
/// reported at its own place and reads as null; <see cref="IsFaulty"/> says so at the end, when every argument has been looked at.
/// </summary>
internal sealed class ArgumentReader(OperationSignature signature, OperationContext context)
{
    /// <summary>Whether an argument was faulty or missing.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>The place of an argument; that of the layer when it was not given.</summary>
    public SourceRef At(string name) => context.Arguments.TryGetValue(name, out var argument) ? argument.At : context.At;

    /// <summary>Whether the argument was given, by the call or by the family's defaults.</summary>
    public bool Has(string name) => context.Arguments.ContainsKey(name);

    /// <summary>A fixed integer of at least <paramref name="minimum"/> that fits 32 bits; null when faulty, or absent without a default.</summary>
    public long? Integer(string name, long minimum) => Dimension(name, minimum)?.Constant;

    /// <summary>Two fixed integers, height and width, given as one for both or as a list; each of at least <paramref name="minimum"/>.</summary>
    public Pair? Pair(string name, long minimum)
    {
        if (!context.Arguments.TryGetValue(name, out var argument) || argument.Integers is not { } given)
        {
            return Integer(name, minimum) is { } both ? new Pair(both, both) : null;
        }

        if (given.Count != 2)
        {
            Report(Rules.WrongPair, argument.At, context.Path, name, signature.Name, given.Count);
            return null;
        }

        // Both are looked at, so that both may be reported.
        return given.Select(value => Check(name, value, argument.At, minimum)).ToArray().All(isRight => isRight)
            ? new Pair(given[0].Constant!.Value, given[1].Constant!.Value)
            : null;
    }

    /// <summary>An integer of at least <paramref name="minimum"/> that fits 32 bits, or a runtime one where the signature accepts it.</summary>
    public Dimension? Dimension(string name, long minimum)
    {
        if (!context.Arguments.TryGetValue(name, out var argument))
        {
            if (signature.Find(name)?.Default is { } text)
            {
                return Shapes.Dimension.Of(long.Parse(text, CultureInfo.InvariantCulture));
            }

            IsFaulty |= signature.Find(name)?.IsRequired == true;
            return null;
        }

        if (argument.Integer is not { } value)
        {
            IsFaulty = true;
            return null;
        }

        return Check(name, value, argument.At, minimum) ? value : null;
    }

    /// <summary>A boolean, false when neither given nor defaulted.</summary>
    public bool Boolean(string name) =>
        context.Arguments.TryGetValue(name, out var argument) ? argument.Boolean == true : signature.Find(name)?.Default == "true";

    /// <summary>A word, or its default.</summary>
    public string? Word(string name) =>
        context.Arguments.TryGetValue(name, out var argument) ? argument.Word : signature.Find(name)?.Default;

    /// <summary>A list of words; null when it was not given.</summary>
    public IReadOnlyList<string>? Words(string name) => context.Arguments.TryGetValue(name, out var argument) ? argument.Words : null;

    /// <summary>A real number for which <paramref name="isInRange"/> holds; a text equal to the default as a number is the default's.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="range">The range in words: <c>more than 0</c>.</param>
    /// <param name="isInRange">Whether a number is in it.</param>
    public RealCode? Real(string name, string range, Func<double, bool> isInRange)
    {
        var normal = signature.Find(name)?.Default;
        if (!context.Arguments.TryGetValue(name, out var argument))
        {
            IsFaulty |= normal is null;
            return normal is null ? null : new RealCode(normal);
        }

        if (argument.IsRuntimeReal && argument.Real is { } parameter)
        {
            if (signature.Find(name)?.AcceptsRuntime == true)
            {
                return new RealCode(parameter, IsRuntime: true);
            }

            Report(Rules.RuntimeNotAccepted, argument.At, context.Path, name, signature.Name, parameter);
            return null;
        }

        var text = argument.Real ?? argument.Integer?.Constant?.ToString(CultureInfo.InvariantCulture);
        if (text is null || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            IsFaulty = true;
            return null;
        }

        if (double.IsInfinity(value) || !isInRange(value))
        {
            Report(Rules.RealOutOfRange, argument.At, context.Path, name, signature.Name, text, range);
            return null;
        }

        return new RealCode(normal is not null && value == double.Parse(normal, CultureInfo.InvariantCulture) ? normal : text);
    }

    /// <summary>Reports a fault of the call.</summary>
    public void Report(Rule rule, SourceRef at, params FaultArgument[] arguments)
    {
        IsFaulty = true;
        context.Faults.Report(rule, at, arguments);
    }

    private bool Check(string name, Dimension value, SourceRef at, long minimum)
    {
        if (value.Constant is not { } constant)
        {
            if (signature.Find(name)?.AcceptsRuntime != true)
            {
                Report(Rules.RuntimeNotAccepted, at, context.Path, name, signature.Name, value.ToString());
                return false;
            }

            // What a runtime parameter may be is checked when the network is made; its default is checked here.
            constant = value.TryEvaluate(context.RuntimeDefault) ?? long.MaxValue;
        }

        if (constant < minimum)
        {
            Report(Rules.IntegerTooSmall, at, context.Path, name, signature.Name, constant, minimum);
            return false;
        }

        if (constant > int.MaxValue)
        {
            Report(Rules.IntegerTooLarge, at, context.Path, name, signature.Name, constant);
            return false;
        }

        return true;
    }
}
