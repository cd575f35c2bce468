using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Planning;

/// <summary>The values that a block's expressions see: its own parameters and lets, then the family's, never the caller's.</summary>
/// <param name="family">The family's values.</param>
/// <param name="inputChannels">The channels of the block's input, or of the network's.</param>
internal sealed class BlockScope(FamilyScope family, Dimension? inputChannels) : IExpressionScope
{
    private readonly Dictionary<string, Value?> _values = new(StringComparer.Ordinal);

    public FamilyScope Family => family;

    /// <inheritdoc/>
    /// <remarks>The defaults and lets of a block are read at its input.</remarks>
    public Dimension? Channels => inputChannels;

    /// <inheritdoc/>
    public Dimension? InputChannels => inputChannels;

    /// <summary>Gives a name its value; null for one that a fault has made unknown.</summary>
    public void Declare(string name, Value? value) => _values[name] = value;

    /// <summary>Whether a name is the block's own.</summary>
    public bool Owns(string name) => _values.ContainsKey(name) || name == "input.channels";

    /// <inheritdoc/>
    public Value? Lookup(string name, SourceRef at, FaultBag faults) =>
        name is "channels" or "input.channels" ? null
        : _values.TryGetValue(name, out var value) ? value
        : family.Lookup(name, at, faults);
}

/// <summary>A scope at a layer: <c>channels</c> are those of the layer's input.</summary>
/// <param name="outer">The scope where the expression stands.</param>
/// <param name="channels">The channels; null when the input is unknown, of which nothing more is said.</param>
internal sealed class LayerScope(IExpressionScope outer, Dimension? channels) : IExpressionScope
{
    /// <summary>The scope without the layer.</summary>
    public IExpressionScope Outer => outer;

    /// <inheritdoc/>
    public Dimension? Channels => channels;

    /// <inheritdoc/>
    public Dimension? InputChannels => outer.InputChannels;

    /// <inheritdoc/>
    public Value? Lookup(string name, SourceRef at, FaultBag faults) => name == "channels" ? null : outer.Lookup(name, at, faults);
}
