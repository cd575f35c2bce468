using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>What random architectures found, small and by name.</summary>
public class FoundTests
{
    /// <summary>A layer without a member reads a constructor parameter in the forward pass, so the class has to keep it.</summary>
    [Fact]
    public void A_pool_whose_stride_differs_from_call_to_call()
    {
        const string text = """
            language: 1
            family: Pooled
            input: { channels: 3, height: 24, width: 24 }
            stem: { c: { conv: 4 } }
            stages:
              a: { shrink: 4, stride: 2 }
              b: { shrink: 4, stride: 3 }
            head: { pool: global_avg_pool, fc: { linear: 5 } }
            blocks:
              shrink:
                parameters: { planes: required, stride: 1 }
                layers: { p: { avg_pool: stride }, c: { conv: planes } }
            variants: { Pooled: {} }

            """;
        using var emitted = EmittedNetworks.Of([("pooled.senet.yaml", text)]);
        using var network = emitted.Networks["Pooled"].Create(emitted.Networks["Pooled"].DefaultArguments);
        using var input = zeros(1, 3, 24, 24);
        using var output = network.forward(input);
        Assert.Equal([1, 5], output.shape);
    }

    /// <summary>The description takes a gate as the first operand of a product too, as the checker and the network do.</summary>
    [Fact]
    public void A_gate_times_a_map()
    {
        const string text = """
            language: 1
            family: Gated
            input: { channels: 3, height: 8, width: 8 }
            stem: { c: { conv: 4 }, g: global_avg_pool, m: { multiply: c } }
            stages: { act: relu }
            head: { pool: global_avg_pool, fc: { linear: 5 } }
            variants: { Gated: {} }

            """;
        using var emitted = EmittedNetworks.Of([("gated.senet.yaml", text)]);
        var rows = emitted.Networks["Gated"].Walk().Layers;
        Assert.Equal(new(4, 8, 8), rows.Single(row => row.Path == "m").Output);
    }

    /// <summary>
    /// An absent shortcut gives the block's input, not what the residual gives, although the two are one where the shortcut is present: in
    /// the second call nothing is in the residual.
    /// </summary>
    [Theory]
    [InlineData("a: { joined: 4 }", "b: { joined: 4, gated: false, stride: 2 }")]
    [InlineData("a: { joined: 4, gated: false, stride: 2 }", "b: { joined: 4 }")]
    public void A_shortcut_that_is_there_only_where_the_residual_is_not(string first, string second)
    {
        var text = $$"""
            language: 1
            family: Joined
            input: { channels: 3, height: 8, width: 8 }
            stem: { c: { conv: 4 } }
            stages:
              {{first}}
              {{second}}
            head: { pool: global_avg_pool, fc: { linear: 5 } }
            blocks:
              joined:
                parameters: { planes: required, stride: 1, gated: true }
                residual: { gate: { leaky_relu: 0.5, when: gated } }
                shortcut: { down: { leaky_relu: 0.25, when: stride != 1 } }
            variants: { Joined: {} }

            """;
        using var emitted = EmittedNetworks.Of([("joined.senet.yaml", text)]);
        using var network = emitted.Networks["Joined"].Create(emitted.Networks["Joined"].DefaultArguments);
        using var input = -rand(1, 3, 8, 8);
        var state = SeNetGen.Modules.StateDict.Of(network).ToDictionary(entry => entry.Name, entry => entry.Tensor);
        using var inference = no_grad();
        state["c.weight"].fill_(1);

        // All values are negative: 1.5 of the input where gated and 1.25 where strided.
        using var map = nn.functional.conv2d(input, state["c.weight"]) * 1.5 * 1.25;
        using var expected = nn.functional.linear(map.mean([2, 3]), state["fc.weight"], state["fc.bias"]);
        using var output = network.call(input);
        Assert.True((output - expected).abs().max().item<float>() < 1e-4f, $"{output.ToString(TorchSharp.TensorStringStyle.Numpy)} is not {expected.ToString(TorchSharp.TensorStringStyle.Numpy)}");
    }
}
