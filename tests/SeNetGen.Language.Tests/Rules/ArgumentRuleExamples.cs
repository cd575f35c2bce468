using static SeNetGen.Language.Tests.RuleExamples.TinyNetwork;

namespace SeNetGen.Language.Tests.RuleExamples;

/// <summary>Examples of SEN120 to SEN149: arguments, parameters and their kinds.</summary>
public sealed class ArgumentRuleExamples : RuleExampleTable
{
    /// <inheritdoc/>
    public override IEnumerable<RuleExample> Examples =>
    [
        Changed("SEN120", """
            stages:
              conv2: { conv: 4, bias: «1» }

            """,
            "'bias' of 'conv' wants a boolean, and '1' is an integer"),
        Changed("SEN120", """
            parameters: { widths: [4, 8] }
            stages:
              conv2: { conv: «widths» }

            """,
            "'channels' of 'conv' wants an integer, and 'widths' is a list"),
        Changed("SEN121", """
            parameters:
              attention: { squeeze_excite, reduction: 4 }
            stages:
              se: { attention, «reduction»: 8 }

            """,
            "'reduction' of 'squeeze_excite' is given twice: here and at a.senet.yaml(8,32)"),
        Changed("SEN121", """
            stages:
              conv2: { conv: 4, «channels»: 8 }

            """,
            "'channels' of 'conv' is given twice: here and at a.senet.yaml(8,18)"),
        Changed("SEN122", """
            stages:
              conv2: «conv»

            """,
            "'conv' needs its main argument 'channels', such as '{ conv: 64 }'"),
        Changed("SEN122", """
            blocks:
              basic:
                parameters: { planes: required, stride: required }
                layers: { conv1: { conv: planes, stride: stride } }
            stages:
              layer1: { «basic»: 4 }

            """,
            "'basic' needs the argument 'stride', such as 'stride: 2'"),
        Changed("SEN123", """
            stages:
              conv2: { conv: 4, «strides»: 2 }

            """,
            "'conv' has no argument 'strides'; did you mean 'stride'?"),
        Changed("SEN123", """
            stages:
              act2: { relu: «4» }

            """,
            "'relu' has no argument '4'; nothing stands beside it"),
        Changed("SEN124", """
            stages:
              se: { squeeze_excite, weights: «convolution» }

            """,
            "'weights' of 'squeeze_excite' is one of conv, linear, and not 'convolution'"),
        Changed("SEN125", """
            stages:
              conv2: { conv: «{ each: [4, 8, 8] }», repeat: 2 }

            """,
            "the layer is repeated 2 times, and 'each' gives 3 values"),
        Changed("SEN126", """
            parameters: { depth: 0 }
            stages:
              conv2: { conv: 4, repeat: «depth» }

            """,
            "'repeat' is 0, and must be at least 1; use 'when' to leave a layer out"),
        Changed("SEN127", """
            blocks:
              basic: { layers: { conv1: { conv: 4 }, «again»: basic } }
            stages:
              layer1: basic

            """,
            "block 'basic' calls itself without an end: basic calls basic"),
        Changed("SEN128", """
            stages:
              conv2: { conv: 4, repeat: «200_000» }

            """,
            "'conv2' has more than 100,000 layers; 'repeat' is 200000"),
        Changed("SEN129", """
            stages:
              «conv2»: { conv: 4 }
              conv3: { conv: 4, from: input }

            """,
            "nobody uses the value of 'conv2'; name it with 'from' or as an operand, or take the layer out; 'conv3' after it starts from 'input'"),
        Changed("SEN130", """
            parameters: { «width»: planes, planes: 2 * width }
            stages:
              conv2: { conv: width }

            """,
            "'width' is defined by itself: 'width' needs 'planes' needs 'width'"),
        Changed("SEN130", """
            parameters: { width: 4, planes: 2 * «width» }
            variants:
              Tiny: { width: planes }
            stages:
              conv2: { conv: width }

            """,
            "'width' is defined by itself: 'width' needs 'planes' needs 'width'"),
        Changed("SEN132", """
            parameters: { width: 2 * «channels» }
            stages:
              conv2: { conv: width }

            """,
            "'channels' has no meaning here: only a layer of a body has an input whose channels can be named"),
        Changed("SEN133", "input: { channels: 3, height: «0», width: 8 }\n",
            "the height of the input must be from 1 to 2147483647, and is 0"),
        Changed("SEN133", "input: { channels: «0», height: 8, width: 8 }\n",
            "the channels of the input must be from 1 to 2147483647, and is 0"),
        Changed("SEN134", """
            parameters:
              join: { add: «input» }

            """,
            "'value' of 'add' names a value, which differs from body to body; give it where the layer is called"),
        Changed("SEN135", """
            stages:
              pool: global_avg_pool
              «fc1»: { linear: 8 }
            head: { fc: { linear: 10 } }

            """,
            "section 'stages' gives [N, 8], and must give an image [N, C, H, W] to the next section"),
        Changed("SEN137", """
            extends: b.senet.yaml
            parameters: { width: «true» }

            """,
            "'width' is an integer in the base, at b.senet.yaml(3,15), and cannot become a boolean",
            ("b.senet.yaml", """
            language: 1
            family: Base
            parameters: { width: 4 }

            """)),
        Changed("SEN138", """
            parameters: { width: required }
            variants: { «Tiny»: {} }

            """,
            "variant 'Tiny' must set 'width', which has no default"),
        Changed("SEN141", """
            defaults:
              add: { «value»: input }

            """,
            "'value' of 'add' cannot have a family default: it names a value, which differs from layer to layer"),
        Changed("SEN142", "parameters: { «width»: 4 }\n",
            "parameter 'width' is used by no variant of this file; use it, or take it out"),
        Changed("SEN142", "let: { «width»: 4 }\n",
            "let 'width' is used by no variant of this file; use it, or take it out"),
        Changed("SEN142", """
            blocks:
              «pair»: { layers: { conv1: { conv: 4 }, conv2: { conv: 4 } } }

            """,
            "block 'pair' is used by no variant of this file; use it, or take it out"),
        Changed("SEN142", """
            stages: { pair1: pair }
            blocks:
              pair: { let: { «half»: 2 }, layers: { conv1: { conv: 4 } } }

            """,
            "let 'half' of block 'pair' is used by no variant of this file; use it, or take it out"),
    ];
}
