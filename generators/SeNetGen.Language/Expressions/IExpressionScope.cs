using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Expressions;

/// <summary>What the names of an expression stand for.</summary>
public interface IExpressionScope
{
    /// <summary>The channels of the layer's input; null where there is no layer or its input is unknown.</summary>
    Dimension? Channels { get; }

    /// <summary>The channels of the block's input; null where there is no block or its input is unknown.</summary>
    Dimension? InputChannels { get; }

    /// <summary>
    /// The value of a name. Null when it has none: the scope then reports why, or stays silent because a fault is already reported.
    /// Asked with <c>channels</c> or <c>input.channels</c> when the property of that name is null.
    /// </summary>
    Value? Lookup(string name, SourceRef at, FaultBag faults);
}
