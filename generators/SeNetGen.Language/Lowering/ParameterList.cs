using SeNetGen.Language.CSharp;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Lowering;

/// <summary>A constructor parameter with its value in each call of its class; null where a call does not need it.</summary>
internal sealed record ParameterVector(TemplateParameter Parameter, CodeValue?[] Values)
{
    /// <summary>Where it stands among the parameters.</summary>
    public required (int Role, int Order) Place { get; init; }
}

/// <summary>
/// The constructor parameters of a class in the making: one for each distinct vector of values over its calls, named after what the author
/// called the same values.
/// </summary>
internal sealed class ParameterList
{
    // Names that the emitted methods of a block use themselves.
    private static readonly string[] Taken = ["input", "describer", "index", "shape", "x"];

    private readonly List<(string Name, ParameterRole Role, string Subject, CodeValue?[] Values)> _named = [];
    private readonly List<ParameterVector> _parameters = [];
    private readonly HashSet<string> _names = new(Taken, StringComparer.Ordinal);
    private readonly string? _main;
    private readonly Func<string, bool> _isShared;

    /// <summary>Starts the list with the names that the block itself offers.</summary>
    /// <param name="calls">The calls of the class.</param>
    /// <param name="isShared">Whether several layers of the class have an argument of that name.</param>
    public ParameterList(IReadOnlyList<BlockCall> calls, Func<string, bool> isShared)
    {
        _isShared = isShared;
        if (calls.Count == 0)
        {
            return;
        }

        _main = calls[0].Integers.Count > 0 ? calls[0].Integers[0].Name : null;
        foreach (var name in calls[0].Integers.Select(integer => integer.Name))
        {
            var values = calls.Select(call => call.Integers.FirstOrDefault(integer => integer.Name == name)?.Value).ToArray();
            if (Array.TrueForAll(values, value => value is not null))
            {
                _named.Add((name, ParameterRole.Own, name, values.Select(value => new IntegerCode(value!)).ToArray()));
            }
        }

        _named.Add(("inputChannels", ParameterRole.InputChannels, "", calls.Select(call => new IntegerCode(call.InputChannels)).ToArray()));
    }

    /// <summary>The parameters in the order of the constructor.</summary>
    public IReadOnlyList<ParameterVector> Ordered => _parameters.OrderBy(vector => vector.Place).ToArray();

    /// <summary>
    /// What to print for an argument: a literal when all calls agree, else a parameter; null when no call needs it.
    /// </summary>
    /// <param name="values">Its value in each call; null where the layer is absent.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="member">The layer's member.</param>
    /// <param name="isOfConstructor">
    /// Whether it is used in the constructor, where the author's word for it is at hand; a forward pass says a number rather than keep it.
    /// </param>
    public LoweredValue? Resolve(CodeValue?[] values, string argument, string member, bool isOfConstructor)
    {
        var first = values.FirstOrDefault(value => value is not null);
        if (first is null)
        {
            return null;
        }

        var isPartial = values.Contains(null);
        var isConstant = values.All(value => value is null || value == first)
            && first is not (IntegerCode { Value.Constant: null } or RealCode { IsRuntime: true });
        if (isConstant && !(isOfConstructor && isPartial && _named.Any(named => Naming.Camel(named.Name) == argument && Varies(named.Values) && Agrees(named.Values, values))))
        {
            return new LiteralValue(first);
        }

        return new ParameterValue(first switch
        {
            RealCode real => ForReal(real, values.Length),
            BooleanCode => ForFlag(values.Select(value => value ?? new BooleanCode(false)).ToArray(), Naming.Lower(member) + Naming.Pascal(argument), member),
            _ => ForInteger(values, argument, member),
        });
    }

    /// <summary>The flag that says in which calls a layer is there.</summary>
    public string ForFlag(CodeValue?[] values, string name, string member)
    {
        var known = _parameters.FirstOrDefault(vector =>
            vector.Parameter.Role == ParameterRole.Flag && vector.Parameter.Subject == member && vector.Values.SequenceEqual(values));
        return known?.Parameter.Name ?? Add(name, ParameterRole.Flag, member, values);
    }

    /// <summary>The short name of a number that the documentation mentions: a literal or a parameter; null when there is none.</summary>
    public string? Describe(CodeValue?[] values)
    {
        var first = values.FirstOrDefault(value => value is not null);
        if (first is IntegerCode { Value.Constant: not null } && values.All(value => value is null || value == first))
        {
            return ((IntegerCode)first).Value.ToString();
        }

        return _parameters.FirstOrDefault(vector => vector.Parameter.Role != ParameterRole.Flag && Agrees(vector.Values, values))?.Parameter.Name;
    }

    private string ForReal(RealCode real, int calls)
    {
        var known = _parameters.FirstOrDefault(vector => vector.Parameter.Role == ParameterRole.Real && vector.Parameter.Subject == real.Text);
        return known?.Parameter.Name
            ?? Add(Naming.Camel(real.Text), ParameterRole.Real, real.Text, Enumerable.Repeat<CodeValue?>(real, calls).ToArray());
    }

    private string ForInteger(CodeValue?[] values, string argument, string member)
    {
        // The author's own word for the same values first, and of several the one that is called like the argument.
        foreach (var named in _named.OrderBy(named => Naming.Camel(named.Name) == argument ? 0 : 1))
        {
            if (Agrees(named.Values, values))
            {
                var known = _parameters.FirstOrDefault(vector => vector.Parameter.Role == named.Role && vector.Parameter.Subject == named.Subject);
                return known?.Parameter.Name ?? Add(Naming.Camel(named.Name), named.Role, named.Subject, named.Values);
            }
        }

        var made = _parameters.FirstOrDefault(vector => vector.Parameter.Role == ParameterRole.Argument && vector.Values.SequenceEqual(values));
        return made?.Parameter.Name
            ?? Add(ArgumentName(argument, member), ParameterRole.Argument, member, values, argument);
    }

    // Where one layer alone has such an argument its own name tells enough; elsewhere the layer's comes first.
    private string ArgumentName(string argument, string member) =>
        _isShared(argument) || _names.Contains(argument) || _named.Any(named => Naming.Camel(named.Name) == argument && Varies(named.Values))
            ? Naming.Lower(member) + Naming.Pascal(argument)
            : argument;

    private string Add(string wanted, ParameterRole role, string subject, CodeValue?[] values, string argument = "")
    {
        var name = wanted;
        for (var number = 2; !_names.Add(name); number++)
        {
            name = wanted + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var isPartial = values.Contains(null);
        var isPositional = role == ParameterRole.InputChannels || (role == ParameterRole.Own && subject == _main);
        var own = _named.FindIndex(named => named.Role == role && named.Subject == subject);
        var place = isPartial ? 10 : (int)role;
        _parameters.Add(new(new(name, role, subject, isPositional, isPartial, argument), values) { Place = (place, own >= 0 ? own : _parameters.Count) });
        return name;
    }

    private static bool Varies(CodeValue?[] values) => values.Any(value => value != values[0]);

    private static bool Agrees(CodeValue?[] known, CodeValue?[] wanted)
    {
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] is not null && known[i] != wanted[i])
            {
                return false;
            }
        }

        return true;
    }
}
