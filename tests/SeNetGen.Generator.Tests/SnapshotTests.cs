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

    // Every primitive operation that the zoo's own snapshots lack.
    private const string Primitives = """
        language: 1
        family: Primitives
        summary: A layer of every primitive operation.
        input: { channels: 3, height: 32, width: 32 }
        parameters:
          drop_path_rate: { default: 0.1, runtime: true }
        stem:
          conv1: { conv: 16, kernel: [3, 5], stride: [2, 1] }
          norm1: { group_norm: 4 }
          act1: { leaky_relu: 0.2 }
          blur1: blur_pool
        stages:
          layer1: { mixed: 16, repeat: 2, kernel: { first: 3, rest: 5 } }
          layer2:
            layers:
              depthwise: { conv: channels, kernel: 3, groups: channels }
              norm2: { layer_norm, eps: 1e-5 }
              act2: { prelu, per_channel: true }
              act3: mish
              drop: { drop_block: 0.1, size: 3, scale: 0.25 }
              up: { upsample: 2, mode: bilinear }
              act4: hard_swish
              square: { adaptive_avg_pool: 8 }
              act5: { gelu, approximate: tanh }
              wide: { adaptive_max_pool: [4, 6] }
        head:
          weights: { softmax: pixels }
          act6: relu6
          weighted: { multiply: input }
          pool: global_catavgmax_pool
          fc: { linear: 10 }
        blocks:
          mixed:
            parameters: { out: required, kernel: 3 }
            residual:
              conv1: { conv: out // 2, kernel: kernel }
              act1: gelu
              wide: { conv: out // 2, kernel: [1, 3], from: act1 }
              both: { concat: act1 }
              pooled: global_max_pool
              gate: hard_sigmoid
              scaled: { multiply: both }
              drop: { drop_path: drop_path_rate }
            after: { act2: relu }
        variants:
          Primitives: {}

        """;

    [Fact]
    public Task Every_primitive()
    {
        var run = GeneratorRun.Of(("primitives.senet.yaml", Primitives));
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompileStrictly());
        return Verifier.Verify([("primitives.Primitives.g.cs", run.Sources["primitives.Primitives.g.cs"])]);
    }

    private static Task Verify(string file, string hintName, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        var run = GeneratorRun.Of((file, GeneratorRun.Architecture(file)));
        Assert.Empty(run.Diagnostics);
        return Verifier.Verify([(hintName, run.Sources[hintName])], method: method);
    }
}
