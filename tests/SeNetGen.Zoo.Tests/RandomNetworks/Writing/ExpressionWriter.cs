using System.Globalization;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>Writes integers and booleans as expressions that have their value: what is known is the value, and the way to it is drawn.</summary>
internal sealed class ExpressionWriter(Draw draw, Declarations declarations, Constructs constructs)
{
    // Not reached where an expression evaluates only what it needs.
    private static readonly Term Faulty = new("1 // 0", Level.Product);

    /// <summary>The integer, now and then as an expression.</summary>
    public Term Integer(NameScope scope, long value)
    {
        var term = draw.Chance(35) ? Integer(scope, value, draw.Between(0, 2)) : Literal(value);
        constructs.Add(Construct.Expression, term.Level is not (Level.Atom or Level.Sign));
        return term;
    }

    /// <summary>The boolean, now and then as an expression.</summary>
    public Term Boolean(NameScope scope, bool value) => draw.Chance(50) ? Boolean(scope, value, draw.Between(0, 2)) : Literal(value);

    private static Term Literal(bool value) => new(value ? "true" : "false", Level.Atom);

    private static Term Literal(long value) => new(value.ToString(CultureInfo.InvariantCulture), value < 0 ? Level.Sign : Level.Atom);

    private Term Integer(NameScope scope, long value, int depth)
    {
        if (depth <= 0)
        {
            return Name(scope, value) ?? Literal(value);
        }

        Term Part(long part) => Integer(scope, part, depth - 1);
        var other = draw.Between(0, 9);
        switch (draw.Below(11))
        {
            case 0:
                return Term.Of(Part(other), "+", Part(value - other), Level.Sum);
            case 1:
                return Term.Of(Part(value + other), "-", Part(other), Level.Sum);
            case 2:
                var factor = draw.Pick([.. new[] { -2L, -1, 1, 2, 3, 4 }.Where(candidate => value % candidate == 0)]);
                return Term.Of(Part(value / factor), "*", Part(factor), Level.Product);
            case 3:
                var divisor = draw.Pick(-3L, -1, 1, 2, 3, 5);
                return Term.Of(Part((value * divisor) + (Math.Sign(divisor) * draw.Below((int)Math.Abs(divisor)))), "//", Part(divisor), Level.Product);
            case 4 when value >= 0:
                var modulus = value + draw.Between(1, 4);
                return Term.Of(Part((modulus * draw.Between(-1, 3)) + value), "%", Part(modulus), Level.Product);
            case 5:
                return Function("min", [Part(value), Part(value + other)]);
            case 6:
                return Function("max", [Part(value), Part(value - other)]);
            case 7:
                return Conditional(Part(value), Boolean(scope, true, depth - 1), draw.Chance(50) ? Faulty : Part(other));
            case 8:
                return Conditional(draw.Chance(50) ? Faulty : Part(other), Boolean(scope, false, depth - 1), Part(value));
            case 9 when value > 0:
                var step = draw.Pick([.. new[] { 1L, 2, 4, value }.Where(candidate => value % candidate == 0)]);
                var rounded = value + draw.Between((int)-(step / 2), (int)((step + 1) / 2) - 1);
                constructs.Add(Construct.MakeDivisible);
                Term[] given = [Part(rounded), Part(step)];
                return draw.Chance(40) ? Function("make_divisible", given, ", min = 1") : Function("make_divisible", given);
            default:
                return new("-" + Part(-value).At(Level.Sign), Level.Sign);
        }
    }

    private Term Boolean(NameScope scope, bool value, int depth)
    {
        if (depth <= 0)
        {
            return Name(scope, value) ?? Literal(value);
        }

        Term Part(bool part) => Boolean(scope, part, depth - 1);
        switch (draw.Below(4))
        {
            case 0:
                return new("not " + Part(!value).At(Level.Not), Level.Not);
            case 1:
                // An operand that decides spares the other.
                return value ? Term.Of(Part(true), "or", draw.Chance(50) ? Compared(Faulty) : Part(draw.Chance(50)), Level.Or) : Term.Of(Part(false), "or", Part(false), Level.Or);
            case 2:
                return value ? Term.Of(Part(true), "and", Part(true), Level.And) : Term.Of(Part(false), "and", draw.Chance(50) ? Compared(Faulty) : Part(draw.Chance(50)), Level.And);
            default:
                var (left, right) = ((long)draw.Between(0, 9), (long)draw.Between(0, 9));
                (string Sign, bool Holds)[] signs = [("==", left == right), ("!=", left != right), ("<", left < right), ("<=", left <= right), (">", left > right), (">=", left >= right)];
                var sign = draw.Pick([.. signs.Where(candidate => candidate.Holds == value)]).Sign;
                return Term.Of(Integer(scope, left, depth - 1), sign, Integer(scope, right, depth - 1), Level.Comparison);
        }
    }

    private static Term Compared(Term term) => Term.Of(term, "==", Literal(1), Level.Comparison);

    private static Term Conditional(Term then, Term condition, Term otherwise) =>
        new($"{then.At(Level.Or)} if {condition.At(Level.Or)} else {otherwise.Text}", Level.Conditional);

    private Term Function(string name, IReadOnlyList<Term> arguments, string named = "")
    {
        // The order of two numbers that are compared does not matter.
        var ordered = name != "make_divisible" && draw.Chance(50) ? arguments.Reverse() : arguments;
        return new($"{name}({string.Join(", ", ordered.Select(argument => argument.Text))}{named})", Level.Atom);
    }

    // A name that has the value, or may be given it.
    private Term? Name(NameScope scope, long value)
    {
        var names = scope.All<long>().Where(entry => entry.Value == value).Select(entry => entry.Name)
            .Concat(scope.All<long[]>().Where(entry => entry.Value.Contains(value)).Select(entry => $"{entry.Name}.{Array.IndexOf(entry.Value, value)}")).ToArray();
        if (names.Length > 0 && draw.Chance(80))
        {
            return new(draw.Pick(names), Level.Atom);
        }

        return draw.Chance(50) && declarations.Integer(scope, value, this) is { } name ? new(name, Level.Atom) : null;
    }

    private Term? Name(NameScope scope, bool value)
    {
        var names = scope.All<bool>().Where(entry => entry.Value == value).Select(entry => entry.Name).ToArray();
        return names.Length > 0 && draw.Chance(80) ? new(draw.Pick(names), Level.Atom)
            : draw.Chance(30) && declarations.Boolean(scope, value) is { } name ? new(name, Level.Atom) : null;
    }
}
