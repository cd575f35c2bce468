namespace SeNetGen.Language.Tests.Planning;

/// <summary>The constructs of the language, each by the state dict that it gives.</summary>
public class ConstructTests
{
    [Fact]
    public void Each_and_first_and_rest_give_a_value_to_each_repetition()
    {
        Assert.Equal(
            "layer1.0.conv1.weight 4 3 1 1\nlayer1.1.conv1.weight 8 4 1 1\nlayer1.2.conv1.weight 6 8 1 1\n"
            + "layer2.0.conv1.weight 5 6 3 3\nlayer2.1.conv1.weight 5 5 1 1\n",
            Keys("""
                stages:
                  layer1: { unit: { each: [4, 8, 6] }, repeat: 3 }
                  layer2: { unit: 5, kernel: { first: 3 }, repeat: 2 }
                blocks:
                  unit: { parameters: { out: required, kernel: 1 }, layers: { conv1: { conv: out, kernel: kernel } } }

                """));
    }

    [Fact]
    public void Lets_of_the_family_and_of_a_block_name_expressions()
    {
        Assert.Equal(
            "layer1.conv1.weight 6 3 1 1\nlayer1.conv2.weight 12 6 1 1\n",
            Keys("""
                parameters: { width: 3 }
                let: { wide: width * 2 }
                stages: { layer1: { unit: wide } }
                blocks:
                  unit: { parameters: { out: required }, let: { twice: out * 2 }, layers: { conv1: { conv: out }, conv2: { conv: twice } } }

                """));
    }

    [Fact]
    public void When_leaves_out_a_sub_module_whole()
    {
        const string text = """
            parameters: { deep: true }
            stages: { layer1: { layers: { conv1: { conv: 4 }, inner: { 0: { conv: 4 }, 1: { conv: 4 } } }, when: deep }, conv2: { conv: 4 } }

            """;
        Assert.Equal("layer1.conv1.weight 4 3 1 1\nlayer1.inner.0.weight 4 4 1 1\nlayer1.inner.1.weight 4 4 1 1\nconv2.weight 4 4 1 1\n", Keys(text));
        Assert.Equal("conv2.weight 4 3 1 1\n", Keys(text, "deep: false"));
    }

    [Fact]
    public void A_block_of_ones_own_is_an_attention()
    {
        Assert.Equal(
            "layer1.conv1.weight 8 3 1 1\nlayer1.se.reduce.weight 2 8 1 1\nlayer1.se.reduce.bias 2\nlayer1.se.expand.weight 8 2 1 1\nlayer1.se.expand.bias 8\n",
            Keys("""
                parameters: { attention: squeeze_excite }
                stages: { layer1: { unit: 8 } }
                blocks:
                  unit: { parameters: { out: required }, layers: { conv1: { conv: out }, se: attention } }
                  gate:
                    parameters: { reduction: 16 }
                    layers:
                      pool: global_avg_pool
                      reduce: { conv: channels // reduction, bias: true }
                      act: relu
                      expand: { conv: input.channels, bias: true }
                      open: sigmoid
                      scaled: { multiply: open, from: input }

                """, "attention: { gate, reduction: 4 }"));
    }

    [Fact]
    public void Blocks_use_blocks_and_an_attention_may_be_none()
    {
        const string text = """
            parameters: { attention: squeeze_excite, act: relu }
            stages: { layer1: { outer: 16 } }
            blocks:
              outer: { parameters: { out: required }, layers: { first: { inner: out }, second: { inner: out * 2 } } }
              inner: { parameters: { out: required }, layers: { conv1: { conv: out }, act1: act, se: attention } }

            """;
        Assert.Equal("layer1.first.conv1.weight 16 3 1 1\nlayer1.second.conv1.weight 32 16 1 1\n", Keys(text, "attention: none, act: silu"));
    }

    // The keys of the stages: the stem is empty, and the head's are left out.
    private static string Keys(string rest, string settings = "")
    {
        var plan = Compiled.Network(
            "language: 1\nfamily: F\ninput: { channels: 3, height: 8, width: 8 }\nstem: {}\nhead: { pool: global_avg_pool, fc: { linear: 10 } }\n"
            + rest + $"variants: {{ Net: {{ {settings} }} }}\n", "Net");
        return string.Concat(Compiled.Keys(plan).Split('\n').Where(key => key.Length > 0 && !key.StartsWith("fc.", StringComparison.Ordinal)).Select(key => key + "\n"));
    }
}
