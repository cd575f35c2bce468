using System.Globalization;
using System.Runtime.InteropServices;
using SeNetGen.Language;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;
using SeNetGen.Torch;

namespace SeNetGen.Zoo.Tests.BuildsAndRuns;

/// <summary>
/// A file that the checker accepts never fails with a shape error on LibTorch at a legal size, and fails at every other; a file that
/// a shape rule refuses would fail on LibTorch, or broadcast values that are not alike.
/// </summary>
public class IfItBuildsItRunsTests
{
    private const int Architectures = 150;
    private const int LargestSize = 36;

    public IfItBuildsItRunsTests() => LibTorch.EnsureLoaded();

    [Fact]
    public void Random_architectures_run_exactly_where_the_checker_says()
    {
        int accepted = 0, refused = 0, illegal = 0;
        var rules = new HashSet<string>();
        for (var seed = 0; seed < Architectures; seed++)
        {
            var architecture = new RandomArchitecture(seed);
            var (diagnostics, networks) = ArchitectureCompiler.Plan([("random.senet.yaml", architecture.Yaml)]);
            var errors = diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).ToArray();
            if (networks.Single().Plan is { } plan)
            {
                Assert.True(errors.Length == 0, Explain(seed, architecture, "has a plan and errors"));
                accepted++;
                illegal += RunEverySize(seed, architecture, plan);
            }
            else if (errors.Any(error => Rules.Find(error.Id)!.IsShapeRule))
            {
                refused++;
                rules.UnionWith(errors.Select(error => error.Id));
                Assert.True(
                    !Runs(() => new ModelInterpreter(architecture).Run(architecture.Height, architecture.Width), out _),
                    Explain(seed, architecture, "runs although it is refused: " + string.Join("; ", errors.Select(error => error.Message))));
            }
            else
            {
                // Refused by another rule: an even kernel without padding, say.
                Assert.True(errors.Length > 0, Explain(seed, architecture, "has neither a plan nor an error"));
            }
        }

        Assert.True(accepted > Architectures / 5 && refused > Architectures / 10 && illegal > 50 && rules.Count >= 6,
            $"{accepted} accepted, {refused} refused by {string.Join(", ", rules.Order())}, {illegal} illegal sizes");
    }

    // Each axis is tried with the other at its declared size; gives the number of illegal sizes seen to fail.
    private static int RunEverySize(int seed, RandomArchitecture architecture, NetworkPlan plan)
    {
        var output = new ModelInterpreter(architecture).Run(architecture.Height, architecture.Width);
        Assert.Equal(output, PlanInterpreter.Run(plan, plan.InputHeight, plan.InputWidth));
        return RunAxis(plan.Heights, size => PlanInterpreter.Run(plan, size, plan.InputWidth), "height")
            + RunAxis(plan.Widths, size => PlanInterpreter.Run(plan, plan.InputHeight, size), "width");

        int RunAxis(SizeSet sizes, Func<long, long[]> run, string axis)
        {
            var illegal = 0;
            for (var size = 1L; size <= LargestSize; size++)
            {
                var isLegal = sizes.Contains(size);
                illegal += isLegal ? 0 : 1;
                var runs = Runs(() => run(size), out var reason);
                Assert.True(runs == isLegal, Explain(seed, architecture,
                    string.Create(CultureInfo.InvariantCulture, $"{axis} {size} (legal are {sizes.Describe()}): {(isLegal ? reason : "runs")}")));
            }

            return illegal;
        }
    }

    private static bool Runs(Func<long[]> run, out string reason)
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

    private static string Explain(int seed, RandomArchitecture architecture, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"Architecture {seed} {what}\n{architecture.Yaml}");
}
