namespace SeNetGen.Language.Tests.RuleExamples;

/// <summary>Examples of SEN200 to SEN249: a small network with one layer that does not fit.</summary>
public sealed class ShapeRuleExamples : RuleExampleTable
{
    /// <inheritdoc/>
    public override IEnumerable<RuleExample> Examples =>
    [
        Head("SEN200", "pool: global_avg_pool\n  fc: { linear: 10 }\n  «conv3»: { conv: 4 }",
            "'conv3': conv needs a feature map [N, C, H, W], 'fc' gives [N, 10]; put it before the flatten or linear that makes the value flat"),
        Stage("SEN201", "conv2: { conv: 6, groups: «3» }",
            "'conv2': groups 3 do not divide the 4 channels of its input, 'conv1' gives [N, 4, 16, 16]; give 'conv1' 3 or 6 channels or use other groups"),
        Stage("SEN202", "conv2: { conv: «6», groups: 4 }", "'conv2': groups 4 do not divide its 6 output channels; use 4 or 8 channels or other groups"),
        Stage("SEN203", "conv2: { conv: 8 }\n  «sum»: { add: input }",
            "'sum': add needs equal shapes, 'conv2' gives [N, 8, 16, 16], 'conv1' gives [N, 4, 16, 16]; give one of them a conv with the other's channels, 8 or 4"),
        new("SEN203",
            Top + "stages: { layer1: basic }\n" + Bottom
            + "blocks:\n  «basic»:\n    residual: { conv1: { conv: 8, kernel: 3, stride: 2 }, bn1: batch_norm }\n",
            "'layer1': add needs equal shapes, residual 'bn1' gives [N, 8, 8, 8], shortcut 'input' gives [N, 4, 16, 16]; "
            + "give the shortcut a projection with 'when: stride != 1 or input.channels != ...', or the residual the input's channels and size"),
        Stage("SEN204", "pool1: { max_pool: 2 }\n  «product»: { multiply: input }",
            "'product': multiply needs equal shapes or a gate [N, C, 1, 1], 'pool1' gives [N, 4, 8, 8], 'conv1' gives [N, 4, 16, 16]; "
            + "give both the same strides and padding"),
        Stage("SEN205", "pool1: { max_pool: 8 }\n  conv2: { conv: 4, kernel: «5», padding: 1 }",
            "'conv2': conv with kernel 5 needs a padded input of at least 5 by 5, 'pool1' gives [N, 4, 2, 2] and padding 1 makes it 4 by 4; "
            + "use a smaller kernel, more padding or fewer strides before it"),
        Stage("SEN206", "pool1: { avg_pool: «20» }",
            "'pool1': avg_pool with kernel 20, stride 20, padding 0 leaves nothing of its input, 'conv1' gives [N, 4, 16, 16]; "
            + "use a smaller kernel or fewer strides before it"),
        Stage("SEN207", "pool1: { max_pool: 3, stride: 2, padding: «2» }", "'pool1': max_pool padding 2 is more than half its kernel 3; use at most 1"),
        Head("SEN208", "«fc»: { linear: 10 }", "'fc': linear needs [N, C] or [N, C, 1, 1], 'conv2' gives [N, 4, 16, 16]; put global_avg_pool or flatten before it"),
        Stage("SEN209", "conv2: { conv: 4, kernel: «2», stride: 2 }", "'conv2': conv with the even kernel 2 has no default padding; give 'padding'"),
        Stage("SEN210", "se: { squeeze_excite: «channels // 16» }", "'se': reduced of squeeze_excite is 0; it must be at least 1"),
        Stage("SEN210", "conv2: { conv: 4, stride: «0» }", "'conv2': stride of conv is 0; it must be at least 1"),
        Stage("SEN211", "conv2: { conv: «3_000_000_000» }", "'conv2': channels of conv is 3000000000; it must be at most 2147483647"),
        Stage("SEN212", "conv2: { conv: «classes» }",
            "'conv2': channels of conv is 'classes', a runtime parameter; "
            + "only the outputs of linear, the probability of dropout and the input's channels may be set at run time"),
        Stage("SEN213", "bn1: { batch_norm, eps: «0.0» }", "'bn1': eps of batch_norm is 0.0; it must be more than 0"),
        Head("SEN213", "drop: { dropout: «1.0» }\n  pool: global_avg_pool\n  fc: { linear: 10 }",
            "'drop': probability of dropout is 1.0; it must be at least 0 and less than 1"),
        new("SEN214", Top.Replace("channels: 3", "channels: classes", StringComparison.Ordinal).Replace("stem: {", "stem: { «se»: squeeze_excite,", StringComparison.Ordinal)
            + "stages: { act1: relu }\n" + Bottom,
            "'se': squeeze_excite cannot derive its reduced channels from the classes channels of its input, which a runtime parameter decides; "
            + "give them: 'squeeze_excite: 16'"),
        Stage("SEN215", "«conv2»: { conv: 4, stride: 20_000 }",
            "'conv2': sizes are too intricate: the output of conv would repeat only after more than 16,384 pixels; use smaller or fewer distinct strides"),
        Stage("SEN216", "«conv2»: { conv: 2_000_000_000, kernel: 2_000_000_001, padding: 2_000_000_000 }",
            "'conv2': the parameters of conv would be more than 64 bits can count; use smaller numbers"),
        Stage("SEN217", "se: { squeeze_excite, names: «[fc1, fc1]» }",
            "'se': names of squeeze_excite is [fc1, fc1]; it must be two different keys, such as [fc1, fc2]"),
        Stage("SEN218", "pool1: { max_pool: 3, stride: 2, padding: same, ceil: «true» }",
            "'pool1': max_pool with 'padding: same' covers every pixel already; leave 'ceil' out"),
        Stage("SEN230", "se: { eca, kernel: «4» }", "'se': kernel of eca is 4; it must be odd, so that it has a middle"),
        new("SEN231", Top.Replace("channels: 3", "channels: classes", StringComparison.Ordinal).Replace("stem: {", "stem: { «se»: eca,", StringComparison.Ordinal)
            + "stages: { act1: relu }\n" + Bottom,
            "'se': eca cannot derive its kernel from the classes channels of its input, which a runtime parameter decides; give 'kernel'"),
        Stage("SEN232", "se: { eca, kernel: «11», padding: circular }",
            "'se': eca with kernel 11 and circular padding would pass the 4 channels of its input more than once, 'conv1' gives [N, 4, 16, 16]; use a kernel of at most 9"),
        Stage("SEN233", "conv2: { conv: 5 }\n  «conv3»: { selective_kernel: 8 }",
            "'conv3': the 2 paths of selective_kernel do not divide the 5 channels of its input, 'conv2' gives [N, 5, 16, 16]; "
            + "give it a multiple of 2 channels, or 'split_input: false'"),
        Stage("SEN234", "conv2: { selective_kernel: 8, kernels: «[3, 4]» }",
            "'conv2': kernels of selective_kernel is [3, 4]; it must be two or more odd numbers of at least 3, such as [3, 5]"),
    ];

    private const string Top = """
        language: 1
        family: Tiny
        input: { channels: 3, height: 16, width: 16 }
        parameters: { classes: { default: 10, runtime: true } }
        stem: { conv1: { conv: 4, kernel: 3 } }

        """;

    private const string Bottom = """
        head: { pool: global_avg_pool, fc: { linear: classes } }
        variants:
          Tiny: {}

        """;

    // The layers follow 'conv1', which gives [N, 4, 16, 16].
    private static RuleExample Stage(string id, string layers, string message) => new(id, Top + "stages:\n  " + layers + "\n" + Bottom, message);

    // The head follows 'conv2', which gives [N, 4, 16, 16].
    private static RuleExample Head(string id, string layers, string message) =>
        new(id, Top.Replace("parameters: { classes: { default: 10, runtime: true } }\n", "", StringComparison.Ordinal)
            + "stages: { conv2: { conv: 4 } }\nhead:\n  " + layers + "\nvariants:\n  Tiny: {}\n", message);
}
