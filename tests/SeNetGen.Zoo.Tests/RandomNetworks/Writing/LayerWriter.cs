using System.Globalization;
using System.Text.RegularExpressions;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>A layer-valued parameter's value: what is called, and what is preset. A value is text as YAML has it, or a parameter of the block.</summary>
internal sealed record Preset(string Head, object? Main, IReadOnlyList<(string Name, object Value)> Arguments);

/// <summary>Writes layers down, in one of the many ways that say the same.</summary>
internal sealed partial class LayerWriter(RandomArchitecture architecture, Draw draw, Declarations declarations, ExpressionWriter expressions, Constructs constructs)
{
    private readonly Dictionary<string, IReadOnlyList<Declared>> _passed = new(StringComparer.Ordinal);

    /// <summary>Says what calls of a block have to pass, once the block is written.</summary>
    public void Pass(string block, IReadOnlyList<Declared> parameters) => _passed.Add(block, parameters);

    /// <summary>A body's lines.</summary>
    public IEnumerable<string> Body(NameScope scope, IReadOnlyList<RandomLayer> layers) => layers.SelectMany((layer, i) => Layer(scope, i > 0 && layer.From is null && layer.Group is null && draw.Chance(6) ? layer with { From = layers[i - 1].Name } : layer));

    /// <summary>A preset as a value inside braces.</summary>
    public string Text(NameScope scope, Preset preset)
    {
        if (preset.Main is null && preset.Arguments.Count == 0 && draw.Chance(70))
        {
            return preset.Head;
        }

        var head = preset.Main is null ? preset.Head : $"{preset.Head}: {Value(scope, preset.Main, isFlow: true)}";
        return $"{{ {string.Join(", ", preset.Arguments.Select(argument => $"{argument.Name}: {Value(scope, argument.Value, isFlow: true)}").Prepend(head))} }}";
    }

    private IEnumerable<string> Layer(NameScope scope, RandomLayer layer)
    {
        if (layer.Group is not null)
        {
            constructs.Add(Construct.Group);
            return [$"{layer.Name}:", "  layers:", .. Body(scope, layer.Group).Select(line => "    " + line)];
        }

        var head = layer.Head.TrimStart('$');
        object? main = layer.Main;
        List<(string Name, object Value)> arguments = [.. layer.Arguments.Select(argument => (argument.Name, (object)argument.Value))];
        if (_passed.TryGetValue(head, out var passed))
        {
            arguments.AddRange(passed.Select(parameter => (parameter.Name, (object)parameter)));
        }

        if (layer.Operands.Count == 0 && layer.Head[0] != '$' && draw.Chance(scope.IsBlock ? 30 : 18))
        {
            MoveToParameter(scope, ref head, ref main, arguments);
        }

        constructs.Add(Construct.SecondOperand, layer.Operands.Count > 0);
        var isFlow = draw.Chance(75);
        List<string> parts = [$"{head}:{(MainText(scope, main, layer, isFlow) is { } text ? " " + text : "")}"];
        parts.AddRange(arguments.Select(argument => $"{argument.Name}: {Value(scope, argument.Value, isFlow, layer.Head)}"));
        parts.AddRange(layer.Series.Where(series => series.Name is not null).Select(series => $"{series.Name}: {Text(scope, series)}"));
        parts.AddRange(Modifiers(scope, layer, isFlow));
        if (!isFlow)
        {
            constructs.Add(Construct.BlockStyle);
            return [$"{layer.Name}:", .. parts.Select(part => "  " + part)];
        }

        if (parts[0].EndsWith(':'))
        {
            parts[0] = parts[0][..^1];
        }

        return [parts.Count == 1 && !parts[0].Contains(": ", StringComparison.Ordinal) && draw.Chance(70) ? $"{layer.Name}: {parts[0]}" : $"{layer.Name}: {{ {string.Join(", ", parts)} }}"];
    }

    private string? MainText(NameScope scope, object? main, RandomLayer layer, bool isFlow) =>
        layer.Series.FirstOrDefault(series => series.Name is null) is { } series ? Text(scope, series)
        : main is null ? null
        : Value(scope, main, isFlow, layer.Head);

