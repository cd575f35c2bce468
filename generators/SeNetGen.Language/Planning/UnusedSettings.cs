using SeNetGen.Language.Binding;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Planning;

/// <summary>
/// Evaluates what a variant sets and its own layers never read, such as a parameter that matters only when another one holds: it must be
/// right all the same.
/// </summary>
internal static class UnusedSettings
{
    /// <summary>Evaluates the settings that nothing has read; call it after planning. Faults go to <see cref="FamilyScope.Faults"/>.</summary>
    public static void Check(PlanState state, VariantDeclaration variant)
    {
        var family = state.Family;
        foreach (var setting in variant.Settings.Where(setting => !family.IsRead(setting.Name)).ToArray())
        {
            if (family.Lookup(setting.Name, setting.Value.At, family.Faults) is LayerResult layer)
            {
                CheckPresets(state, layer);
            }
        }
    }

    // What is preset, but for words and for the channels of a layer that is not there.
    private static void CheckPresets(PlanState state, LayerResult layer)
    {
        var scope = new LayerScope(state.Family, null);
        var signature = OperationTable.Find(layer.Head)?.Signature;
        var block = state.FindBlock(layer.Head);
        var main = signature is not null ? signature.Main?.Name : block is { Parameters.Count: > 0 } ? block.Parameters[0].Name : null;
        var given = layer.Arguments.Select(argument => (argument.Name, argument.Value));
        if (main is not null && layer.Main is not null)
        {
            given = given.Prepend((main, layer.Main));
        }

        foreach (var (name, value) in given)
        {
            if (signature?.Find(name) is { } argument)
            {
                CheckArgument(state, value, argument, layer.Head, scope);
            }
            else if (block?.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { } parameter
                && state.Evaluator.Evaluate(value, parameter.Kind, scope, $"'{name}' of '{layer.Head}'", state.Family.Faults) is LayerResult inner)
            {
                CheckPresets(state, inner);
            }
        }
    }

    // The name of a value has a meaning in a body alone, a user's own values where their module is made.
    private static void CheckArgument(PlanState state, ArgumentValue value, ArgumentSignature argument, string operation, LayerScope scope)
    {
        if (argument.Kind is not (Kind.ValueName or Kind.TypeName or Kind.Names or Kind.OutputShape))
        {
            new ArgumentEvaluator(state.Evaluator).Evaluate(value, argument, operation, scope, "", state.Family.Faults);
        }
    }
}
