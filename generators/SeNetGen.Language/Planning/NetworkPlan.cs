using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Planning;

/// <summary>A checked network: every layer expanded, every shape known. Equal calls are one object.</summary>
public sealed record NetworkPlan(
    string File,
    string KeyPath,
    string Family,
    string ClassName,
    string Name,
    string? Summary,
    Dimension InputChannels,
    int InputHeight,
    int InputWidth,
    EquatableArray<RuntimeParameter> RuntimeParameters,
    BodyPlan Body,
    int FeaturesValue,
    EquatableArray<FeatureTap> Taps,
    Dimension Parameters,
    long MultiplyAdds,
    SizeSet Heights,
    SizeSet Widths,
    InitialiseDeclaration Initialise)
{
    /// <inheritdoc/>
    public bool Equals(NetworkPlan? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A constructor argument of the network.</summary>
/// <param name="Name">As written in the file.</param>
/// <param name="Kind">Integer or real.</param>
/// <param name="Default">Its default in source text.</param>
public sealed record RuntimeParameter(string Name, Kind Kind, string Default);

/// <summary>A feature map that <c>ForwardFeatures</c> returns.</summary>
/// <param name="Name">The layer's path with dots: <c>layer1</c>, <c>stages.0</c>.</param>
/// <param name="Value">The value in the network's body.</param>
/// <param name="Channels">Its channels.</param>
/// <param name="Stride">How many input pixels one of its pixels stands for, by height.</param>
public sealed record FeatureTap(string Name, int Value, Dimension Channels, int Stride);

/// <summary>A value of a body: what a step gives.</summary>
/// <param name="Name">The layer's name; <c>input</c> for value 0.</param>
/// <param name="Channels">Its channels.</param>
/// <param name="Height">Its height as a function of the body's input height.</param>
/// <param name="Width">Its width as a function of the body's input width.</param>
/// <param name="IsFlat">Whether it is [N, C] instead of [N, C, H, W].</param>
public sealed record PlanValue(string Name, Dimension Channels, SizeFunction Height, SizeFunction Width, bool IsFlat);

/// <summary>A body: steps in execution and registration order over values; value 0 is the input.</summary>
/// <param name="Values">The values; groups in place use the values of the body they stand in.</param>
/// <param name="Steps">The steps.</param>
/// <param name="Result">The value that the body gives.</param>
/// <param name="Constraints">What the steps demand of the body's input size.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Of convolutions and linear layers, at the declared size.</param>
public sealed record BodyPlan(
    IReadOnlyList<PlanValue> Values,
    IReadOnlyList<Step> Steps,
    int Result,
    IReadOnlyList<SizeConstraint> Constraints,
    Dimension Parameters,
    long MultiplyAdds);

/// <summary>One layer of a body.</summary>
/// <param name="Name">Its key, which is empty for a step that the language adds itself (<c>combine: add</c>).</param>
/// <param name="Member">The C# member's name where the author gives one.</param>
/// <param name="Inputs">The values it reads; the first is the one it follows.</param>
/// <param name="Output">The value it gives.</param>
/// <param name="KeyPath">The path of keys in the file.</param>
/// <param name="At">Its place.</param>
public abstract record Step(string Name, string? Member, IReadOnlyList<int> Inputs, int Output, string KeyPath, SourceRef At);

/// <summary>A layer that <c>when</c> left out: no key, no parameters; its output is the same value as its input.</summary>
public sealed record AbsentStep(string Name, string? Member, IReadOnlyList<int> Inputs, int Output, string KeyPath, SourceRef At)
    : Step(Name, Member, Inputs, Output, KeyPath, At);

/// <summary>A call of an operation.</summary>
public sealed record OperationStep(string Name, string? Member, OperationCall Call, IReadOnlyList<int> Inputs, int Output, string KeyPath, SourceRef At)
    : Step(Name, Member, Inputs, Output, KeyPath, At);

/// <summary>A call of a block.</summary>
public sealed record BlockStep(string Name, string? Member, BlockCall Call, IReadOnlyList<int> Inputs, int Output, string KeyPath, SourceRef At)
    : Step(Name, Member, Inputs, Output, KeyPath, At);

/// <summary>
/// A repeated layer: children 0..n-1, one after the other. A child's own <c>Inputs</c> and <c>Output</c> are 0 and 0: the chain is implied.
/// </summary>
public sealed record RepeatStep(string Name, string? Member, IReadOnlyList<Step> Children, IReadOnlyList<int> Inputs, int Output, string KeyPath, SourceRef At)
    : Step(Name, Member, Inputs, Output, KeyPath, At);

/// <summary>A sub-module in place: a name in the state dict; its steps read and write the values of the body around it.</summary>
public sealed record GroupStep(string Name, string? Member, IReadOnlyList<Step> Steps, IReadOnlyList<int> Inputs, int Output, string KeyPath, SourceRef At)
    : Step(Name, Member, Inputs, Output, KeyPath, At);

/// <summary>A call of a block with its arguments; equal calls (same block, arguments, input channels, declared size) are one object.</summary>
/// <param name="Block">The block's name.</param>
/// <param name="InputChannels">The channels of its input.</param>
/// <param name="Integers">Its integer parameters and lets, in order, by name.</param>
/// <param name="Body">What it expands to.</param>
public sealed record BlockCall(string Block, Dimension InputChannels, EquatableArray<NamedDimension> Integers, BodyPlan Body)
{
    /// <inheritdoc/>
    public bool Equals(BlockCall? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>An integer with its name.</summary>
public sealed record NamedDimension(string Name, Dimension Value);
