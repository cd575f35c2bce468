using static SeNetGen.Language.Tests.RuleExamples.TinyNetwork;

namespace SeNetGen.Language.Tests.RuleExamples;

/// <summary>Examples of SEN300 to SEN349: what <c>expect</c> claims.</summary>
public sealed class FactRuleExamples : RuleExampleTable
{
    /// <inheritdoc/>
    public override IEnumerable<RuleExample> Examples =>
    [
        Changed("SEN300", """
            variants:
              Tiny: { expect: { parameters: «63» } }

            """,
            "Tiny has 62 parameters, and not 63"),
        Changed("SEN301", """
            variants:
              Tiny: { expect: { macs: «809» } }

            """,
            "Tiny does 808 multiply-adds at 8x8, and not 809"),
        Changed("SEN302", """
            variants:
              Tiny: { expect: { output: «[100]» } }

            """,
            "Tiny gives [N, 10], and not [N, 100]"),
        Changed("SEN303", """
            variants:
              Tiny: { expect: { features: «[4, 4, 4]» } }

            """,
            "the stages of Tiny give [N, 4, 8, 8], and not [N, 4, 4, 4]"),
        Changed("SEN304", """
            stages:
              conv2: { conv: 4, kernel: 3, padding: 0 }
            variants:
              Tiny: { expect: { legal_sizes: [8, «2»] } }

            """,
            "Tiny does not accept height 2; legal are 3 and more"),
    ];
}
