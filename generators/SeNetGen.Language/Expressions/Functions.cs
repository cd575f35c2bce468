using SeNetGen.Language.Diagnostics;
using static System.FormattableString;

namespace SeNetGen.Language.Expressions;

/// <summary>The functions of expressions: <c>min</c>, <c>max</c>, <c>make_divisible</c>.</summary>
public static class Functions
{
    /// <summary>Their names, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["make_divisible", "max", "min"];

    private static readonly string[] MakeDivisibleParameters = ["v", "d", "min", "percent"];

    /// <summary>Whether the function exists and takes these arguments; else reports why not.</summary>
    /// <param name="call">The call.</param>
    /// <param name="nameAt">The place of its name.</param>
    /// <param name="faults">Takes the fault.</param>
    internal static bool Check(CallExpression call, SourceRef nameAt, FaultBag faults)
    {
        switch (call.Function)
        {
            case "min" or "max":
                return CheckPositional(call, faults);
            case "make_divisible":
                return Bind(call, faults) is not null;
            default:
                faults.Report(Rules.UnknownFunction, nameAt, call.Function, string.Join(", ", Names), Suggestions.DidYouMean(call.Function, Names));
                return false;
        }
    }

    /// <summary>The result of a call that <see cref="Check"/> let pass, given its arguments' values in the order written.</summary>
    internal static long? Evaluate(CallExpression call, IReadOnlyList<long> values, FaultBag faults)
    {
        switch (call.Function)
        {
            case "min":
                return values.Min();
            case "max":
                return values.Max();
            default:
                return EvaluateMakeDivisible(call, values, faults);
        }
    }

    /// <summary>
    /// The multiple of <paramref name="divisor"/> nearest to <paramref name="value"/>, at least <paramref name="minimum"/>, and one
    /// step more where that lost too much: timm's make_divisible in whole numbers.
    /// </summary>
    /// <param name="value">The number to round.</param>
    /// <param name="divisor">At least 1.</param>
    /// <param name="minimum">The least result.</param>
    /// <param name="percent">How much of the value must be left, in per cent: timm's <c>round_limit</c> times 100.</param>
    /// <exception cref="OverflowException">A number on the way is beyond 64 bits.</exception>
    public static long MakeDivisible(long value, long divisor, long minimum, long percent)
    {
        checked
        {
            // floor(value + divisor / 2) without a fraction; halves round up.
            var nearest = FloorDivide((2 * value) + divisor, 2 * divisor) * divisor;
            var result = Math.Max(minimum, nearest);
            return 100 * result < percent * value ? result + divisor : result;
        }
    }

    /// <summary>The quotient rounded down; the divisor is not 0.</summary>
    /// <exception cref="OverflowException">The least integer is divided by -1.</exception>
    public static long FloorDivide(long dividend, long divisor)
    {
        if (divisor == -1)
        {
            return checked(-dividend);
        }

        var quotient = dividend / divisor;
        return dividend % divisor != 0 && (dividend < 0) != (divisor < 0) ? quotient - 1 : quotient;
    }

    /// <summary>What is left of <see cref="FloorDivide"/>: it has the divisor's sign; the divisor is not 0.</summary>
    public static long Modulo(long dividend, long divisor)
    {
        if (divisor == -1)
        {
            return 0;
        }

        var rest = dividend % divisor;
        return rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest;
    }

    private static bool CheckPositional(CallExpression call, FaultBag faults)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Name is not null)
            {
                faults.Report(Rules.WrongNamedArgument, argument.At, $"'{call.Function}' has no named arguments; write the value alone");
                return false;
            }
        }

        return call.Arguments.Count >= 2 || FailCount(call, "two arguments or more", faults);
    }

    private static bool FailCount(CallExpression call, string takes, FaultBag faults)
    {
        faults.Report(Rules.WrongArgumentCount, call.At, call.Function, takes, call.Arguments.Count);
        return false;
    }

    // The arguments' indexes by parameter, -1 for those not given; null, and a fault, when they do not fit.
    private static int[]? Bind(CallExpression call, FaultBag faults)
    {
        var bound = new[] { -1, -1, -1, -1 };
        var named = false;
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var argument = call.Arguments[i];
            if (argument.Name is null && named)
            {
                faults.Report(Rules.WrongNamedArgument, argument.At, "an argument without a name stands behind one with a name; give it first");
                return null;
            }

            named = argument.Name is not null;
            if (!named && i >= bound.Length)
            {
                FailCount(call, "two to four arguments (v, d, min, percent)", faults);
                return null;
            }

            var parameter = named ? Array.IndexOf(MakeDivisibleParameters, argument.Name) : i;
            if (parameter < 0)
            {
                var mend = Suggestions.DidYouMean(argument.Name!, MakeDivisibleParameters);
                faults.Report(Rules.WrongNamedArgument, argument.At,
                    $"'{call.Function}' has no argument '{argument.Name}'; it has v, d, min, percent{mend}");
                return null;
            }

            if (bound[parameter] >= 0)
            {
                faults.Report(Rules.WrongNamedArgument, argument.At, $"'{MakeDivisibleParameters[parameter]}' is given twice");
                return null;
            }

            bound[parameter] = i;
        }

        if (bound[0] < 0 || bound[1] < 0)
        {
            FailCount(call, "two to four arguments (v, d, min, percent)", faults);
            return null;
        }

        return bound;
    }

    private static long? EvaluateMakeDivisible(CallExpression call, IReadOnlyList<long> values, FaultBag faults)
    {
        var bound = Bind(call, faults);
        if (bound is null)
        {
            return null;
        }

        var value = values[bound[0]];
        var divisor = values[bound[1]];
        if (divisor < 1)
        {
            faults.Report(Rules.ArgumentOutOfRange, call.Arguments[bound[1]].At, "d", call.Function, "at least 1", divisor);
            return null;
        }

        var percent = bound[3] < 0 ? 0 : values[bound[3]];
        if (percent is < 0 or > 100)
        {
            faults.Report(Rules.ArgumentOutOfRange, call.Arguments[bound[3]].At, "percent", call.Function, "0 to 100", percent);
            return null;
        }

        try
        {
            return MakeDivisible(value, divisor, bound[2] < 0 ? divisor : values[bound[2]], percent);
        }
        catch (OverflowException)
        {
            faults.Report(Rules.IntegerOverflow, call.At, Invariant($"'{call}' with v = {value}, d = {divisor}"));
            return null;
        }
    }
}
