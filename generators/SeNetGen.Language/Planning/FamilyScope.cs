using System.Globalization;
using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Operations;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Planning;

/// <summary>
/// The family's parameters and lets with a variant's settings: each is evaluated when it is first asked for, so that a default may
/// name any other. Their faults are the variant's own.
/// </summary>
internal sealed class FamilyScope : IExpressionScope
{
    private readonly Dictionary<string, ParameterDeclaration> _parameters;
    private readonly Dictionary<string, LetDeclaration> _lets;
    private readonly Dictionary<string, Argument> _settings;
    private readonly Func<string, bool> _isBlock;
    private readonly ValueEvaluator _evaluator;
    private readonly Dictionary<string, Value?> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _runtimeIntegers = new(StringComparer.Ordinal);
    private readonly List<string> _active = [];

    public FamilyScope(Architecture architecture, VariantDeclaration variant, Func<string, bool> isBlock, ValueEvaluator evaluator)
    {
        _parameters = architecture.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        _lets = architecture.Lets.ToDictionary(let => let.Name, StringComparer.Ordinal);
        _settings = variant.Settings.GroupBy(setting => setting.Name).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        _isBlock = isBlock;
        _evaluator = evaluator;
        RuntimeParameters = [.. architecture.Parameters.Where(parameter => parameter.IsRuntime).Select(ReadRuntime).OfType<RuntimeParameter>()];
    }

    /// <summary>What is wrong with parameters and settings.</summary>
    public FaultBag Faults { get; } = new();

    /// <summary>The runtime parameters with the variant's defaults.</summary>
    public IReadOnlyList<RuntimeParameter> RuntimeParameters { get; }

    /// <inheritdoc/>
    public Dimension? Channels => null;

    /// <inheritdoc/>
    public Dimension? InputChannels => null;

    /// <summary>Whether a parameter or let has been evaluated.</summary>
    public bool IsRead(string name) => _values.ContainsKey(name);

    /// <summary>The default of a runtime integer.</summary>
    public long RuntimeDefault(string name) => _runtimeIntegers.TryGetValue(name, out var value) ? value : 1;

    /// <inheritdoc/>
    public Value? Lookup(string name, SourceRef at, FaultBag faults)
    {
        if (name is "channels" or "input.channels")
        {
            faults.Report(Rules.NoChannelsHere, at, name, TypeChecker.WhyNoChannels(name));
            return null;
        }

        if (_values.TryGetValue(name, out var known))
        {
            return known;
        }

        if (!_parameters.ContainsKey(name) && !_lets.ContainsKey(name))
        {
            // A name that is nothing at all is reported by the binder.
            return OperationTable.Find(name) is not null || _isBlock(name) ? new LayerResult(name) : null;
        }

        if (_active.Contains(name))
        {
            Faults.Report(Rules.CyclicDefinition, at, name, string.Join(" needs ", _active.SkipWhile(other => other != name).Append(name).Select(other => $"'{other}'")));
            return null;
        }

        _active.Add(name);
        var value = Evaluate(name);
        _active.RemoveAt(_active.Count - 1);
        _values[name] = value;
        return value;
    }

    private Value? Evaluate(string name)
    {
        if (!_parameters.TryGetValue(name, out var parameter))
        {
            return _evaluator.Evaluate(_lets[name].Value, null, this, $"'{name}'", Faults);
        }

        var value = _settings.TryGetValue(name, out var setting) ? setting.Value : parameter.Default;
        return value is null ? null : _evaluator.Evaluate(value, parameter.Kind, this, $"'{name}'", Faults);
    }

    // A runtime parameter's value stays a name; only its default is evaluated.
    private RuntimeParameter? ReadRuntime(ParameterDeclaration parameter)
    {
        var at = _settings.TryGetValue(parameter.Name, out var setting) ? setting.Value.At : parameter.Default?.At ?? parameter.At;
        switch (Evaluate(parameter.Name))
        {
            case IntegerResult { Dimension.Constant: { } constant } when constant is >= 0 and <= int.MaxValue:
                _values[parameter.Name] = new IntegerResult(Dimension.Runtime(parameter.Name));
                _runtimeIntegers[parameter.Name] = constant;
                return new RuntimeParameter(parameter.Name, Kind.Integer, constant.ToString(CultureInfo.InvariantCulture));
            case RealResult { IsRuntime: false } real:
                _values[parameter.Name] = new RealResult(parameter.Name, IsRuntime: true);
                return new RuntimeParameter(parameter.Name, Kind.Real, real.Text);
            case null:
                _values[parameter.Name] = null;
                return null;
            default:
                Faults.Report(Rules.WrongRuntimeParameter, at, parameter.Name, "needs a default that is a number from 0 to 2147483647, or a real number, and depends on no other runtime parameter");
                _values[parameter.Name] = null;
                return null;
        }
    }
}
