namespace SeNetGen.Language.Diagnostics;

// Rules on the facts that 'expect' claims.
public static partial class Rules
{
    /// <summary>Another number of parameters.</summary>
    public static readonly Rule WrongParameters = new("SEN300", "Wrong number of parameters", "{0} has {1} parameters, and not {2}");

    /// <summary>Another number of multiply-adds.</summary>
    public static readonly Rule WrongMacs = new("SEN301", "Wrong number of multiply-adds", "{0} does {1} multiply-adds at {2}, and not {3}");

    /// <summary>Another output.</summary>
    public static readonly Rule WrongOutput = new("SEN302", "Wrong output", "{0} gives {1}, and not {2}");

    /// <summary>Other features.</summary>
    public static readonly Rule WrongFeatures = new("SEN303", "Wrong features", "the stages of {0} give {1}, and not {2}");

    /// <summary>A size that is not legal.</summary>
    public static readonly Rule SizeNotLegal = new("SEN304", "Size not legal", "{0} does not accept {1} {2}; legal are {3}");

    /// <summary>Parameters are claimed of a network with a module that declares none.</summary>
    public static readonly Rule ModuleParametersUnknown = new("SEN305", "Parameters of a module not declared",
        "the parameters of {0} are not known: the module {1} at '{2}' declares none; give it 'parameters'");
}
