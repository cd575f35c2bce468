namespace SeNetGen.Language.Diagnostics;

// Rules on names: what they refer to, and what they become in C# and in the state dict.
public static partial class Rules
{
    /// <summary>A head that is nothing.</summary>
    public static readonly Rule UnknownHead = new("SEN150", "Unknown operation or block", "'{0}' is no operation, block or layer-valued parameter{1}");

    /// <summary>A name in an expression that is nothing.</summary>
    public static readonly Rule UnknownName = new("SEN151", "Unknown name", "there is no parameter, let or layer '{0}' here{1}");

    /// <summary>A value that is not there.</summary>
    public static readonly Rule UnknownValue = new("SEN152", "Unknown value", "no earlier layer of this body is called '{0}'{1}");

    /// <summary>Two things of one name.</summary>
    public static readonly Rule NameClash = new("SEN153", "Name used twice", "{0} '{1}' has the name of {2}; operations, blocks and layer-valued parameters share one namespace");

    /// <summary>A key that cannot be a name.</summary>
    public static readonly Rule WrongKey = new("SEN154", "Wrong name", "'{0}' is no name of {1}: {2}");

    /// <summary>Two layers of a class with one member.</summary>
    public static readonly Rule MemberClash = new("SEN155", "Member used twice", "'{0}' and '{1}' both become the C# member '{2}'; give one of them 'member: Name'");

    /// <summary>A member that is taken.</summary>
    public static readonly Rule ReservedMember = new("SEN156", "Reserved member", "'{0}' would become the C# member '{1}', {2}; give it 'member: Name'");

    /// <summary>A class name that C# does not take.</summary>
    public static readonly Rule WrongClassName = new("SEN157", "Wrong class name", "'{0}' cannot be the name of a C# class: {1}");

    /// <summary>Two variants of one class name.</summary>
    public static readonly Rule DuplicateClass = new("SEN158", "Class name used twice", "class '{0}' is also declared at {1}; class names are unique in a project, ignoring case");

    /// <summary>Two networks of one name.</summary>
    public static readonly Rule DuplicateNetwork = new("SEN159", "Network name used twice", "network '{0}' is also declared at {1}; names are unique in a project, ignoring case");

    /// <summary>A network name that cannot be typed.</summary>
    public static readonly Rule WrongNetworkName = new("SEN160", "Wrong network name", "'{0}' cannot be the name of a network: use letters, digits, '_', '-' and '.'");

    /// <summary>A name that the language keeps.</summary>
    public static readonly Rule ReservedName = new("SEN161", "Reserved name", "{0} cannot be called '{1}': {2}");

    /// <summary>A layer's name used twice in the network's body.</summary>
    public static readonly Rule DuplicateLayer = new("SEN162", "Layer name used twice", "'{0}' is also the name of a layer at {1}; the sections of a network or of a block share the names of one state dict");

    /// <summary>A parameter or let declared twice.</summary>
    public static readonly Rule DuplicateName = new("SEN163", "Declared twice", "{0} '{1}' is also declared at {2}; parameters and lets share one set of names");
}
