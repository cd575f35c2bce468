using System.Globalization;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>A declared parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">A <see cref="long"/>, a <see cref="bool"/>, a list of integers, or the <see cref="Preset"/> of a layer.</param>
/// <param name="Text">What it stands for, as a flow value.</param>
/// <param name="Decoy">Another value of its kind, for a default that nobody keeps.</param>
internal sealed record Declared(string Name, object Value, string Text, string Decoy)
{
    /// <summary>Whether it is a constructor argument.</summary>
    public bool IsRuntime { get; init; }

    /// <summary>The block that its text names; null for none.</summary>
    public string? Block { get; init; }

    /// <summary>Of a block's parameter: whether calls have to pass it.</summary>
    public bool IsPassed { get; init; }

    /// <summary>As a parameter with that default.</summary>
    public string Entry(string text) => $"{Name}: {(IsRuntime ? $"{{ default: {text}, runtime: true }}" : text)}";
}

/// <summary>Declares names where an expression wants one: parameters and lets of the family or of a block.</summary>
internal sealed class Declarations(Draw draw, Constructs constructs)
{
    private readonly Dictionary<NameScope, (List<Declared> Parameters, List<(string Name, string Text)> Lets)> _scopes = [];
    private int _names;

    /// <summary>The parameters of a scope, in order.</summary>
    public List<Declared> Parameters(NameScope scope) => Of(scope).Parameters;

    /// <summary>The lets of a scope, in order.</summary>
    public List<(string Name, string Text)> Lets(NameScope scope) => Of(scope).Lets;

    /// <summary>A name that nobody has.</summary>
    public string Fresh(string stem) => stem + (_names++).ToString(CultureInfo.InvariantCulture);

    /// <summary>An expression's text as a value inside braces or brackets.</summary>
    public static string InFlow(string text) => text.AsSpan().ContainsAny(",[]{}") ? $"'{text}'" : text;

    /// <summary>A name for an integer; null where there are enough.</summary>
    public string? Integer(NameScope scope, long value, ExpressionWriter expressions)
    {
        if (scope.IsBlock && draw.Chance(50))
        {
            scope = scope.Family;
        }

        if (scope == NameScope.Closed || scope.Count<long>() >= (scope.IsBlock ? 3 : 7) || _names > 40)
        {
            return null;
        }

        // Of the family there may be a list, whose items are taken by their number.
        if (!scope.IsBlock && draw.Chance(20) && scope.Count<long[]>() < 2)
        {
            long[] items = [draw.Between(1, 9), value, draw.Between(1, 9)];
            var list = Fresh("items");
            Add(scope, new(list, items, $"[{string.Join(", ", items)}]", "[1, 1, 1]"));
            constructs.Add(Construct.ListParameter);
            return $"{list}.{Array.IndexOf(items, value)}";
        }

        if (draw.Chance(40))
        {
            var (let, expression) = (Fresh("l"), expressions.Integer(scope, value).Text);
            Lets(scope).Add((let, expression));
            scope.Declare(let, value);
            constructs.Add(scope.IsBlock ? Construct.LetOfABlock : Construct.Let);
            return let;
        }

        var name = Fresh("p");
        var text = scope.IsBlock ? Default(scope, value) : InFlow(expressions.Integer(scope, value).Text);
        Add(scope, new(name, value, text, draw.Between(1, 9).ToString(CultureInfo.InvariantCulture)) { IsPassed = scope.IsBlock && draw.Chance(60) });
        constructs.Add(scope.IsBlock ? Construct.ParameterOfABlock : Construct.Parameter);
        constructs.Add(Construct.DefaultThatNamesAnother, text.Any(char.IsAsciiLetterLower));
        return name;
    }

    /// <summary>A name for a boolean; null where there are enough.</summary>
    public string? Boolean(NameScope scope, bool value)
    {
        if (scope == NameScope.Closed || scope.Count<bool>() >= 2 || _names > 40)
        {
            return null;
        }

        var (text, other) = value ? ("true", "false") : ("false", "true");
        var name = Fresh("flag");
        Add(scope, new(name, value, text, other) { IsPassed = scope.IsBlock && draw.Chance(50) });
        return name;
    }

    /// <summary>Declares a parameter.</summary>
    public void Add(NameScope scope, Declared parameter)
    {
        Parameters(scope).Add(parameter);
        scope.Declare(parameter.Name, parameter.Value);
    }

    // A block's default sees what stands before it and the family, and none of the block's lets.
    private string Default(NameScope scope, long value)
    {
        var names = scope.All<long>().Where(entry => Lets(scope).TrueForAll(let => let.Name != entry.Name)).ToArray();
        if (names.Length == 0 || draw.Chance(40))
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        var (name, known) = draw.Pick(names);
        return string.Create(CultureInfo.InvariantCulture, $"{name} {(known > value ? '-' : '+')} {Math.Abs(known - value)}");
    }

    private (List<Declared> Parameters, List<(string Name, string Text)> Lets) Of(NameScope scope) =>
        _scopes.TryGetValue(scope, out var found) ? found : _scopes[scope] = ([], []);
}
