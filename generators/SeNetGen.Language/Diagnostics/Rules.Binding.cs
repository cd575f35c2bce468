namespace SeNetGen.Language.Diagnostics;

// Rules on what a file says: keys, sections, layers, arguments and their kinds.
public static partial class Rules
{
    /// <summary>A key that is not known there.</summary>
    public static readonly Rule UnknownKey = new("SEN100", "Unknown key", "unknown key '{0}' in {1}{2}");

    /// <summary>A key that must be there.</summary>
    public static readonly Rule MissingKey = new("SEN101", "Missing key", "{0} needs the key '{1}'{2}");

    /// <summary>A mapping, list or text where another is wanted.</summary>
    public static readonly Rule WrongNode = new("SEN102", "Wrong kind of node", "{0} must be {1}, and is {2}");

    /// <summary>The first key is not <c>language</c>.</summary>
    public static readonly Rule LanguageFirst = new("SEN103", "Language not first", "the first key of an architecture must be 'language: 1'");

    /// <summary>A language that this compiler does not read.</summary>
    public static readonly Rule LanguageUnknown = new("SEN104", "Unknown language", "language '{0}' is not known here; this version reads language 1: {1}");

    /// <summary>A base file that is not there.</summary>
    public static readonly Rule UnknownBase = new("SEN107", "Unknown base", "no architecture file '{0}' in this project{1}");

    /// <summary>A variant of a base that is not there.</summary>
    public static readonly Rule UnknownBaseVariant = new("SEN108", "Unknown variant of a base", "'{0}' has no variant '{1}'{2}");

    /// <summary>Files that extend each other.</summary>
    public static readonly Rule ExtendsCycle = new("SEN109", "Cycle of bases", "a file cannot build on itself: {0}");

    /// <summary>A layer whose first key is not its head.</summary>
    public static readonly Rule HeadFirst = new("SEN110", "Head not first", "the first key of a layer is its operation or block, and this is '{0}'; put it after that");

    /// <summary>A layer without operation, block or body.</summary>
    public static readonly Rule LayerWithoutHead = new("SEN111", "Layer without a head", "layer '{0}' needs an operation or a block{1}");

    /// <summary>A mapping of numbers and names.</summary>
    public static readonly Rule MixedKeys = new("SEN112", "Numbers and names mixed", "'{0}' stands beside '{1}': a body of numbers holds numbers only; put a body of both under 'layers:'");

    /// <summary>An argument without a value.</summary>
    public static readonly Rule MissingValue = new("SEN113", "Missing value", "'{0}' needs a value");

    /// <summary>A value for each repetition where nothing is repeated.</summary>
    public static readonly Rule NotRepeated = new("SEN114", "Nothing is repeated", "'{0}' gives a value for each repetition, and this layer has no 'repeat'");

    /// <summary>Layers in place or second operands, repeated.</summary>
    public static readonly Rule CannotRepeat = new("SEN115", "Layer that cannot be repeated", "{0}");

    /// <summary>A body without layers.</summary>
    public static readonly Rule EmptyBody = new("SEN116", "Empty body", "{0} needs at least one layer");

    /// <summary>Sections that do not go together.</summary>
    public static readonly Rule WrongSections = new("SEN117", "Sections that do not go together", "block '{0}' {1}");

    /// <summary>A runtime parameter that cannot be one.</summary>
    public static readonly Rule WrongRuntimeParameter = new("SEN118", "Wrong runtime parameter", "runtime parameter '{0}' {1}");

    /// <summary>An unknown way to start weights.</summary>
    public static readonly Rule UnknownInitialisation = new("SEN119", "Unknown initialisation", "'{0}' is no way to start {1}; known are {2}{3}");

    /// <summary>A value of the wrong kind.</summary>
    public static readonly Rule WrongKind = new("SEN120", "Wrong kind", "{0} wants {1}, and '{2}' is {3}");

    /// <summary>An argument given twice.</summary>
    public static readonly Rule GivenTwice = new("SEN121", "Argument given twice", "'{0}' of '{1}' is given twice: here and at {2}");

    /// <summary>A required argument that is not given.</summary>
    public static readonly Rule ArgumentRequired = new("SEN122", "Required argument", "'{0}' needs {1} '{2}'{3}");

    /// <summary>An argument that the callee lacks.</summary>
    public static readonly Rule UnknownArgument = new("SEN123", "Unknown argument", "'{0}' has no argument '{1}'{2}");

    /// <summary>A word that is not among an operation's own.</summary>
    public static readonly Rule UnknownWord = new("SEN124", "Unknown word", "'{0}' of '{1}' is one of {2}, and not '{3}'{4}");

    /// <summary>A list of the wrong length beside <c>repeat</c>.</summary>
    public static readonly Rule WrongRepetitions = new("SEN125", "Wrong number of values", "the layer is repeated {0} times, and 'each' gives {1} values");

    /// <summary>A repetition that is not at least one.</summary>
    public static readonly Rule RepeatTooSmall = new("SEN126", "Repeated less than once", "'repeat' is {0}, and must be at least 1; use 'when' to leave a layer out");

    /// <summary>A block that calls itself.</summary>
    public static readonly Rule Recursion = new("SEN127", "Recursion", "block '{0}' calls itself without an end: {1}");

    /// <summary>A network that is too large to be meant.</summary>
    public static readonly Rule TooManyLayers = new("SEN128", "Too many layers", "{0} has more than 100,000 layers{1}");

    /// <summary>A value that nobody uses.</summary>
    public static readonly Rule UnusedValue = new("SEN129", "Unused value", "nobody uses the value of '{0}'; name it with 'from' or as an operand, or take the layer out{1}");

    /// <summary>Definitions that need each other.</summary>
    public static readonly Rule CyclicDefinition = new("SEN130", "Cyclic definition", "'{0}' is defined by itself: {1}");

    /// <summary><c>channels</c> where there is no layer.</summary>
    public static readonly Rule NoChannelsHere = new("SEN132", "No channels here", "'{0}' has no meaning here: {1}");

    /// <summary>An input that cannot be one.</summary>
    public static readonly Rule WrongInput = new("SEN133", "Wrong input", "the {0} of the input must be {1}, and is {2}");

    /// <summary>A name of a value, preset.</summary>
    public static readonly Rule PresetValueName = new("SEN134", "Preset operand", "'{0}' of '{1}' names a value, which differs from body to body; give it where the layer is called");

    /// <summary>A section that gives no image.</summary>
    public static readonly Rule SectionNotAnImage = new("SEN135", "Section without an image", "section '{0}' gives {1}, and must give an image [N, C, H, W] to the next section");

    /// <summary>An extender that gives a parameter another kind.</summary>
    public static readonly Rule KindChanged = new("SEN137", "Kind changed", "'{0}' is {1} in the base, at {2}, and cannot become {3}");

    /// <summary>A file whose variants lack something to stand on.</summary>
    public static readonly Rule RequiredParameter = new("SEN138", "Required parameter not set", "variant '{0}' must set '{1}', which has no default");

    /// <summary>A family default for an argument that cannot have one.</summary>
    public static readonly Rule WrongDefault = new("SEN141", "Wrong family default", "'{0}' of '{1}' cannot have a family default: {2}");

    /// <summary>A module's type that can be none.</summary>
    public static readonly Rule WrongTypeName = new("SEN143", "Wrong type name", "'{0}' is no name of a C# class; write it with its namespace, such as 'My.Attention'");

    /// <summary>A definition that no variant of its file uses.</summary>
    public static readonly Rule UnusedDefinition = new("SEN142", "Unused definition", "{0} is used by no variant of this file; use it, or take it out", Severity.Warning);
}
