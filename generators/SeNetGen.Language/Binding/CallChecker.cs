using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Binding;

/// <summary>Checks calls as they are written: heads, argument names, kinds, what is given twice and what is missing.</summary>
internal sealed class CallChecker
{
    private readonly BlockTable _blocks;
    private readonly TypeChecker _types;
    private readonly HashSet<(string Operation, string Argument)> _defaults;
    private readonly HashSet<SourceRef> _unusable;
    private readonly FaultBag _faults;
    private readonly ModuleChecker _modules;

    public CallChecker(BlockTable blocks, TypeChecker types, HashSet<(string Operation, string Argument)> defaults, HashSet<SourceRef> unusable, FaultBag faults)
    {
        _blocks = blocks;
        _types = types;
        _defaults = defaults;
        _unusable = unusable;
        _faults = faults;
        _modules = new ModuleChecker(types, unusable, faults);
        types.CheckLayer = CheckPresets;
    }

    /// <summary>A call as it is written.</summary>
    /// <param name="Head">What is called.</param>
    /// <param name="HeadAt">Its place.</param>
    /// <param name="Main">The main argument.</param>
    /// <param name="Arguments">The others.</param>
    /// <param name="At">The place that an error in it makes unknown.</param>
    internal sealed record Call(string Head, SourceRef HeadAt, ArgumentValue? Main, EquatableArray<Argument> Arguments, SourceRef At);

    /// <summary>Checks a layer's call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="place">What its expressions may name.</param>
    /// <param name="values">The values it may name.</param>
    public void Check(Call call, TypeChecker.Place place, ValueScope values) => Check(call, place, values, isComplete: true);

    /// <summary>Checks an argument of a family default.</summary>
    public void CheckDefault(OperationDefault value, TypeChecker.Place place)
    {
        var operation = OperationTable.Find(value.Operation);
        if (operation is null)
        {
            var names = OperationTable.All.Select(candidate => candidate.Signature.Name);
            _faults.Report(Rules.UnknownHead, value.At, value.Operation, Suggestions.DidYouMean(value.Operation, names));
            return;
        }

        var signature = operation.Signature.Find(value.Argument);
        if (signature is null)
        {
            _faults.Report(Rules.UnknownArgument, value.At, value.Operation, value.Argument, SuggestArgument(operation.Signature, value.Argument));
        }
        else if (signature.Kind is Kind.ValueName)
        {
            _faults.Report(Rules.WrongDefault, value.At, value.Argument, value.Operation, "it names a value, which differs from layer to layer");
        }
        else
        {
            CheckValue(value.Value, signature, value.Operation, place, null);
        }
    }

    // A layer with preset arguments: nothing must be complete, and 'channels' are those of the layer that will use it.
    private void CheckPresets(LayerValue layer, TypeChecker.Place place) =>
        Check(new Call(layer.Head, layer.At, layer.Main, layer.Arguments, layer.At), place with { HasChannels = true }, null, isComplete: false);

    private void Check(Call call, TypeChecker.Place place, ValueScope? values, bool isComplete)
    {
        if (OperationTable.Find(call.Head) is { } operation)
        {
            CheckOperation(call, operation.Signature, place, values, isComplete);
        }
        else if (_blocks.Find(call.Head) is { } block)
        {
            CheckBlock(call, block, place, isComplete);
        }
        else if (place.Names.TryFind(call.Head, out var type))
        {
            if (type is not null && type.Kind != Kind.Layer)
            {
                Reject(call, Rules.UnknownHead, call.HeadAt, call.Head, $"; it is {StaticType.Describe(type.Kind)}");
            }

            CheckUnknown(call, place, values);
        }
        else
        {
            Reject(call, Rules.UnknownHead, call.HeadAt, call.Head, Suggestions.DidYouMean(call.Head, HeadNames(place)));
        }
    }

    private IEnumerable<string> HeadNames(TypeChecker.Place place) =>
        OperationTable.All.Select(operation => operation.Signature.Name).Concat(_blocks.Names).Concat(place.Names.LayerNames);

