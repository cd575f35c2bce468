namespace SeNetGen.Language.Tests.Planning;

public class UnusedSettingsTests
{
    private const string Family = """
        language: 1
        family: F
        input: { channels: 3, height: 8, width: 8 }
        parameters: { deep: false, inner: 4, sides: [1, 2], attention: squeeze_excite }
        stem: { conv1: { conv: 4, stride: sides } }
        stages: { conv2: { conv: inner, when: deep }, se: { attention, when: deep } }
        head: { pool: global_avg_pool, fc: { linear: 10 } }

        """;

    [Theory]
    [InlineData("inner: 4 // 0", 30, "SEN032: '0' is 0, and 4 is divided by it")]
    [InlineData("inner: true", 25, "SEN120: 'inner' wants an integer, and 'true' is a boolean")]
    [InlineData("attention: { squeeze_excite, reduction: 4 // 0 }", 63, "SEN032: '0' is 0, and 4 is divided by it")]
    [InlineData("attention: { squeeze_excite, reduction: relu }", 58, "SEN120: 'reduction' of 'squeeze_excite' wants an integer, and 'relu' is a layer")]
    [InlineData("attention: { conv: 4, dilation: [1, relu] }", 54, "SEN120: 'dilation' of 'conv' wants an integer, and 'relu' is a layer")]
    public void A_setting_that_no_layer_of_the_variant_reads_must_be_right(string setting, int column, string message)
    {
        Assert.Equal([$"a.senet.yaml(8,{column}): error {message}"], Compiled.Messages(Family + $"variants: {{ A: {{ {setting} }} }}\n"));
    }

    [Theory]
    [InlineData("inner: 8")]
    [InlineData("attention: { squeeze_excite: channels // 4, names: [a, b] }")]
    [InlineData("attention: { conv: 4, kernel: 3, dilation: [1, 2] }")]
    [InlineData("attention: { conv: 4, kernel: 3, dilation: sides }")]
    [InlineData("attention: { adaptive_avg_pool: sides }")]
    [InlineData("attention: { module: My.Attention, arguments: { Ratio: 2 } }")]
    public void A_right_one_is_silent(string setting)
    {
        Assert.Equal([], Compiled.Messages(Family + $"variants: {{ A: {{ {setting} }} }}\n"));
    }

    [Fact]
    public void A_fault_that_layers_read_too_is_reported_once()
    {
        Assert.Single(Compiled.Messages(Family + "variants: { A: { deep: true, inner: 4 // 0 } }\n"));
    }
}
