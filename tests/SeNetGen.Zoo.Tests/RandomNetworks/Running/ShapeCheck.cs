using System.Globalization;
using System.Runtime.InteropServices;
using SeNetGen.Language;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>What the checker says of an architecture, once the interpreter has agreed.</summary>
/// <param name="Interpreter">The interpreter, its weights made for the declared size.</param>
/// <param name="Plan">The plan; null when it is refused.</param>
/// <param name="ShapeRules">The shape rules that refuse it; empty when it is accepted, or refused by others alone.</param>
/// <param name="IllegalSizes">How many illegal sizes were seen to fail.</param>
internal sealed record ShapeVerdict(Interpreter Interpreter, NetworkPlan? Plan, IReadOnlyCollection<string> ShapeRules, int IllegalSizes);

/// <summary>Holds the checker to the interpreter on shapes alone.</summary>
internal static class ShapeCheck
{
    /// <summary>
    /// An accepted architecture runs at its declared size and at every legal one that is tried, and fails at every other; one that a shape
    /// rule refuses fails.
    /// </summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="sizes">The sizes tried along each axis, with the other at its declared size.</param>
    public static ShapeVerdict Of(RandomArchitecture architecture, IEnumerable<int> sizes)
    {
        var (diagnostics, networks) = ArchitectureCompiler.Plan([("random.senet.yaml", ArchitectureWriter.Write(architecture))]);
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).ToArray();
        var interpreter = new Interpreter(architecture);
        if (networks.Single().Plan is { } plan)
        {
            Assert.True(errors.Length == 0, architecture.Explain("has a plan and errors"));
            return new(interpreter, plan, [], RunSizes(architecture, interpreter, plan, sizes));
        }

        // Refused by another rule: an even kernel without padding, say.
        Assert.True(errors.Length > 0, architecture.Explain("has neither a plan nor an error"));
        var rules = errors.Select(error => error.Id).Where(id => Rules.Find(id)!.IsShapeRule).ToHashSet(StringComparer.Ordinal);
        Assert.True(
            rules.Count == 0 || !Runs(() => interpreter.Run(architecture.Height, architecture.Width), out _),
            architecture.Explain("runs although it is refused: " + string.Join("; ", errors.Select(error => $"{error.Id} {error.Message}"))));
        return new(interpreter, null, rules, 0);
    }

    private static int RunSizes(RandomArchitecture architecture, Interpreter interpreter, NetworkPlan plan, IEnumerable<int> sizes)
    {
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
