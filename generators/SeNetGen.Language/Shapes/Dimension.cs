using System.Globalization;

namespace SeNetGen.Language.Shapes;

/// <summary>
/// A whole number that may depend on runtime parameters: a polynomial over them in normal form, so that two dimensions are
/// the same function exactly when they are equal.
/// </summary>
public sealed class Dimension : IEquatable<Dimension>
{
    // More terms than any network has; a bound on what a hostile expression can cost.
    private const int MaximumTerms = 1_000;

    // Nearly all are plain numbers, which the operators below take a short way.
    // Sorted by name list; no zero coefficient; the constant term has the empty name list.
    private readonly (string Names, long Factor)[] _terms;

    private Dimension((string Names, long Factor)[] terms) => _terms = terms;

    /// <summary>A plain number.</summary>
    public static Dimension Of(long value) => new(value == 0 ? [] : [("", value)]);

    /// <summary>A runtime parameter.</summary>
    public static Dimension Runtime(string name) => new([(name, 1)]);

    /// <summary>The number, when the dimension depends on no runtime parameter.</summary>
    public long? Constant => _terms.Length switch
    {
        0 => 0,
        1 when _terms[0].Names.Length == 0 => _terms[0].Factor,
        _ => null,
    };

    /// <summary>Whether both are the same function of the runtime parameters.</summary>
    public static bool operator ==(Dimension? left, Dimension? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the two differ for some values of the runtime parameters.</summary>
    public static bool operator !=(Dimension? left, Dimension? right) => !(left == right);

    /// <summary>The sum; an <see cref="OverflowException"/> beyond 64 bits or 1,000 terms.</summary>
    public static Dimension operator +(Dimension left, Dimension right) =>
        left.Constant is { } a && right.Constant is { } b ? Of(checked(a + b)) : Sum(left._terms.Concat(right._terms));

    /// <summary>The difference; an <see cref="OverflowException"/> beyond 64 bits.</summary>
    public static Dimension operator -(Dimension left, Dimension right) =>
        left.Constant is { } a && right.Constant is { } b ? Of(checked(a - b)) : Sum(left._terms.Concat(right._terms.Select(term => (term.Names, checked(-term.Factor)))));

    /// <summary>The product; an <see cref="OverflowException"/> beyond 64 bits.</summary>
    public static Dimension operator *(Dimension left, Dimension right) =>
        left.Constant is { } a && right.Constant is { } b
            ? Of(checked(a * b))
            : Sum(from one in left._terms from other in right._terms select (Join(one.Names, other.Names), checked(one.Factor * other.Factor)));

    /// <summary>What <paramref name="make"/> makes of dimensions; null where it goes beyond 64 bits.</summary>
    public static Dimension? Try(Func<Dimension> make)
    {
        try
        {
            return make();
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whether the divisor divides it whatever the runtime parameters are.</summary>
    public bool IsDivisibleBy(long divisor) => divisor != 0 && _terms.All(term => term.Factor % divisor == 0);

    /// <summary>The quotient by a number that divides it (<see cref="IsDivisibleBy"/>); null when it does not.</summary>
    public Dimension? DivideBy(long divisor) =>
        IsDivisibleBy(divisor) ? new([.. _terms.Select(term => (term.Names, checked(term.Factor / divisor)))]) : null;

    /// <summary>The value as <see cref="Evaluate"/> gives it; null beyond 64 bits.</summary>
    public long? TryEvaluate(Func<string, long> lookup)
    {
        try
        {
            return Evaluate(lookup);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The value when each runtime parameter has the value that <paramref name="lookup"/> gives.</summary>
    public long Evaluate(Func<string, long> lookup)
    {
        var sum = 0L;
        foreach (var (names, factor) in _terms)
        {
            var product = factor;
            if (names.Length > 0)
            {
                foreach (var name in names.Split('*'))
                {
                    product = checked(product * lookup(name));
                }
            }

            sum = checked(sum + product);
        }

        return sum;
    }

    /// <summary>The runtime parameters it depends on, each once, in ordinal order.</summary>
    public IReadOnlyList<string> Names =>
        _terms.SelectMany(term => term.Names.Length == 0 ? [] : term.Names.Split('*')).Distinct().OrderBy(name => name, StringComparer.Ordinal).ToArray();

    /// <summary>C# source for the value, with each runtime parameter's name put through <paramref name="rename"/>.</summary>
    public string ToSource(Func<string, string> rename)
    {
        if (_terms.Length == 0)
        {
            return "0";
        }

        // The constant stands last, as a person writes it.
        var ordered = _terms.OrderBy(term => term.Names.Length == 0 ? 1 : 0);
        var text = new System.Text.StringBuilder();
        foreach (var (names, factor) in ordered)
        {
            text.Append(text.Length == 0 ? (factor < 0 ? "-" : "") : (factor < 0 ? " - " : " + "));
            var magnitude = factor.ToString(CultureInfo.InvariantCulture).TrimStart('-');
            var product = names.Length == 0 ? [] : names.Split('*').Select(rename).ToList();
            if (product.Count == 0 || magnitude != "1")
            {
                product.Insert(0, magnitude);
            }

            text.Append(string.Join(" * ", product));
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(Dimension? other) => other is not null && _terms.SequenceEqual(other._terms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Dimension);

    /// <inheritdoc/>
    public override int GetHashCode() => _terms.Aggregate(17, (hash, term) => unchecked((hash * 31) + term.GetHashCode()));

    /// <inheritdoc/>
    public override string ToString() => ToSource(name => name);

    private static string Join(string left, string right) =>
        string.Join("*", $"{left}*{right}".Split(['*'], StringSplitOptions.RemoveEmptyEntries).OrderBy(name => name, StringComparer.Ordinal));

    private static Dimension Sum(IEnumerable<(string Names, long Factor)> terms)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (names, factor) in terms)
        {
            sums[names] = sums.TryGetValue(names, out var sum) ? checked(sum + factor) : factor;
            if (sums.Count > MaximumTerms)
            {
                throw new OverflowException();
            }
        }

        return new([.. sums.Where(pair => pair.Value != 0).Select(pair => (pair.Key, pair.Value))]);
    }
}
