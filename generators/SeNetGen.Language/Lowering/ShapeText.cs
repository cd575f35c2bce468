using SeNetGen.Language.CSharp;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Lowering;

/// <summary>
/// Shapes for people: numbers in a network, <c>[N, planes, ceil(H / stride), ceil(W / stride)]</c> in a class that several places share.
/// </summary>
internal static class ShapeText
{
    // A size function that agrees with ceil(x / s) so far agrees everywhere that matters to a reader.
    private const int Tried = 256;

    /// <summary>The shape of a value of a network at its declared size.</summary>
    public static string OfNetwork(PlanValue value, NetworkPlan plan)
    {
        var channels = value.Channels.ToSource(Naming.Camel);
        return value.IsFlat
            ? $"[N, {channels}]"
            : FormattableString.Invariant($"[N, {channels}, {value.Height.At(plan.InputHeight)}, {value.Width.At(plan.InputWidth)}]");
    }

    /// <summary>The shape of a value of a class over its calls; null when it has no short form.</summary>
    public static string? OfTemplate(IReadOnlyList<PlanValue?> values, ParameterList parameters)
    {
        var channels = parameters.Describe(values.Select(value => (CodeValue?)(value is null ? null : new IntegerCode(value.Channels))).ToArray());
        if (channels is null)
        {
            return null;
        }

        if (values.All(value => value?.IsFlat != false))
        {
            return $"[N, {channels}]";
        }

        var height = Size(values, value => value.Height, "H", parameters);
        var width = Size(values, value => value.Width, "W", parameters);
        return height is null || width is null ? null : $"[N, {channels}, {height}, {width}]";
    }

    private static string? Size(IReadOnlyList<PlanValue?> values, Func<PlanValue, SizeFunction> axis, string input, ParameterList parameters)
    {
        if (values.All(value => value is null || IsOne(axis(value))))
        {
            return "1";
        }

        var strides = values.Select(value => value is null ? (long?)null : Stride(axis(value))).ToArray();
        if (values.Where((value, i) => value is not null && strides[i] is null).Any())
        {
            return null;
        }

        if (strides.All(stride => stride is null or 1))
        {
            return input;
        }

        var divisor = parameters.Describe(strides.Select(stride => (CodeValue?)(stride is null ? null : new IntegerCode(Dimension.Of(stride.Value)))).ToArray());
        return divisor is null ? null : $"ceil({input} / {divisor})";
    }

    private static bool IsOne(SizeFunction function)
    {
        for (var size = 1; size <= Tried; size++)
        {
            if (function.At(size) != 1)
            {
                return false;
            }
        }

        return true;
    }

    // The s for which the function is ceil(x / s): the first size whose image is 2 is s + 1.
    private static long? Stride(SizeFunction function)
    {
        var stride = 1;
        while (stride < Tried / 2 && function.At(stride + 1) < 2)
        {
            stride++;
        }

        for (var size = 1; size <= Tried; size++)
        {
            if (function.At(size) != (size + stride - 1) / stride)
            {
                return null;
            }
        }

        return stride;
    }
}
