namespace SeNetGen.Language.Tests.RuleExamples;

/// <summary>Examples of SEN001 to SEN019.</summary>
public sealed class SyntaxRuleExamples : RuleExampleTable
{
    // A network that is right, to put one mistake into.
    private const string Top = "language: 1\nfamily: Tiny\ninput: { channels: 3, height: 8, width: 8 }\n";
    private const string Bottom = "stages: { act1: relu }\nhead: { pool: global_avg_pool, fc: { linear: 10 } }\nvariants:\n  Tiny: {}\n";
    private const string Stem = "stem: { conv1: { conv: 4 } }\n";

    /// <inheritdoc/>
    public override IEnumerable<RuleExample> Examples =>
    [
        new("SEN001", Top + "stem: conv1«:» 4\n" + Bottom,
            "this is not valid YAML: a value may not hold ': '; put quotes around it, or begin a new line for the next key"),
        new("SEN001", Top + "stem: { conv1: { conv: «@»4 } }\n" + Bottom,
            "this is not valid YAML: a value cannot begin with '@'; put quotes around it"),
        new("SEN001", Top + "summary: «'»Tiny.\n" + Stem + Bottom, "this is not valid YAML: this quote is not closed"),
        new("SEN001", Top + Stem + "    «head»: { fc: { linear: 10 } }\n", "this is not valid YAML: a key is expected here; look at the indentation and the brackets above"),
        new("SEN002", "«»# " + new string('x', 1 << 20), "the file has 1048578 characters, at most 1048576 are read; split the family over files with 'extends'"),
        new("SEN003", Top + "stem: " + Repeat("{ a: ", 63) + "«{» b: 1" + Repeat(" }", 64) + "\n",
            "mappings and lists are nested deeper than 64 levels"),
        new("SEN004", Top + "stem: [" + Repeat("1,", 99_985) + "«1»]\n", "the file has more than 100000 keys and values; say with 'repeat' and 'blocks' what is alike"),
        new("SEN005", Top + "summary: «" + new string('x', 4097) + "»\n" + Stem + Bottom, "this value has 4097 characters, at most 4096 are read"),
        new("SEN006", Top + Stem + "«stem»: { conv1: { conv: 8 } }\n" + Bottom,
            "'stem' is given twice here, first at a.senet.yaml(4,1); remove one, or give one another name"),
        new("SEN007", Top + "stem: { conv1: { conv: «&width» 4 } }\n" + Bottom,
            "'&width' is a YAML anchor, which this language does not use; share values with 'parameters', 'let' or 'blocks'"),
        new("SEN007", Top + "stem: { conv1: { conv: «*width» } }\n" + Bottom,
            "'*width' is a YAML alias, which this language does not use; share values with 'parameters', 'let' or 'blocks'"),
        new("SEN008", Top + "stem: { conv1: { conv: «!int» 4 } }\n" + Bottom,
            "'!int' is a YAML tag, which this language does not use; remove it (negation is 'not', inequality is '!=')"),
        new("SEN009", Top + "stem: { conv1: { conv: 4, «<<»: { stride: 2 } } }\n" + Bottom,
            "'<<' merges nothing in this language; share layers with 'blocks' and whole files with 'extends'"),
        new("SEN010", Top + "stem: { conv1: { conv: 4, «[stride]»: 2 } }\n" + Bottom, "a list cannot be a key; keys are names or numbers"),
        new("SEN011", Top + Stem + Bottom + "«---»\nlanguage: 1\n", "a second document begins here; an architecture file holds one, put the other into a file of its own"),
        new("SEN012", "«»# nothing yet\n", "the file is empty; it begins with 'language: 1' and 'family: Name'"),
        new("SEN013", Top + "summary: caf«\uFFFD»\n" + Stem + Bottom, "the file is not UTF-8 here; save it with the encoding UTF-8"),
        new("SEN014", Top + "stem:\n«\t»conv1: { conv: 4 }\n" + Bottom, "this line is indented with a tab; YAML is indented with spaces"),
        new("SEN015", Top + "stem: { conv1: { conv: «max(channels, 4)», kernel: 1 } }\n" + Bottom,
            "quote this expression: inside {} and [] YAML ends a value at each comma and bracket; write \"max(channels, 4)\""),
        new("SEN015", Top + "parameters: { widths: [4, 8] }\nstem: { conv1: { conv: «widths[»0] } }\n" + Bottom,
            "quote this expression: inside {} and [] YAML ends a value at each comma and bracket; write 'widths.0'"),
        new("SEN016", Top + "stem: «{» conv1: { conv: 4 }\n" + Bottom,
            "this '{' is not closed: '}' is missing, or a line inside is indented less than the line that opens it"),
        new("SEN017", "«- language: 1\n- family: Tiny»\n", "an architecture file is a mapping, this is a list; begin with 'language: 1' and 'family: Name'"),
    ];

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
