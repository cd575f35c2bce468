namespace SeNetGen.Language.Diagnostics;

public static partial class Rules
{
    /// <summary>The text is no YAML.</summary>
    public static readonly Rule InvalidYaml = new("SEN001", "Invalid YAML", "this is not valid YAML: {0}");

    /// <summary>The file is too large to be an architecture.</summary>
    public static readonly Rule FileTooLarge = new("SEN002", "File too large",
        "the file has {0} characters, at most {1} are read; split the family over files with 'extends'");

    /// <summary>Mappings and lists inside one another without end.</summary>
    public static readonly Rule NestingTooDeep = new("SEN003", "Nesting too deep", "mappings and lists are nested deeper than {0} levels");

    /// <summary>More keys and values than any architecture has.</summary>
    public static readonly Rule TooManyNodes = new("SEN004", "Too many keys and values",
        "the file has more than {0} keys and values; say with 'repeat' and 'blocks' what is alike");

    /// <summary>A value that is too long to be an expression.</summary>
    public static readonly Rule ScalarTooLong = new("SEN005", "Value too long", "this value has {0} characters, at most {1} are read");

    /// <summary>A key twice in a mapping.</summary>
    public static readonly Rule DuplicateKey = new("SEN006", "Duplicate key",
        "'{0}' is given twice here, first at {1}; remove one, or give one another name");

    /// <summary><c>&amp;name</c> or <c>*name</c>.</summary>
    public static readonly Rule AnchorOrAlias = new("SEN007", "Anchor or alias",
        "'{0}' is {1}, which this language does not use; share values with 'parameters', 'let' or 'blocks'");

    /// <summary><c>!name</c>.</summary>
    public static readonly Rule Tag = new("SEN008", "Tag", "'{0}' is a YAML tag, which this language does not use; remove it (negation is 'not', inequality is '!=')");

    /// <summary><c>&lt;&lt;: ...</c>.</summary>
    public static readonly Rule MergeKey = new("SEN009", "Merge key", "'<<' merges nothing in this language; share layers with 'blocks' and whole files with 'extends'");

    /// <summary>A mapping or a list as a key.</summary>
    public static readonly Rule ComplexKey = new("SEN010", "Key that is no name", "{0} cannot be a key; keys are names or numbers");

    /// <summary><c>---</c> between two documents.</summary>
    public static readonly Rule SeveralDocuments = new("SEN011", "Several documents",
        "a second document begins here; an architecture file holds one, put the other into a file of its own");

    /// <summary>Nothing but blanks and comments.</summary>
    public static readonly Rule EmptyFile = new("SEN012", "Empty file", "the file is empty; it begins with 'language: 1' and 'family: Name'");

    /// <summary>Bytes that are no UTF-8.</summary>
    public static readonly Rule NotUtf8 = new("SEN013", "Not UTF-8", "the file is not UTF-8 here; save it with the encoding UTF-8");

    /// <summary>A tab before the first character of a line.</summary>
    public static readonly Rule TabIndentation = new("SEN014", "Tab as indentation", "this line is indented with a tab; YAML is indented with spaces");

    /// <summary>An expression that YAML cut into pieces.</summary>
    public static readonly Rule QuoteExpression = new("SEN015", "Expression needs quotes",
        "quote this expression: inside {{}} and [] YAML ends a value at each comma and bracket; write {0}");

    /// <summary>A brace or bracket without its end.</summary>
    public static readonly Rule UnclosedBracket = new("SEN016", "Bracket is not closed",
        "this '{0}' is not closed: '{1}' is missing, or a line inside is indented less than the line that opens it");

    /// <summary>A file that is a list or a single value.</summary>
    public static readonly Rule RootIsNoMapping = new("SEN017", "File is no mapping",
        "an architecture file is a mapping, this is {0}; begin with 'language: 1' and 'family: Name'");

    /// <summary>Two files whose paths differ in letter case alone, or not at all.</summary>
    public static readonly Rule RepeatedFile = new("SEN018", "File name used twice",
        "the project has another file '{0}', letter case aside; give this one another name or folder");

    /// <summary>More faults than are shown.</summary>
    public static readonly Rule MoreFaults = new("SEN019", "More faults", "{0} more faults of this file are not shown; mend those above first");
}
