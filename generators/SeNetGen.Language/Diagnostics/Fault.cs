using System.Globalization;

namespace SeNetGen.Language.Diagnostics;

/// <summary>One broken rule at one place: a value without positions, so that an edit elsewhere leaves it equal.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="At">The place.</param>
/// <param name="Arguments">What fills the rule's message.</param>
public sealed record Fault(Rule Rule, SourceRef At, EquatableArray<FaultArgument> Arguments)
{
    /// <summary>Where in which network it was seen; null when it concerns the file alone.</summary>
    public FaultTrace? Trace { get; init; }

    /// <summary>What stands in brackets after the message: where it was seen first, and how often.</summary>
    public string? Note { get; init; }

    /// <summary>Makes a fault from texts, numbers and places.</summary>
    public static Fault Of(Rule rule, SourceRef at, params FaultArgument[] arguments) => new(rule, at, new(arguments));
}

/// <summary>The sightings of a fault in a network, or in a file that extends another.</summary>
/// <param name="File">The file that was compiled, which may extend the one at fault.</param>
/// <param name="Family">Its family.</param>
/// <param name="Network">The class of the network; null when the fault was seen without expanding one.</param>
/// <param name="Path">The path of the first layer inside the network: <c>layer3.0.conv1</c>; empty for the network itself.</param>
/// <param name="Count">How many layers show it.</param>
public sealed record FaultTrace(string File, string Family, string? Network, string Path, long Count);

/// <summary>A part of a message: a text, or a place that is printed as <c>file(line,column)</c> once spans are known.</summary>
/// <param name="Text">The text, when it is one.</param>
/// <param name="Place">The place, when it is one.</param>
public readonly record struct FaultArgument(string? Text, SourceRef? Place)
{
    /// <summary>A text.</summary>
    public static implicit operator FaultArgument(string text) => new(text, null);

    /// <summary>A number, in invariant culture.</summary>
    public static implicit operator FaultArgument(long number) => new(number.ToString(CultureInfo.InvariantCulture), null);

    /// <summary>A place.</summary>
    public static implicit operator FaultArgument(SourceRef place) => new(null, place);
}

/// <summary>Where the parts of the compiler put what they find; one fault a rule and place is kept.</summary>
public sealed class FaultBag
{
    private readonly HashSet<(Rule, SourceRef)> _seen = [];
    private readonly List<Fault> _faults = [];

    /// <summary>The faults in the order found.</summary>
    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>Whether an error is among them.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Adds a fault unless the same rule is already reported at the same place.</summary>
    public void Report(Fault fault)
    {
        if (_seen.Add((fault.Rule, fault.At)))
        {
            _faults.Add(fault);
            HasErrors |= fault.Rule.Severity == Severity.Error;
        }
    }

    /// <summary>Adds a fault unless the same rule is already reported at the same place.</summary>
    public void Report(Rule rule, SourceRef at, params FaultArgument[] arguments) => Report(Fault.Of(rule, at, arguments));
}
