using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Operations;

/// <summary>What add and multiply share: two values side by side.</summary>
internal static class PairPlanner
{
    /// <summary>Whether both have one shape at every legal size; demands equal sizes where that depends on the size.</summary>
    public static bool RequireEqualShapes(CallPlanner call, OperationContext context, PlanValue other, Rule rule)
    {
        var input = context.Input;
        if (input.IsFlat != other.IsFlat || !input.Channels.Equals(other.Channels)
            || context.HeightOf(input) != context.HeightOf(other) || context.WidthOf(input) != context.WidthOf(other))
        {
            // A step that the language adds itself joins a block's residual and shortcut.
            var isJoin = context.Name.Length == 0;
            call.Arguments.Report(rule, context.At, context.Path,
                Side(isJoin ? "residual" : null, input), ShapeText.Of(context, input),
                Side(isJoin ? "shortcut" : null, other), ShapeText.Of(context, other),
                Mend(context, other, isJoin));
            return false;
        }

        call.DemandEqual(true, input.Height, other.Height);
        call.DemandEqual(false, input.Width, other.Width);
        return true;
    }

    private static string Side(string? role, PlanValue value) =>
        role is null || role == value.Name ? $"'{value.Name}'" : $"{role} '{value.Name}'";

    private static string Mend(OperationContext context, PlanValue other, bool isJoin)
    {
        var input = context.Input;
        if (input.IsFlat != other.IsFlat)
        {
            return "flatten both or neither";
        }

        if (isJoin)
        {
            return "give the shortcut a projection with 'when: stride != 1 or input.channels != ...', or the residual the input's channels and size";
        }

        return input.Channels.Equals(other.Channels)
            ? "give both the same strides and padding"
            : $"give one of them a conv with the other's channels, {input.Channels} or {other.Channels}";
    }
}
