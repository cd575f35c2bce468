using SeNetGen.Language.Emission;
using SeNetGen.Language.Tests.Lowering;

namespace SeNetGen.Language.Tests.Emission;

public class NetworkEmitterTests
{
    private static readonly EmissionOptions Options = new("Sample.Networks", IsRegistryPublic: false);

    [Fact]
    public void Text_grows_with_templates_and_stages_not_with_repeats()
    {
        var small = NetworkEmitter.Emit(SampleNetworks.SeResNet("SeResNet50", [3, 4, 6, 3], bottleneck: true), Options);
        var large = NetworkEmitter.Emit(SampleNetworks.SeResNet("SeResNet152", [3, 8, 36, 3], bottleneck: true), Options);

        Assert.InRange(large.Length, small.Length, small.Length * 1.3);
    }
}
