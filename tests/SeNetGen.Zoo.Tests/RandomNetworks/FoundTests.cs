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
}
