namespace SeNetGen.Language.Diagnostics;

public static partial class Rules
{
    /// <summary>A token stands where another is needed.</summary>
    public static readonly Rule UnexpectedToken = new("SEN020", "Malformed expression", "expected {0}, found {1}");

    /// <summary>A character that no expression has.</summary>
    public static readonly Rule UnexpectedCharacter = new("SEN021", "Character without meaning", "'{0}' has no meaning in an expression{1}");

    /// <summary>Digits that are no number.</summary>
    public static readonly Rule MalformedNumber = new("SEN022", "Malformed number", "'{0}' is not a number: {1}");

    /// <summary>A literal that is too large.</summary>
    public static readonly Rule NumberTooLarge = new("SEN023", "Number too large", "{0} is too large: {1}");

    /// <summary><c>a &lt; b &lt; c</c>.</summary>
    public static readonly Rule ChainedComparison = new("SEN024", "Chained comparison",
        "comparisons cannot be chained; write 'a {0} b and b {1} c'");

    /// <summary>An expression with too many parts.</summary>
    public static readonly Rule ExpressionTooLong = new("SEN025", "Expression too long",
        "the expression has more than {0} parts; split it with 'let'");

    /// <summary>A call of a function that is not there.</summary>
    public static readonly Rule UnknownFunction = new("SEN026", "Unknown function", "there is no function '{0}'; the functions are {1}{2}");

    /// <summary>A call with too few or too many arguments.</summary>
    public static readonly Rule WrongArgumentCount = new("SEN027", "Wrong number of arguments", "'{0}' takes {1}, and is given {2}");

    /// <summary>A named argument that the function lacks, or that is given twice.</summary>
    public static readonly Rule WrongNamedArgument = new("SEN028", "Wrong named argument", "{0}");

    /// <summary>An operand or argument of the wrong kind.</summary>
    public static readonly Rule WrongOperandKind = new("SEN030", "Wrong kind of operand", "{0} needs {1}; '{2}' is {3}");

    /// <summary>A result beyond 64 bits.</summary>
    public static readonly Rule IntegerOverflow = new("SEN031", "Integer overflow", "{0} does not fit into 64 bits");

    /// <summary>A division by zero.</summary>
    public static readonly Rule DivisionByZero = new("SEN032", "Division by zero", "'{0}' is 0, and {1} is divided by it");

    /// <summary>A runtime parameter where structure is decided.</summary>
    public static readonly Rule RuntimeDecidesStructure = new("SEN033", "Runtime parameter decides structure",
        "{0} needs a number that is known at build; '{1}' depends on {2}, set at run time, which may not decide structure");

    /// <summary>An index beyond a list's end.</summary>
    public static readonly Rule IndexOutOfRange = new("SEN034", "Index out of range", "'{0}' has {1}; index {2} is beyond them (the first is 0)");

    /// <summary>Values that cannot be compared.</summary>
    public static readonly Rule CannotCompare = new("SEN035", "Values that cannot be compared", "{0}");

    /// <summary>An argument of a function outside its range.</summary>
    public static readonly Rule ArgumentOutOfRange = new("SEN036", "Function argument out of range", "'{0}' of {1} must be {2}, and is {3}");
}
