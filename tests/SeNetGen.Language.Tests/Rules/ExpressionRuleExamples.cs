namespace SeNetGen.Language.Tests.RuleExamples;

/// <summary>Examples of SEN020 to SEN049: a network whose first convolution has a wrong expression.</summary>
public sealed class ExpressionRuleExamples : RuleExampleTable
{
    /// <inheritdoc/>
    public override IEnumerable<RuleExample> Examples =>
    [
        Channels("SEN020", "4 «+»", "expected a value, found the end of the expression"),
        Channels("SEN020", "max(4, 8 «16»)", "expected ',' or ')', found '16'"),
        Channels("SEN021", "width «/» 2", "'/' has no meaning in an expression; division of whole numbers is '//'"),
        Channels("SEN021", "widths«[»0]", "'[' has no meaning in an expression here; an item of a list is written 'widths.0'"),
        Channels("SEN022", "«4x»", "'4x' is not a number: numbers are decimal, and names do not begin with a digit"),
        Channels("SEN023", "«9223372036854775808»", "9223372036854775808 is too large: whole numbers have 64 bits, at most 9223372036854775807"),
        Channels("SEN024", "4 if 1 < width «<» 9 else 8", "comparisons cannot be chained; write 'a < b and b < c'"),
        Channels("SEN025", string.Concat(Enumerable.Repeat("1 + ", 256)) + "«1»", "the expression has more than 512 parts; split it with 'let'"),
        Channels("SEN026", "«mim»(width, 8)", "there is no function 'mim'; the functions are make_divisible, max, min; did you mean 'min'?"),
        Channels("SEN027", "«min(width)»", "'min' takes two arguments or more, and is given 1"),
        Channels("SEN028", "make_divisible(width, 8, «per_cent = 90»)",
            "'make_divisible' has no argument 'per_cent'; it has v, d, min, percent; did you mean 'percent'?"),
        Channels("SEN030", "width + «large»", "'+' needs integers; 'large' is a boolean"),
        Channels("SEN031", "«9223372036854775807 + width»", "9223372036854775807 + 4 does not fit into 64 bits"),
        Channels("SEN032", "8 // («width - 4»)", "'width - 4' is 0, and 8 is divided by it"),
        Channels("SEN033", "«classes» // 2",
            "'//' needs a number that is known at build; 'classes' depends on 'classes', set at run time, which may not decide structure"),
        Channels("SEN034", "«widths.2»", "'widths' has 2 items; index 2 is beyond them (the first is 0)"),
        Channels("SEN035", "4 if «width == large» else 8",
            "'width' is an integer and 'large' is a boolean; only values of one kind can be compared"),
        Channels("SEN036", "make_divisible(width, «width - 4»)", "'d' of make_divisible must be at least 1, and is 0"),
    ];

    private static RuleExample Channels(string id, string expression, string message) => new(id, $$"""
        language: 1
        family: Tiny
        input: { channels: 3, height: 8, width: 8 }
        parameters:
          classes: { default: 10, runtime: true }
          width: 4
          widths: [4, 8]
          large: true
        stem:
          conv1:
            conv: {{expression}}
            bias: large and width == widths.0
        stages: { act1: relu }
        head: { pool: global_avg_pool, fc: { linear: classes } }
        variants:
          Tiny: {}

        """, message);
}
