using static SeNetGen.Language.Tests.RuleExamples.TinyNetwork;

namespace SeNetGen.Language.Tests.RuleExamples;

/// <summary>Examples of SEN100 to SEN119: what a file says, and in which shape.</summary>
public sealed class FileRuleExamples : RuleExampleTable
{
    /// <inheritdoc/>
    public override IEnumerable<RuleExample> Examples =>
    [
        Changed("SEN100", "«sumary»: Small.\n",
            "unknown key 'sumary' in an architecture; did you mean 'summary'?"),
        Changed("SEN100", """
            blocks:
              basic: { «parameter»: { planes: 4 }, layers: { conv1: { conv: 4 } } }

            """,
            "unknown key 'parameter' in block 'basic'; did you mean 'parameters'?"),
        Changed("SEN100", """
            variants:
              Tiny: { «widht»: 4 }

            """,
            "unknown key 'widht' in variant 'Tiny'; a variant sets parameters of its family, and has 'name', 'summary' and 'expect'"),
        Changed("SEN101", "«input»: { channels: 3, width: 8 }\n",
            "'input' needs the key 'height', such as 'input: { channels: 3, height: 224, width: 224 }'"),
        new("SEN101", """
            «language»: 1
            summary: Small.

            """,
            "an architecture needs the key 'family', such as 'family: MyResNet'"),
        Changed("SEN102", "stages: «[relu]»\n",
            "section 'stages' must be a mapping, and is a list"),
        Changed("SEN102", """
            variants:
              Tiny: { expect: { output: «10» } }

            """,
            "'output' must be a list, and is the text '10'"),
        new("SEN103", """
            «family»: Tiny
            summary: Small.

            """,
            "the first key of an architecture must be 'language: 1'"),
        new("SEN103", """
            family: Tiny
            «language»: 1

            """,
            "the first key of an architecture must be 'language: 1'"),
        new("SEN104", """
            language: «2»
            family: Tiny

            """,
            "language '2' is not known here; this version reads language 1: use a newer SeNetGen, or write the file in language 1"),
        Changed("SEN107", "extends: «Resnet.senet.yaml»\n",
            "no architecture file 'Resnet.senet.yaml' in this project; did you mean 'resnet.senet.yaml'?",
            ("resnet.senet.yaml", """
            language: 1
            family: ResNet

            """)),
        Changed("SEN107", "extends: «../resnet.senet.yaml»\n",
            "no architecture file '../resnet.senet.yaml' in this project; it lies outside the project"),
        Changed("SEN108", "extends: «b.senet.yaml#SeResnet18»\n",
            "'b.senet.yaml' has no variant 'SeResnet18'; did you mean 'SeResNet18'?",
            ("b.senet.yaml", """
            language: 1
            family: ResNet
            input: { channels: 3, height: 8, width: 8 }
            stem: { conv1: { conv: 4 } }
            stages: { act1: relu }
            head: { pool: global_avg_pool, fc: { linear: 10 } }
            variants: { SeResNet18: {} }

            """)),
        Changed("SEN109", "extends: «a.senet.yaml»\n",
            "a file cannot build on itself: a.senet.yaml extends a.senet.yaml"),
        Changed("SEN110", """
            stages:
              conv2: { «when»: true, conv: 4 }

            """,
            "the first key of a layer is its operation or block, and this is 'when'; put it after that"),
        Changed("SEN111", """
            stages:
              «bn1»:

            """,
            "layer 'bn1' needs an operation or a block, such as 'bn1: batch_norm'"),
        Changed("SEN112", """
            stages:
              layer1: { conv: 4, «0»: relu }

            """,
            "'0' stands beside 'conv': a body of numbers holds numbers only; put a body of both under 'layers:'"),
        Changed("SEN113", """
            stages:
              conv2: { conv: 4, «kernel»: }

            """,
            "'kernel' needs a value"),
        Changed("SEN114", """
            stages:
              conv2: { conv: 4, stride: «{ first: 2, rest: 1 }» }

            """,
            "'stride' gives a value for each repetition, and this layer has no 'repeat'"),
        Changed("SEN115", """
            stages:
              layer1: { layers: { conv1: { conv: 4 } }, repeat: «2» }

            """,
            "layers in place cannot be repeated; make them a block"),
        Changed("SEN115", """
            stages:
              sum: { add: «input», repeat: 2 }

            """,
            "'sum' cannot be repeated, since it names the value 'input'; make the layers a block"),
        Changed("SEN116", "stages: «{}»\n",
            "section 'stages' needs at least one layer"),
        Changed("SEN117", """
            blocks:
              «basic»: { parameters: { planes: 4 } }

            """,
            "block 'basic' needs 'layers', or 'residual' and what goes with it"),
        Changed("SEN117", """
            blocks:
              basic: { layers: { conv1: { conv: 4 } }, «shortcut»: {} }

            """,
            "block 'basic' has 'layers', which stand alone; 'shortcut', 'combine' and 'after' go with 'residual'"),
        Changed("SEN117", """
            blocks:
              basic: { residual: { conv1: { conv: 4 } }, combine: «multiply» }

            """,
            "block 'basic' cannot combine by 'multiply'; known is 'add'"),
        Changed("SEN117", """
            blocks:
              basic: { residual: { conv1: { conv: 4 } }, «after»: { act: relu }, shortcut: {} }

            """,
            "block 'basic' must have 'after' last, since it runs last"),
        Changed("SEN118", """
            parameters:
              «classes»: { runtime: true }

            """,
            "runtime parameter 'classes' needs a 'default'"),
        Changed("SEN118", """
            parameters:
              classes: { default: 10, runtime: «always» }

            """,
            "runtime parameter 'classes' must say 'runtime: true' or 'runtime: false', and not the text 'always'"),
        Changed("SEN118", """
            blocks:
              basic:
                parameters: { planes: { default: 4, «runtime»: true } }
                layers: { conv1: { conv: planes } }

            """,
            "runtime parameter 'planes' must be a parameter of the family: a block's are decided at build"),
        Changed("SEN118", """
            parameters:
              «attention»: { default: relu, runtime: true }

            """,
            "runtime parameter 'attention' must be an integer or a real number, and its default is a layer"),
        Changed("SEN118", """
            parameters:
              classes: { default: «3_000_000_000», runtime: true }
            head: { pool: global_avg_pool, fc: { linear: classes } }

            """,
            "runtime parameter 'classes' needs a default that is a number from 0 to 2147483647, or a real number, and depends on no other runtime parameter"),
        Changed("SEN119", "initialise: «tim»\n",
            "'tim' is no way to start a network; known are timm, mindcv, byob; did you mean 'timm'?"),
        Changed("SEN119", "initialise: { conv: «kaiming», norm: ones }\n",
            "'kaiming' is no way to start a conv; known are kaiming_normal_fan_out, kaiming_normal_fan_in, kaiming_uniform, normal_fan_out, truncated_normal, xavier_uniform, default"),
    ];
}
