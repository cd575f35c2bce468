using static SeNetGen.Language.Tests.RuleExamples.TinyNetwork;

namespace SeNetGen.Language.Tests.RuleExamples;

/// <summary>Examples of SEN150 to SEN199: names.</summary>
public sealed class NameRuleExamples : RuleExampleTable
{
    /// <inheritdoc/>
    public override IEnumerable<RuleExample> Examples =>
    [
        Changed("SEN150", """
            stages:
              act2: «rleu»

            """,
            "'rleu' is no operation, block or layer-valued parameter; did you mean 'relu'?"),
        Changed("SEN150", """
            parameters: { width: 4 }
            stages:
              act2: «width»

            """,
            "'width' is no operation, block or layer-valued parameter; it is an integer"),
        Changed("SEN151", """
            parameters: { width: 4 }
            stages:
              conv2: { conv: 2 * «wdith» }

            """,
            "there is no parameter, let or layer 'wdith' here; did you mean 'width'?"),
        Changed("SEN152", """
            stages:
              conv2: { conv: 4 }
              sum: { add: «conv1» }

            """,
            "no earlier layer of this body is called 'conv1'; did you mean 'conv2'?"),
        Changed("SEN152", """
            stages:
              conv2: { conv: 4, from: «inptu» }

            """,
            "no earlier layer of this body is called 'inptu'; did you mean 'input'?"),
        Changed("SEN153", """
            blocks:
              «conv»: { layers: { act: relu } }

            """,
            "block 'conv' has the name of an operation; operations, blocks and layer-valued parameters share one namespace"),
        Changed("SEN153", """
            parameters: { «basic»: relu }
            blocks:
              basic: { layers: { act: relu } }

            """,
            "the layer-valued parameter 'basic' has the name of a block; operations, blocks and layer-valued parameters share one namespace"),
        Changed("SEN154", """
            stages:
              «conv-2»: { conv: 4 }

            """,
            "'conv-2' is no name of a layer: a name has letters, digits and '_' and does not begin with a digit"),
        Changed("SEN154", "parameters: { «2x»: 4 }\n",
            "'2x' is no name of a parameter: a name has letters, digits and '_' and does not begin with a digit"),
        Changed("SEN155", """
            stages:
              conv_a: { conv: 4 }
              «convA»: { conv: 4 }

            """,
            "'conv_a' and 'convA' both become the C# member 'ConvA'; give one of them 'member: Name'"),
        Changed("SEN156", """
            stages:
              «features»: { conv: 4 }

            """,
            "'features' would become the C# member 'Features', which is kept for the class itself; give it 'member: Name'"),
        Changed("SEN156", """
            stages:
              «conv_block»: { conv: 4 }

            """,
            "'conv_block' would become the C# member 'ConvBlock', and only nested classes end in 'Block' or 'Layers'; give it 'member: Name'"),
        Changed("SEN157", "variants: { «tiny»: {} }\n",
            "'tiny' cannot be the name of a C# class: a class begins with a capital"),
        Changed("SEN157", "variants: { «Tiny-2»: {} }\n",
            "'Tiny-2' cannot be the name of a C# class: a name has letters, digits and '_' and does not begin with a digit"),
        Changed("SEN160", """
            variants:
              Tiny: { name: «tiny net» }

            """,
            "'tiny net' cannot be the name of a network: use letters, digits, '_', '-' and '.'"),
        Changed("SEN161", "parameters: { «repeat»: 4 }\n",
            "a parameter cannot be called 'repeat': the word has a meaning in every layer"),
        Changed("SEN161", """
            stages:
              «input»: { conv: 4 }

            """,
            "a layer cannot be called 'input': 'input' is the value that its body starts from"),
        Changed("SEN162", """
            stages:
              «conv1»: { conv: 4 }

            """,
            "'conv1' is also the name of a layer at a.senet.yaml(4,9); the sections of a network or of a block share the names of one state dict"),
        Changed("SEN163", """
            parameters: { width: 4 }
            let: { «width»: 8 }

            """,
            "let 'width' is also declared at a.senet.yaml(8,15); parameters and lets share one set of names"),
    ];
}
