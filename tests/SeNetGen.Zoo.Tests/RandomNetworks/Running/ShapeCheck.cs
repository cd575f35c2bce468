using System.Globalization;
using System.Runtime.InteropServices;
using SeNetGen.Language;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>What the checker says of one variant of an architecture, once the interpreter has agreed.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="Interpreter">The interpreter, its weights made for the declared size.</param>
/// <param name="Plan">The plan; null when it is refused.</param>
/// <param name="ShapeRules">The shape rules that refuse it; empty when it is accepted, or refused by others alone.</param>
/// <param name="IllegalSizes">How many illegal sizes were seen to fail.</param>
internal sealed record ShapeVerdict(RandomVariant Variant, Interpreter Interpreter, NetworkPlan? Plan, IReadOnlyCollection<string> ShapeRules, int IllegalSizes);

/// <summary>Holds the checker to the interpreter on shapes alone.</summary>
internal static class ShapeCheck
{
    // What a constructor's channels may be besides the default: a layer that fits the default alone is refused.
    private const int OtherChannels = 5;

    /// <summary>
    /// An accepted variant runs at its declared size and at every legal one that is tried, and fails at every other; one that a shape rule
    /// refuses fails.
    /// </summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="sizes">The sizes tried along each axis, with the other at its declared size.</param>
    /// <returns>The verdicts, one a variant; none where a network is too large to be run.</returns>
    public static IReadOnlyList<ShapeVerdict> Of(RandomArchitecture architecture, IReadOnlyCollection<int> sizes)
    {
        try
        {
            return Hold(architecture, sizes);
        }
        catch (TooLarge)
        {
            return [];
        }
    }

    private static List<ShapeVerdict> Hold(RandomArchitecture architecture, IReadOnlyCollection<int> sizes)
    {
        var (diagnostics, networks) = ArchitectureCompiler.Plan(architecture.Written.Files);
        var errors = Errors(diagnostics);
        var rules = errors.Select(error => error.Id).Where(id => Rules.Find(id)!.IsShapeRule).ToHashSet(StringComparer.Ordinal);
        var verdicts = new List<ShapeVerdict>();
        foreach (var variant in architecture.Variants)
        {
            var interpreter = new Interpreter(variant);
            var plan = networks.Single(network => network.ClassName == variant.ClassName).Plan;
            verdicts.Add(new(variant, interpreter, plan, plan is null ? rules : [], plan is null ? 0 : RunSizes(variant, interpreter, plan, sizes)));
        }

        var refused = verdicts.Where(verdict => verdict.Plan is null).ToArray();
        if (refused.Length == 0 && errors.Length > 0)
        {
            // A file that is extended has a network of its own, which what the variants set does not reach.
            errors = [.. errors.Except(Errors(ArchitectureCompiler.Plan([.. architecture.Written.Files.Skip(1)]).Diagnostics))];
            rules.IntersectWith(errors.Select(error => error.Id));
        }

        Assert.True((refused.Length > 0) == (errors.Length > 0), architecture.Explain("has plans and errors, or neither: " + Text(errors)));
        if (rules.Count == 0)
        {
            // Refused by another rule: an even kernel without padding, say.
            return verdicts;
        }

        // Which of two variants a rule refuses is known only where nothing else does.
        var fails = refused.Where(verdict => Fails(verdict)).ToArray();
        Assert.True(
            errors.All(error => rules.Contains(error.Id)) ? fails.Length == refused.Length : fails.Length > 0,
            architecture.Explain("runs although it is refused: " + Text(errors)));
        return verdicts;
    }

    private static Diagnostic[] Errors(IEnumerable<Diagnostic> diagnostics) => [.. diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error)];

    private static string Text(IEnumerable<Diagnostic> errors) => string.Join("; ", errors.Select(error => $"{error.Id} {error.Message}"));

    private static bool Fails(ShapeVerdict verdict)
    {
        var (variant, architecture) = (verdict.Variant, verdict.Variant.Architecture);
        bool Runs(Interpreter interpreter) => ShapeCheck.Runs(() => interpreter.Run(architecture.Height, architecture.Width), out _);
        return !Runs(verdict.Interpreter) || (architecture.HasRuntimeChannels && !Runs(new(variant.With(OtherChannels, variant.Settings.Classes))));
    }

    private static int RunSizes(RandomVariant variant, Interpreter interpreter, NetworkPlan plan, IEnumerable<int> sizes)
    {
        var architecture = variant.Architecture;
        var runs = Runs(() => interpreter.Run(plan.InputHeight, plan.InputWidth), out var failure);
        Assert.True(runs, architecture.Explain("fails at its declared size: " + failure));
        var illegal = 0;
        foreach (var size in sizes)
        {
            Try(size, plan.InputWidth, plan.Heights.Contains(size));
            Try(plan.InputHeight, size, plan.Widths.Contains(size));
        }

        return illegal;

        void Try(long height, long width, bool isLegal)
        {
            illegal += isLegal ? 0 : 1;
            var runs = Runs(() => interpreter.Run(height, width), out var reason);
            Assert.True(runs == isLegal, architecture.Explain(string.Create(CultureInfo.InvariantCulture,
                $"at {height} x {width} (legal are {plan.Heights.Describe()} x {plan.Widths.Describe()}): {(isLegal ? reason : "runs")}")));
        }
    }

    private static bool Runs(Action run, out string reason)
    {
        try
        {
            run();
            reason = "";
            return true;
        }
        catch (Exception exception) when (exception is Misfit or ExternalException or ArgumentException)
        {
            reason = exception.Message.Split('\n')[0];
            return false;
        }
    }
}