    private string Text(NameScope scope, Series series)
    {
        constructs.Add(series.IsEach ? Construct.Each : series.HasRest ? Construct.FirstAndRest : Construct.First);
        string[] values = [.. series.Values.Select(value => Value(scope, value, isFlow: true))];
        return series.IsEach ? $"{{ each: [{string.Join(", ", values)}] }}" : series.HasRest ? $"{{ first: {values[0]}, rest: {values[1]} }}" : $"{{ first: {values[0]} }}";
    }

    private IEnumerable<string> Modifiers(NameScope scope, RandomLayer layer, bool isFlow)
    {
        if (layer.From is not null)
        {
            constructs.Add(Construct.From);
            yield return "from: " + layer.From;
        }

        if (layer.Repeat > 0)
        {
            constructs.Add(Construct.Repeat);
            yield return "repeat: " + (layer.IsRepeatSet ? "deep" : Scalar(expressions.Integer(scope, layer.Repeat).Text, isFlow));
        }

        if (When(scope, layer.Presence) is { } condition)
        {
            yield return "when: " + Scalar(condition, isFlow);
        }

        if (draw.Chance(3))
        {
            constructs.Add(Construct.Member);
            yield return "member: " + "M" + layer.Name;
        }
    }

    private string? When(NameScope scope, Presence presence)
    {
        constructs.Add(presence == Presence.WhereShapeChanges ? Construct.WhenShapeChanges : presence == Presence.WhereGated ? Construct.WhenOfABlock : Construct.When,
            presence != Presence.Unsaid);
        return presence switch
        {
            Presence.Always => expressions.Boolean(scope, true).Text,
            Presence.Never => expressions.Boolean(scope, false).Text,
            Presence.WhereShapeChanges => "stride != 1 or input.channels != planes",
            Presence.WhereGated when draw.Chance(50) => Term.Of(new("gated", Level.Atom), "and", expressions.Boolean(scope, true), Level.And).Text,
            Presence.WhereGated => draw.Pick("gated", "not not gated", "gated == true", "gated if planes > 0 else false"),
            _ => null,
        };
    }

    // What is called, and some of its arguments, become a layer-valued parameter of the family or of the block.
    private void MoveToParameter(NameScope scope, ref string head, ref object? main, List<(string Name, object Value)> arguments)
    {
        var isBlocks = scope.IsBlock && draw.Chance(60);
        if (declarations.Parameters(isBlocks ? scope : scope.Family).Count(parameter => parameter.Value is Preset) >= 3)
        {
            return;
        }

        var moved = arguments.Where(argument => IsMovable(argument.Value) && draw.Chance(50)).ToArray();
        arguments.RemoveAll(moved.Contains);
        var preset = new Preset(head, null, moved);
        if (main is not null && IsMovable(main) && draw.Chance(50))
        {
            preset = preset with { Main = main };
            main = null;
        }

        var block = architecture.Blocks.ContainsKey(head) ? head : null;
        constructs.Add(Construct.BlockAsPreset, block is not null);
        head = isBlocks ? Declare(scope, preset, block) : Declare(scope.Family, preset, block);
    }

    private string Declare(NameScope scope, Preset preset, string? block)
    {
        // What is preset may be preset in two steps.
        if (!scope.IsBlock && preset.Arguments.Count > 0 && draw.Chance(30))
        {
            constructs.Add(Construct.PresetOfAPreset);
            preset = new(Declare(scope, preset with { Arguments = [.. preset.Arguments.Skip(1)] }, block), null, [preset.Arguments[0]]);
        }

        var name = declarations.Fresh("op");
        constructs.Add(scope.IsBlock ? Construct.LayerParameterOfABlock : Construct.LayerParameter);
        declarations.Add(scope, new(name, preset, Text(scope.IsBlock ? NameScope.Closed : scope, preset), draw.Pick("none", "relu", "{ batch_norm, eps: 0.5 }"))
        {
            Block = block,
            IsPassed = scope.IsBlock && draw.Chance(80),
        });
        return name;
    }

