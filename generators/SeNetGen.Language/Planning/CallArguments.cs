using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;

namespace SeNetGen.Language.Planning;

/// <summary>An argument of a call, with the scope it is read in.</summary>
internal sealed record GivenArgument(string Name, ArgumentValue Value, SourceRef At, IExpressionScope Scope);

/// <summary>Gathers the arguments of a call: those preset in the layer-valued parameter that its head may be, then its own.</summary>
internal static class CallArguments
{
    /// <summary>The arguments by name; null after a fault.</summary>
    /// <param name="callee">What is called, with its presets.</param>
    /// <param name="mainName">The name of its main argument; null when it has none.</param>
    /// <param name="layer">The call as written.</param>
    /// <param name="repetition">Which repetition, from 0; null without <c>repeat</c>.</param>
    /// <param name="scope">The scope of the call, at the layer.</param>
    /// <param name="faults">Takes faults.</param>
    public static IReadOnlyDictionary<string, GivenArgument>? Gather(
        LayerResult callee, string? mainName, LayerNode layer, int? repetition, LayerScope scope, FaultBag faults)
    {
        var given = new Dictionary<string, GivenArgument>(StringComparer.Ordinal);
        var isWhole = true;
        var presets = new Stack<LayerResult>();
        for (var inner = callee; inner is not null; inner = inner.Inner)
        {
            presets.Push(inner);
        }

        foreach (var preset in presets)
        {
            // 'channels' are read at the use, everything else where the preset stands.
            isWhole &= preset.Scope is null || Add(preset.Main, preset.Arguments, new LayerScope(preset.Scope, scope.Channels));
        }

        var main = layer.Main is null ? null : Select(layer.Main, repetition);
        var arguments = layer.Arguments
            .Select(argument => Select(argument.Value, repetition) is { } value ? argument with { Value = value } : null)
            .OfType<Argument>();
        return Add(main, arguments, scope) && isWhole ? given : null;

        bool Add(ArgumentValue? main, IEnumerable<Argument> arguments, IExpressionScope where)
        {
            var all = arguments.Select(argument => new GivenArgument(argument.Name, argument.Value, argument.At, where));
            if (main is not null)
            {
                if (mainName is null)
                {
                    faults.Report(Rules.UnknownArgument, main.At, callee.Head, TypeChecker.Text(main), "; nothing stands beside it");
                    return false;
                }

                all = all.Prepend(new GivenArgument(mainName, main, main.At, where));
            }

            foreach (var argument in all)
            {
                if (given.TryGetValue(argument.Name, out var before))
                {
                    faults.Report(Rules.GivenTwice, argument.At, argument.Name, callee.Head, before.At);
                    return false;
                }

                given[argument.Name] = argument;
            }

            return true;
        }
    }

    // The value of a repetition; null where the callee's default holds.
    private static ArgumentValue? Select(ArgumentValue value, int? repetition) => value switch
    {
        FirstRestValue firstRest => repetition == 0 ? firstRest.First : firstRest.Rest,
        EachValue each => repetition is { } i && i < each.Items.Count ? each.Items[i] : null,
        _ => value,
    };
}