    private void CheckOperation(Call call, OperationSignature signature, TypeChecker.Place place, ValueScope? values, bool isComplete)
    {
        var given = new Dictionary<string, SourceRef>(StringComparer.Ordinal);
        if (call.Main is not null)
        {
            if (signature.Main is null)
            {
                Reject(call, Rules.UnknownArgument, call.Main.At, call.Head, TypeChecker.Text(call.Main), "; nothing stands beside it");
            }
            else
            {
                given[signature.Main.Name] = call.Main.At;
                CheckValue(call.Main, signature.Main, call.Head, place, values);
            }
        }

        foreach (var argument in call.Arguments)
        {
            if (signature.Find(argument.Name) is not { } expected)
            {
                Reject(call, Rules.UnknownArgument, argument.At, call.Head, argument.Name, SuggestArgument(signature, argument.Name));
            }
            else if (Give(call, given, argument))
            {
                CheckValue(argument.Value, expected, call.Head, place, values);
            }
        }

        if (isComplete)
        {
            foreach (var argument in new[] { signature.Main }.OfType<ArgumentSignature>().Concat(signature.Arguments))
            {
                if (argument.IsRequired && !given.ContainsKey(argument.Name) && !_defaults.Contains((signature.Name, argument.Name)))
                {
                    Require(call, argument.Name, argument.Kind, argument == signature.Main);
                }
            }
        }
    }

    private void CheckBlock(Call call, BlockTable.Entry block, TypeChecker.Place place, bool isComplete)
    {
        var given = new Dictionary<string, SourceRef>(StringComparer.Ordinal);
        if (call.Main is not null)
        {
            if (block.Parameters.Count == 0)
            {
                Reject(call, Rules.UnknownArgument, call.Main.At, call.Head, TypeChecker.Text(call.Main), "; the block has no parameters");
            }
            else
            {
                given[block.Parameters[0].Name] = call.Main.At;
                CheckValue(call.Main, block.Parameters[0], call.Head, place);
            }
        }

        foreach (var argument in call.Arguments)
        {
            if (block.Parameters.FirstOrDefault(parameter => parameter.Name == argument.Name) is not { } expected)
            {
                Reject(call, Rules.UnknownArgument, argument.At, call.Head, argument.Name,
                    Suggestions.DidYouMean(argument.Name, block.Parameters.Select(parameter => parameter.Name)));
            }
            else if (Give(call, given, argument))
            {
                CheckValue(argument.Value, expected, call.Head, place);
            }
        }

        if (isComplete)
        {
            for (var i = 0; i < block.Parameters.Count; i++)
            {
                var parameter = block.Parameters[i];
                if (parameter.IsRequired && !given.ContainsKey(parameter.Name))
                {
                    Require(call, parameter.Name, parameter.Type?.Kind ?? Kind.Integer, i == 0);
                }
            }
        }
    }

    // What a layer-valued parameter stands for differs from variant to variant: the planner checks names, here only what is inside.
    private void CheckUnknown(Call call, TypeChecker.Place place, ValueScope? values)
    {
        var given = new Dictionary<string, SourceRef>(StringComparer.Ordinal);
        if (call.Main is not null)
        {
            CheckUnknown(call.Main, null, place, values);
        }

        foreach (var argument in call.Arguments)
        {
            if (Give(call, given, argument))
            {
                CheckUnknown(argument.Value, argument.Name, place, values);
            }
        }
    }

    private void CheckUnknown(ArgumentValue value, string? name, TypeChecker.Place place, ValueScope? values)
    {
        foreach (var item in Alternatives(value))
        {
            if (item is LayerValue && OfModule(name) is { } kind)
            {
                _modules.Check(item, kind, name!, place);
                continue;
            }

            if (item is ScalarValue scalar && (values?.Use(scalar.Text) == true || MayBeWord(name, scalar.Text))
                || item is ListValue list && list.Items.All(word => word is ScalarValue text && MayBeWord(name, text.Text)))
            {
                continue;
            }

            _types.TypeOf(item, place);
        }
    }

    // The kind of an argument that only a user's module has and that is written as a mapping; null for other names.
    private static Kind? OfModule(string? name) =>
        name is not null && new ModuleOperation().Signature.Find(name) is { Kind: Kind.Names or Kind.OutputShape } argument ? argument.Kind : null;

    // Whether an operation takes such a word for an argument of that name.
    private static bool MayBeWord(string? name, string text) =>
        name is not null && OperationTable.All.Any(operation => operation.Signature.Find(name) is { } argument && TakesWord(argument, text));

    private static bool TakesWord(ArgumentSignature argument, string text) =>
        argument.Words.Contains(text) || (argument.Kind == Kind.List && argument.Words.Count == 0);

    private void CheckValue(ArgumentValue value, BlockTable.Parameter parameter, string callee, TypeChecker.Place place)
    {
        foreach (var item in Alternatives(value))
        {
            if (parameter.Type is { } type)
            {
                _types.Expect(item, type.Kind, $"'{parameter.Name}' of '{callee}'", place);
            }
            else
            {
                _types.TypeOf(item, place);
            }
        }
    }