    // Presets are read where they stand; only 'channels' is read at the use.
    private static bool IsMovable(object value) => value is not string text || text[0] != '$' || text == "$channels";

    private string Value(NameScope scope, object value, bool isFlow, string head = "")
    {
        switch (value)
        {
            case Declared { Value: long number }:
                return Scalar(expressions.Integer(scope, number).Text, isFlow);
            case Declared { Value: bool flag }:
                return Scalar(expressions.Boolean(scope, flag).Text, isFlow);
            case Declared { Value: Preset preset } declared:
                return Forwarded(scope, preset, declared.Block);
            case string text when text[0] == '$':
                return Name(scope, text[1..], isFlow);
            case string text when Digits().IsMatch(text):
                return Scalar(expressions.Integer(scope, long.Parse(text, CultureInfo.InvariantCulture)).Text, isFlow);
            case string text when Pair().IsMatch(text):
                return List(scope, [.. RandomLayer.Sides(text)], text, isFlow);
            case string text when Real().IsMatch(text) && scope != NameScope.Closed && draw.Chance(60):
                return RealParameter(scope.Family, text, isRuntime: head is "dropout" or "drop_path" && draw.Chance(75));
            case string and ("true" or "false"):
                return Scalar(expressions.Boolean(scope, value is "true").Text, isFlow);
            default:
                return (string)value;
        }
    }

    private string Name(NameScope scope, string name, bool isFlow)
    {
        constructs.Add(Construct.Channels, name is "channels" or "input.channels");
        if (name is "classes" or "channels" or "input.channels" || draw.Chance(80))
        {
            return name;
        }

        var other = draw.Between(1, 4);
        var (term, number) = (new Term(name, Level.Atom), expressions.Integer(scope, other));
        return Scalar((draw.Chance(50)
            ? Term.Of(Term.Of(term, "*", number, Level.Product), "//", expressions.Integer(scope, other), Level.Product)
            : Term.Of(Term.Of(term, "+", number, Level.Sum), "-", expressions.Integer(scope, other), Level.Sum)).Text, isFlow);
    }

    // In a block the layer may come from further out still.
    private string Forwarded(NameScope scope, Preset preset, string? block)
    {
        if (!scope.IsBlock || draw.Chance(20) || declarations.Parameters(scope).Count(parameter => parameter.Value is Preset) >= 3)
        {
            return Text(scope, preset);
        }

        constructs.Add(Construct.ForwardedLayer);
        return Declare(scope, preset, block);
    }

    private string List(NameScope scope, long[] numbers, string text, bool isFlow)
    {
        if (draw.Chance(30) && scope.All<long[]>().Where(entry => entry.Value.SequenceEqual(numbers)).Select(entry => entry.Name).FirstOrDefault() is { } known)
        {
            return known;
        }

        if (draw.Chance(20) && scope != NameScope.Closed && scope.Count<long[]>() < 3)
        {
            var name = declarations.Fresh("sides");
            constructs.Add(Construct.ListParameter);
            declarations.Add(scope.Family, new(name, numbers, text, "[1, 1]"));
            return name;
        }

        return draw.Chance(10) && isFlow ? $"'{text}'" : $"[{string.Join(", ", numbers.Select(number => Scalar(expressions.Integer(scope, number).Text, isFlow: true)))}]";
    }

    private string RealParameter(NameScope family, string text, bool isRuntime)
    {
        var name = declarations.Fresh("rate");
        constructs.Add(Construct.RuntimeReal, isRuntime);
        declarations.Add(family, new(name, text, text, "0.125") { IsRuntime = isRuntime });
        return name;
    }

    // Quoting never changes a meaning; inside braces some signs need it.
    private string Scalar(string text, bool isFlow) => draw.Chance(8) ? $"'{text}'" : isFlow ? Declarations.InFlow(text) : text;

    [GeneratedRegex(@"^\d+$")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^\[\d+(, \d+)+\]$")]
    private static partial Regex Pair();

    [GeneratedRegex(@"^\d+\.\d+$")]
    private static partial Regex Real();
}
