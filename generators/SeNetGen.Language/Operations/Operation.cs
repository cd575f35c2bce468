using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>An operation of the language: one file each, found through <see cref="OperationTable"/>.</summary>
public abstract class Operation
{
    /// <summary>What it is called with.</summary>
    public abstract OperationSignature Signature { get; }

    /// <summary>
    /// Checks a call and infers its result. Faults go to <see cref="OperationContext.Faults"/>; null when the call is faulty, which
    /// makes its value unknown and silences what follows.
    /// </summary>
    public abstract OperationResult? Plan(OperationContext context);
}

/// <summary>What an operation gives.</summary>
/// <param name="Call">The call.</param>
/// <param name="Output">The value, sizes as functions of the body's input.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds at the declared size (convolution and linear weights only).</param>
public sealed record OperationResult(OperationCall Call, PlanValue Output, Dimension Parameters, long MultiplyAdds);

/// <summary>A call of an operation while it is planned.</summary>
public sealed class OperationContext
{
    /// <summary>The layer's name; empty for a step that the language adds itself (<c>combine: add</c>).</summary>
    public required string Name { get; init; }

    /// <summary>The layer's path inside the network, for messages: <c>layer3.0.conv1</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The layer's place.</summary>
    public required SourceRef At { get; init; }

    /// <summary>The value that the layer follows.</summary>
    public required PlanValue Input { get; init; }

    /// <summary>Other values named by arguments of kind <see cref="Binding.Kind.ValueName"/>, in the order named.</summary>
    public required IReadOnlyList<PlanValue> Operands { get; init; }

    /// <summary>The declared height at the body's input, which pins sizes where an operation needs a number.</summary>
    public required long DeclaredHeight { get; init; }

    /// <summary>The declared width at the body's input.</summary>
    public required long DeclaredWidth { get; init; }

    /// <summary>The default of a runtime integer by name: what facts that are plain numbers, such as multiply-adds, are counted at.</summary>
    public required Func<string, long> RuntimeDefault { get; init; }

    /// <summary>The arguments given or defaulted by the family, by name (the main one under its own name), evaluated; absent ones take the operation's own default.</summary>
    public required IReadOnlyDictionary<string, ArgumentResult> Arguments { get; init; }

    /// <summary>Takes faults.</summary>
    public required FaultBag Faults { get; init; }

    /// <summary>Takes what the operation demands of the input size; <see cref="SizeConstraint.Layer"/> is <see cref="Name"/>.</summary>
    public required ICollection<SizeConstraint> Constraints { get; init; }

    /// <summary>The value's height at the declared size.</summary>
    public long HeightOf(PlanValue value) => value.Height.At(DeclaredHeight);

    /// <summary>The value's width at the declared size.</summary>
    public long WidthOf(PlanValue value) => value.Width.At(DeclaredWidth);
}

/// <summary>An evaluated argument.</summary>
/// <param name="At">Where it was written.</param>
/// <param name="Integer">Its value as an integer.</param>
/// <param name="Real">Its value as a real number: source text, or a runtime parameter's name.</param>
/// <param name="IsRuntimeReal">Whether <paramref name="Real"/> names a runtime parameter.</param>
/// <param name="Boolean">Its value as a boolean.</param>
/// <param name="Word">Its value as a word.</param>
/// <param name="Words">Its value as a list of words.</param>
/// <param name="Integers">Its value as a list of integers.</param>
/// <param name="Named">Its value as named numbers and booleans, in the order written.</param>
/// <param name="Shape">Its value as a module's declared shape.</param>
public sealed record ArgumentResult(
    SourceRef At,
    Dimension? Integer = null,
    string? Real = null,
    bool IsRuntimeReal = false,
    bool? Boolean = null,
    string? Word = null,
    EquatableArray<string>? Words = null,
    EquatableArray<Dimension>? Integers = null,
    EquatableArray<CodeArgument>? Named = null,
    DeclaredShape? Shape = null);

/// <summary>The shape that a user's module is declared to give.</summary>
/// <param name="Channels">Its channels; null: those of the input.</param>
/// <param name="Size">Its height and width as functions of the input's; null: the same.</param>
/// <param name="SizeAt">Where the size is declared; null where it is not.</param>
/// <param name="IsFlat">Whether it is vectors; null: as the input.</param>
public sealed record DeclaredShape(Dimension? Channels, SizeFunction? Size, SourceRef? SizeAt, bool? IsFlat);
