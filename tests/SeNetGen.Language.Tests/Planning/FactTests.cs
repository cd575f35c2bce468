namespace SeNetGen.Language.Tests.Planning;

/// <summary>Every fact that <c>expect</c> may claim, right and wrong.</summary>
public class FactTests
{
    // timm's seresnet50: 28.09 million parameters, 4.09 G multiply-adds.
    private static readonly string ResNet = Compiled.Files().Single(file => file.File == "resnet.senet.yaml").Text;

    [Theory]
    [InlineData("parameters: 28_088_024")]
    [InlineData("macs: 4_091_699_200")]
    [InlineData("output: [1000]")]
    [InlineData("output: [classes]")]
    [InlineData("features: [2048, 7, 7]")]
    [InlineData("legal_sizes: [1, 31, 224, 288]")]
    public void A_right_fact_is_silent(string fact)
    {
        Assert.Equal([], Messages($"SeResNet50: {{ expect: {{ {fact} }} }}"));
    }

    [Theory]
    [InlineData("parameters: 28_088_025", "SEN300: SeResNet50 has 28,088,024 parameters, and not 28,088,025")]
    [InlineData("macs: 4_091_699_201", "SEN301: SeResNet50 does 4,091,699,200 multiply-adds at 224x224, and not 4,091,699,201")]
    [InlineData("output: [10]", "SEN302: SeResNet50 gives [N, 1000], and not [N, 10]")]
    [InlineData("output: [1000, 1, 1]", "SEN302: SeResNet50 gives [N, 1000], and not [N, 1000, 1, 1]")]
    [InlineData("features: [2048, 8, 8]", "SEN303: the stages of SeResNet50 give [N, 2048, 7, 7], and not [N, 2048, 8, 8]")]
    [InlineData("features: [512, 7, 7]", "SEN303: the stages of SeResNet50 give [N, 2048, 7, 7], and not [N, 512, 7, 7]")]
    [InlineData("legal_sizes: [224, 0]", "SEN304: SeResNet50 does not accept height 0; legal are 1 and more")]
    public void A_wrong_fact_is_told_with_both_numbers(string fact, string message)
    {
        var found = Assert.Single(Messages($"SeResNet50: {{ expect: {{ {fact} }} }}"));
        Assert.EndsWith(message, found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_fact_leaves_the_other_variants_whole()
    {
        var (_, networks) = ArchitectureCompiler.Plan([("a.senet.yaml", WithVariants("A: { expect: { macs: 1 } }\n  B: {}"))]);
        Assert.Equal([false, true], networks.Select(network => network.Plan is not null));
    }

    [Fact]
    public void Facts_hold_at_the_settings_of_their_own_variant()
    {
        Assert.Equal([], Messages("A: { block: basic, depths: [2, 2, 2, 2], expect: { parameters: 11_779_624, features: [512, 7, 7] } }"));
    }

    private static string[] Messages(string variants) =>
        [.. Compiled.Messages(WithVariants(variants)).Where(message => !message.Contains("warning", StringComparison.Ordinal))];

    private static string WithVariants(string variants) => ResNet[..ResNet.IndexOf("variants:", StringComparison.Ordinal)] + $"variants:\n  {variants}\n";
}
