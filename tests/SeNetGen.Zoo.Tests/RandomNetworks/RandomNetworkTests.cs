using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Operations;
using SeNetGen.Torch;
using Xunit.Abstractions;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>
/// A file that the checker accepts never fails with a shape error on LibTorch at a legal size, and fails at every other; a file that
/// a shape rule refuses would fail on LibTorch, or broadcast values that are not alike.
/// </summary>
public class RandomNetworkTests : IClassFixture<Asked>
{
    private const int Architectures = 500;
    private const int Accepted = 200;
    private const int TimesEach = 20;
    private const int TimesEachRule = 10;
    private const int Shapes = 200;
    private readonly Asked _asked;
    private readonly ITestOutputHelper _output;

    public RandomNetworkTests(Asked asked, ITestOutputHelper output)
    {
        _asked = asked;
        _output = output;
        LibTorch.EnsureLoaded();

        // Tensors of a few hundred numbers: a second thread only waits.
        TorchSharp.torch.set_num_threads(1);
    }

    /// <summary>Counts what it covered and fails below the floors; <c>SENETGEN_ARCHITECTURES</c> asks for more.</summary>
    [Fact]
    public void Random_architectures_run_exactly_where_the_checker_says()
    {
        var campaign = new Campaign(Accepted, TimesEach, TimesEachRule);
        campaign.Run(_asked.Numbers("SENETGEN_ARCHITECTURES", Architectures));
        _output.WriteLine(campaign.ToString());
        Assert.True(campaign.IsComplete, campaign.ToString());
    }

    /// <summary>Without emission, at the least sizes and some others; <c>SENETGEN_SHAPES</c> asks for more.</summary>
    [Fact]
    public void The_checker_and_LibTorch_agree_on_shapes()
    {
        foreach (var number in _asked.Numbers("SENETGEN_SHAPES", Shapes))
        {
            // Others than the architectures that are run.
            var seed = 1_000_000 + number;
            ShapeCheck.Of(new RandomArchitecture(seed), [1 + (seed % 8), 1 + (seed % 41)]);
        }
    }

    /// <summary>All but a user's own module: what it computes and what shape it takes is the user's, and only declared.</summary>
    [Fact]
    public void Every_operation_of_the_language_is_drawn() =>
        Assert.Equal(
            OperationTable.All.Select(operation => operation.Signature.Name).Where(name => name != "module"),
            OperationEntries.All.Select(entry => entry.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_shape_rule_is_broken_on_purpose() =>
        Assert.Equal(Rules.All.Where(rule => rule.IsShapeRule).Select(rule => rule.Id), RuleBreak.All.Select(entry => entry.Rule.Id).Order(StringComparer.Ordinal));
}
