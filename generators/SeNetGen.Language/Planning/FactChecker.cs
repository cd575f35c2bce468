using System.Globalization;
using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Planning;

/// <summary>Holds a plan to the facts that its variant claims, at the runtime parameters' defaults and the declared size.</summary>
internal static class FactChecker
{
    public static void Check(NetworkPlan plan, VariantDeclaration variant, PlanState state, FaultBag faults)
    {
        if (variant.Expect is not { } expect)
        {
            return;
        }

        var size = FormattableString.Invariant($"{plan.InputHeight}x{plan.InputWidth}");
        var parameters = plan.Parameters.Evaluate(state.Family.RuntimeDefault);
        if (expect.Parameters is { } claim && HiddenModules.First(plan) is { } module)
        {
            faults.Report(Rules.ModuleParametersUnknown, claim.At, plan.ClassName, ModuleOperation.TypeOf(module.Call), module.KeyPath);
        }
        else if (Number(expect.Parameters, state, faults) is { } claimed && claimed != parameters)
        {
            faults.Report(Rules.WrongParameters, expect.Parameters!.At, plan.ClassName, Group(parameters), Group(claimed));
        }

        if (Number(expect.Macs, state, faults) is { } macs && macs != plan.MultiplyAdds)
        {
            faults.Report(Rules.WrongMacs, expect.Macs!.At, plan.ClassName, Group(plan.MultiplyAdds), size, Group(macs));
        }

        CheckShape(expect.Output, plan.Body.Values[plan.Body.Result], Rules.WrongOutput, plan, state, faults);
        CheckShape(expect.Features, plan.Body.Values[plan.FeaturesValue], Rules.WrongFeatures, plan, state, faults);
        foreach (var item in expect.LegalSizes?.Items ?? default)
        {
            if (item is ScalarValue scalar && Number(scalar, state, faults) is { } legal)
            {
                CheckSize(plan, scalar.At, legal, faults);
            }
        }
    }

    private static void CheckSize(NetworkPlan plan, SourceRef at, long size, FaultBag faults)
    {
        foreach (var (axis, sizes) in new[] { ("height", plan.Heights), ("width", plan.Widths) })
        {
            if (!sizes.Contains(size))
            {
                faults.Report(Rules.SizeNotLegal, at, plan.ClassName, axis, size, sizes.Describe());
                return;
            }
        }
    }

    private static void CheckShape(ListValue? claimed, PlanValue value, Rule rule, NetworkPlan plan, PlanState state, FaultBag faults)
    {
        if (claimed is null || claimed.Items.Any(item => item is not ScalarValue))
        {
            return;
        }

        var numbers = claimed.Items.Select(item => Number((ScalarValue)item, state, faults)).ToArray();
        if (numbers.Any(number => number is null))
        {
            return;
        }

        var channels = value.Channels.Evaluate(state.Family.RuntimeDefault);
        long?[] actual = value.IsFlat ? [channels] : [channels, value.Height.At(plan.InputHeight), value.Width.At(plan.InputWidth)];
        if (!actual.SequenceEqual(numbers))
        {
            faults.Report(rule, claimed.At, plan.ClassName, Shape(actual), Shape(numbers));
        }
    }

    // Facts hold at the defaults, so runtime parameters count as these.
    private static long? Number(ScalarValue? value, PlanState state, FaultBag faults) =>
        value is null ? null
        : (state.Evaluator.Evaluate(value, Kind.Integer, state.Family, "'expect'", faults) as IntegerResult)?.Dimension.TryEvaluate(state.Family.RuntimeDefault);

    private static string Shape(IEnumerable<long?> sizes) =>
        "[N, " + string.Join(", ", sizes.Select(size => size?.ToString(CultureInfo.InvariantCulture))) + "]";

    private static string Group(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