    private void CheckValue(ArgumentValue value, ArgumentSignature argument, string callee, TypeChecker.Place place, ValueScope? values)
    {
        foreach (var item in Alternatives(value))
        {
            if (_unusable.Contains(item.At))
            {
                continue;
            }

            switch (argument.Kind)
            {
                case Kind.ValueName:
                    CheckValueName(item, argument, callee, values);
                    break;
                case Kind.Word:
                    CheckWord(item, argument, callee);
                    break;
                case Kind.TypeName or Kind.Names or Kind.OutputShape:
                    _modules.Check(item, argument.Kind, argument.Name, place);
                    break;
                case Kind.List when item is ListValue list:
                    foreach (var word in list.Items.Where(_ => argument.Words.Count > 0))
                    {
                        CheckWord(word, argument, callee);
                    }

                    break;
                case var _ when item is ScalarValue scalar && argument.Words.Contains(scalar.Text):
                    break;
                case Kind.Integer when argument.AcceptsPair && item is ListValue pair:
                    foreach (var part in pair.Items)
                    {
                        _types.Expect(part, argument.Kind, $"'{argument.Name}' of '{callee}'", place);
                    }

                    break;
                case Kind.Integer when argument.AcceptsPair && _types.TypeOf(item, place) is { Kind: Kind.List }:
                    break;
                default:
                    _types.Expect(item, argument.Kind, $"'{argument.Name}' of '{callee}'", place);
                    break;
            }
        }
    }

    private void CheckWord(ArgumentValue value, ArgumentSignature argument, string callee)
    {
        if (value is ScalarValue scalar && argument.Words.Contains(scalar.Text))
        {
            return;
        }

        var text = TypeChecker.Text(value);
        _faults.Report(Rules.UnknownWord, value.At, argument.Name, callee, string.Join(", ", argument.Words), text, Suggestions.DidYouMean(text, argument.Words));
        _unusable.Add(value.At);
    }

    private void CheckValueName(ArgumentValue value, ArgumentSignature argument, string callee, ValueScope? values)
    {
        if (values is null)
        {
            _faults.Report(Rules.PresetValueName, value.At, argument.Name, callee);
            _unusable.Add(value.At);
            return;
        }

        if (value is ListValue && !argument.AcceptsSeveral)
        {
            _faults.Report(Rules.WrongKind, value.At, $"'{argument.Name}' of '{callee}'", "the name of one value", TypeChecker.Text(value), StaticType.Describe(Kind.List));
            _unusable.Add(value.At);
            return;
        }

        foreach (var item in value is ListValue list ? [.. list.Items] : new[] { value })
        {
            if (item is not ScalarValue scalar)
            {
                _faults.Report(Rules.WrongKind, item.At, $"'{argument.Name}' of '{callee}'", "the name of a value", TypeChecker.Text(item), "none");
                _unusable.Add(value.At);
            }
            else if (!values.Use(scalar.Text))
            {
                _faults.Report(Rules.UnknownValue, scalar.At, scalar.Text, Suggestions.DidYouMean(scalar.Text, values.Names));
                _unusable.Add(value.At);
            }
        }
    }

    private static IEnumerable<ArgumentValue> Alternatives(ArgumentValue value) => value switch
    {
        FirstRestValue { Rest: { } rest } both => [both.First, rest],
        FirstRestValue first => [first.First],
        EachValue each => each.Items,
        _ => [value],
    };

    private bool Give(Call call, Dictionary<string, SourceRef> given, Argument argument)
    {
        if (given.TryGetValue(argument.Name, out var before))
        {
            Reject(call, Rules.GivenTwice, argument.At, argument.Name, call.Head, before);
            return false;
        }

        given[argument.Name] = argument.At;
        return true;
    }

    private void Require(Call call, string name, Kind kind, bool isMain)
    {
        var example = kind switch { Kind.Layer => "relu", Kind.ValueName => "input", Kind.Boolean => "true", Kind.Real => "0.1", _ => isMain ? "64" : "2" };
        Reject(call, Rules.ArgumentRequired, call.HeadAt, call.Head, isMain ? "its main argument" : "the argument", name,
            isMain ? $", such as '{{ {call.Head}: {example} }}'" : $", such as '{name}: {example}'");
    }

    private static string SuggestArgument(OperationSignature signature, string name)
    {
        var names = signature.Arguments.Select(argument => argument.Name).Concat(signature.Main is null ? [] : [signature.Main.Name]);
        var text = Suggestions.DidYouMean(name, names);
        return text.Length > 0 ? text : $"; it has {string.Join(", ", names.DefaultIfEmpty("none"))}";
    }

    private void Reject(Call call, Rule rule, SourceRef at, params FaultArgument[] arguments)
    {
        _faults.Report(rule, at, arguments);
        _unusable.Add(call.At);
    }
}
