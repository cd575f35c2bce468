using System.Text;
using SeNetGen.Language.Binding;
using SeNetGen.Language.CSharp;
using SeNetGen.Language.Lowering;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Emission;

/// <summary>What the writers of one network share: its classes, their schedules, the C# names of its runtime parameters.</summary>
internal sealed class EmissionContext
{
    // Names that the emitted methods use themselves.
    private static readonly string[] Taken = ["input", "features", "describer", "arguments", "index", "shape", "x"];

    private readonly Dictionary<string, string> _runtimeNames;

    /// <summary>Starts a network's file.</summary>
    public EmissionContext(NetworkPlan plan)
    {
        Network = NetworkLowering.Lower(plan);
        Plan = plan;
        _runtimeNames = RuntimeNames(plan.RuntimeParameters.Select(parameter => parameter.Name));
    }

    /// <summary>The C# names of runtime parameters, not escaped.</summary>
    public static Dictionary<string, string> RuntimeNames(IEnumerable<string> parameters)
    {
        var taken = new HashSet<string>(Taken, StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            names[parameter] = LocalNames.Unique(taken, Naming.Camel(parameter));
        }

        return names;
    }

    /// <summary>The plan.</summary>
    public NetworkPlan Plan { get; }

    /// <summary>Its classes.</summary>
    public LoweredNetwork Network { get; }

    /// <summary>Their schedules.</summary>
    public BodyScheduler Schedules { get; } = new();

    /// <summary>A runtime parameter in C#.</summary>
    public string Runtime(string name) => Naming.Escape(_runtimeNames.TryGetValue(name, out var known) ? known : Naming.Camel(name));

    /// <summary>The value of a dimension at the defaults of the runtime parameters.</summary>
    public long AtDefaults(Dimension dimension) => dimension.Evaluate(name =>
        long.TryParse(
            Plan.RuntimeParameters.FirstOrDefault(parameter => parameter.Name == name)?.Default.Replace("_", ""),
            System.Globalization.NumberStyles.AllowLeadingSign,
            System.Globalization.CultureInfo.InvariantCulture,
            out var value) ? value : 0);

    /// <summary>The network's constructor parameters, <c>int classes = 1000</c>.</summary>
    public string Parameters(bool withDefaults) => string.Join(", ", Plan.RuntimeParameters.Select(parameter =>
        $"{Type(parameter)} {Runtime(parameter.Name)}{(withDefaults ? " = " + Default(parameter) : "")}"));

    /// <summary>The C# type of a runtime parameter.</summary>
    public static string Type(RuntimeParameter parameter) => parameter.Kind == Kind.Real ? "double" : "int";

    /// <summary>The default of a runtime parameter in C#, such that its type shows.</summary>
    public static string Default(RuntimeParameter parameter)
    {
        var text = SourceText.Real(parameter.Default);
        return parameter.Kind == Kind.Real && text.IndexOfAny(['.', 'e', 'E']) < 0 ? text + ".0" : text;
    }

    /// <summary>Arguments of a call.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="before">What stands before them.</param>
    /// <param name="isForward">Whether the call stands in a forward pass, which reads what the constructor kept.</param>
    public string Arguments(IEnumerable<LoweredArgument> arguments, string before = "", bool isForward = false)
    {
        var text = new StringBuilder(before);
        foreach (var argument in arguments)
        {
            text.Append(text.Length > 0 ? ", " : "");
            text.Append(argument.IsPositional && !IsNumber(argument.Value) ? "" : Naming.Escape(argument.Name) + ": ");
            text.Append(isForward && argument.Value is ParameterValue kept ? "_" + kept.Name : Value(argument.Value));
        }

        return text.ToString();
    }

    // A bare number says nothing; a name says enough.
    private static bool IsNumber(LoweredValue value) =>
        value is LiteralValue { Value: IntegerCode { Value.Constant: not null } or RealCode { IsRuntime: false } };

    /// <summary>A value where it is used.</summary>
    public string Value(LoweredValue value) => value switch
    {
        ParameterValue parameter => Naming.Escape(parameter.Name),
        LiteralValue { Value: IntegerCode integer } => integer.Value.ToSource(Runtime),
        LiteralValue { Value: RealCode real } => real.IsRuntime ? Runtime(real.Text) : SourceText.Real(real.Text),
        LiteralValue { Value: BooleanCode boolean } => boolean.Value ? "true" : "false",
        LiteralValue { Value: PairCode pair } => $"({SourceText.Number(pair.Height)}, {SourceText.Number(pair.Width)})",
        LiteralValue { Value: WordCode word } => SourceText.Literal(word.Text),
        LiteralValue { Value: IntegersCode integers } => $"[{string.Join(", ", integers.Values.Select(SourceText.Number))}]",
        _ => throw new InvalidOperationException(value.GetType().Name),
    };
}

/// <summary>Names of local variables, each once in its method.</summary>
internal static class LocalNames
{
    /// <summary>What a layer's value is called; a member that starts with no capital lends its name with an ending.</summary>
    public static string Of(LayerInfo layer)
    {
        var name = layer.Key.Length == 0 ? "sum" : Naming.Lower(layer.Member);
        return name == layer.Member ? name + "Value" : name;
    }

    /// <summary>The first of the wanted names that is free, else the last with a number.</summary>
    public static string Unique(HashSet<string> taken, params string[] wanted)
    {
        foreach (var name in wanted)
        {
            if (taken.Add(name))
            {
                return name;
            }
        }

        var number = 2;
        string numbered;
        do
        {
            numbered = wanted[wanted.Length - 1] + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            number++;
        }
        while (!taken.Add(numbered));

        return numbered;
    }
}
