using SeNetGen.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.Starts;

/// <summary>New networks start as their originals do, tensor by tensor.</summary>
public class StartTests
{
    static StartTests() => Torch.LibTorch.EnsureLoaded();

    // Which layout a network follows, and where its residuals' last norms stand.
    private static readonly Dictionary<string, Layout> Layouts = new()
    {
        ["seresnet18"] = Layout.Timm(key => key.StartsWith("layer", StringComparison.Ordinal) && key.EndsWith(".bn2.weight", StringComparison.Ordinal)),
        ["seresnext50_32x4d"] = Layout.Timm(key => key.EndsWith(".bn3.weight", StringComparison.Ordinal)),
        ["seresnetaa50d"] = Layout.Timm(key => key.EndsWith(".bn3.weight", StringComparison.Ordinal)),
        ["ecaresnet26t"] = Layout.Timm(key => key.EndsWith(".bn3.weight", StringComparison.Ordinal)),
        // Neither timm's SKNets nor its legacy SENets start a branch silent.
        ["skresnet18"] = Layout.Timm(null),
        ["legacy_seresnet18"] = Layout.Timm(null),
        ["seresnext26ts"] = Layout.Byob,
        ["eca_resnext26ts"] = Layout.Byob,
        ["gcresnext26ts"] = Layout.Byob,
        ["mindcv_seresnet18"] = Layout.MindCv,
        ["mindcv_seresnext26_32x4d"] = Layout.MindCv,
        // The ResNet paper's networks for small images, started by timm's rules but with every gain at 1.
        ["seresnet8"] = Layout.Timm(null),
        ["seresnet20"] = Layout.Timm(null),
    };

    public static TheoryData<string> Networks => [.. Layouts.Keys];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_tensor_is_distributed_as_in_the_original(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var network = Architectures.Create(name);
        var entries = StateDict.Of(network);
        var shapes = entries.ToDictionary(entry => entry.Name, entry => entry.Tensor.shape);

        var refusals = entries.Select(entry => (entry.Name, Why: Layouts[name].For(entry, shapes).Refuse(entry.Tensor)))
            .Where(entry => entry.Why is not null)
            .Select(entry => $"{entry.Name}: {entry.Why}");

        Assert.Empty(refusals);
    }

    [Fact]
    public void A_tensor_that_is_distributed_otherwise_is_found()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var normal = randn(10_000);
        var uniform = (rand(10_000) * 2) - 1;
        var expectedNormal = new ExpectedStart.Normal(1);
        var expectedUniform = new ExpectedStart.Uniform(1);

        Assert.Null(expectedNormal.Refuse(normal));
        Assert.Null(expectedUniform.Refuse(uniform));
        Assert.StartsWith("the mean in deviations is ", expectedNormal.Refuse(normal + 0.1), StringComparison.Ordinal);
        Assert.StartsWith("the mean square in variances is ", expectedNormal.Refuse(normal * 1.1), StringComparison.Ordinal);
        Assert.StartsWith("the mean fourth power is ", expectedNormal.Refuse(uniform * Math.Sqrt(3)), StringComparison.Ordinal);
        Assert.StartsWith("the largest value in deviations is ", expectedNormal.Refuse(cat([normal, tensor([9f])])), StringComparison.Ordinal);
        Assert.StartsWith("the mean in bounds is ", expectedUniform.Refuse(uniform + 0.1), StringComparison.Ordinal);
        Assert.StartsWith("the mean square in squared bounds is ", expectedUniform.Refuse(uniform * 0.9), StringComparison.Ordinal);
        Assert.StartsWith("the largest distance in bounds is ", expectedUniform.Refuse(uniform * 1.01), StringComparison.Ordinal);
        Assert.StartsWith("the greatest value in bounds is ", expectedUniform.Refuse(uniform.clamp_max(0.97)), StringComparison.Ordinal);
        Assert.StartsWith("the least value in bounds is ", expectedUniform.Refuse(uniform.clamp_min(-0.97)), StringComparison.Ordinal);
        Assert.Equal("values lie from 0 to 1, not at 1", new ExpectedStart.Constant(1).Refuse(tensor([0f, 1f])));
    }
}
