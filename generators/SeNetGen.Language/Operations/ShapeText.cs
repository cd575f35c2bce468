using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Operations;

/// <summary>Writes shapes for messages.</summary>
internal static class ShapeText
{
    /// <summary>The value's shape at the declared size: <c>[N, 256, 14, 14]</c>, <c>[N, 1000]</c>.</summary>
    public static string Of(OperationContext context, PlanValue value) => value.IsFlat
        ? $"[N, {value.Channels}]"
        : FormattableString.Invariant($"[N, {value.Channels}, {context.HeightOf(value)}, {context.WidthOf(value)}]");
}
