namespace SeNetGen.Generator.Tests;

public class SnapshotTests
{
    [Fact]
    public Task SeResNet18() => Verify("resnet.senet.yaml", "resnet.SeResNet18.g.cs");

    [Fact]
    public Task Small_image_network() => Verify("small.senet.yaml", "small.SeResNet20.g.cs");

    [Fact]
    public Task Registry() => Verify("small.senet.yaml", "Architectures.g.cs");

    // Every attention, with arguments that are printed and arguments that are not.
    private const string Attentions = """
        language: 1
        family: Attentions
        summary: A layer of every attention.
        input: { channels: 3, height: 32, width: 32 }
        stem: { conv1: { conv: 32, kernel: 3, stride: 2 }, bn1: batch_norm, act1: relu }
        stages:
          layer1:
            0: { eca, kernel: 5 }
            1: { global_context, fuse: add }
            2: { squeeze_excite: 8, norm: batch_norm, activation: silu, gate: hard_sigmoid, add_maxpool: true }
            3: effective_squeeze_excite
            4: { cbam, light: true }
            5: { gather_excite, extent: 4, depthwise: true }
            6: coordinate_attention
          layer2: { selective: 64, repeat: 2, stride: { first: 2 } }
          layer3: { split: 64, repeat: 2, stride: { first: 2 }, radix: { first: 2, rest: 4 } }
        head: { pool: global_avg_pool, fc: { linear: 10 } }
        blocks:
          selective:
            parameters: { out: required, stride: 1 }
            layers: { sk: { selective_kernel: out, kernels: [3, 5, 7], split_input: false, stride: stride } }
          split:
            parameters: { out: required, stride: 1, radix: 2 }
            layers: { splat: { split_attention: out, stride: stride, radix: radix, groups: 2 } }
        variants:
          Attentions: {}

        """;

    [Fact]
    public Task Every_attention()
    {
        var run = GeneratorRun.Of(("attentions.senet.yaml", Attentions));
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompileStrictly());
        return Verifier.Verify([("attentions.Attentions.g.cs", run.Sources["attentions.Attentions.g.cs"])]);
    }

    private static Task Verify(string file, string hintName, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        var run = GeneratorRun.Of((file, GeneratorRun.Architecture(file)));
        Assert.Empty(run.Diagnostics);
        return Verifier.Verify([(hintName, run.Sources[hintName])], method: method);
    }
}
