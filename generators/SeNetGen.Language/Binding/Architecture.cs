using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Binding;

/// <summary>
/// A bound architecture file, bases merged in: who is declared where, with names, kinds and keys checked. Expressions are not
/// evaluated yet; that is done once a variant.
/// </summary>
/// <param name="File">The file that declares the variants, relative to the project, with <c>/</c>.</param>
/// <param name="Family">The <c>family</c>.</param>
/// <param name="Summary">The <c>summary</c>, if any.</param>
/// <param name="Input">The <c>input</c>.</param>
/// <param name="Parameters">Family parameters in order, bases first; a redeclared one keeps its base's place.</param>
/// <param name="Lets">Family <c>let</c>s in order.</param>
/// <param name="Blocks">Blocks by name.</param>
/// <param name="Stem">The stem's layers.</param>
/// <param name="Stages">The stages' layers.</param>
/// <param name="Head">The head's layers.</param>
/// <param name="Variants">The variants, in order.</param>
/// <param name="Defaults">Family defaults of operations' arguments.</param>
/// <param name="Initialise">How weights start.</param>
/// <param name="Unusable">The places of values and layers that a reported fault has made unknown: what they feed is silent.</param>
/// <param name="HasErrors">Whether an error outside the variants leaves no variant a plan.</param>
public sealed record Architecture(
    string File,
    string Family,
    string? Summary,
    InputDeclaration Input,
    EquatableArray<ParameterDeclaration> Parameters,
    EquatableArray<LetDeclaration> Lets,
    EquatableArray<BlockDeclaration> Blocks,
    EquatableArray<LayerNode> Stem,
    EquatableArray<LayerNode> Stages,
    EquatableArray<LayerNode> Head,
    EquatableArray<VariantDeclaration> Variants,
    EquatableArray<OperationDefault> Defaults,
    InitialiseDeclaration Initialise,
    EquatableArray<SourceRef> Unusable,
    bool HasErrors);

/// <summary>The declared input.</summary>
/// <param name="Channels">An integer expression, which may name runtime parameters.</param>
/// <param name="Height">An integer expression.</param>
/// <param name="Width">An integer expression.</param>
/// <param name="At">The place of <c>input</c>.</param>
public sealed record InputDeclaration(ScalarValue Channels, ScalarValue Height, ScalarValue Width, SourceRef At);

/// <summary>The kinds an argument or a parameter may have.</summary>
public enum Kind
{
    /// <summary>A 64-bit whole number.</summary>
    Integer,

    /// <summary>A real number, emitted as written.</summary>
    Real,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A list of integers, or of words where an operation says so.</summary>
    List,

    /// <summary>A layer: an operation or block with preset arguments.</summary>
    Layer,

    /// <summary>One of an operation's own words.</summary>
    Word,

    /// <summary>The name of another value in the same body.</summary>
    ValueName,

    /// <summary>The full name of a C# class.</summary>
    TypeName,

    /// <summary>A mapping of names that are the user's own to numbers and booleans.</summary>
    Names,

    /// <summary>The shape that a user's module gives: <c>same</c>, or a mapping of <c>channels</c>, <c>size</c> and <c>flat</c>.</summary>
    OutputShape,
}

/// <summary>A parameter of a family or a block.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its default's kind, or what <c>required</c>, <c>required layer</c>, <c>required real</c> say.</param>
/// <param name="Default">Its default; null when required.</param>
/// <param name="IsRuntime">Whether it becomes a constructor argument.</param>
/// <param name="At">The place of its name.</param>
public sealed record ParameterDeclaration(string Name, Kind Kind, ArgumentValue? Default, bool IsRuntime, SourceRef At);

/// <summary>A named expression.</summary>
public sealed record LetDeclaration(string Name, ScalarValue Value, SourceRef At);

/// <summary>A block: a template of layers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameters; the first is the main argument.</param>
/// <param name="Lets">Its own lets.</param>
/// <param name="Sections">Its sections in the order written: <c>layers</c>, or <c>residual</c>, <c>shortcut</c>, <c>after</c>.</param>
/// <param name="Combine">The operation that joins residual and shortcut (<c>add</c>); null for a block of <c>layers</c>.</param>
/// <param name="At">The place of its name.</param>
public sealed record BlockDeclaration(
    string Name,
    EquatableArray<ParameterDeclaration> Parameters,
    EquatableArray<LetDeclaration> Lets,
    EquatableArray<BlockSection> Sections,
    string? Combine,
    SourceRef At);

/// <summary>A section of a block.</summary>
public sealed record BlockSection(string Name, EquatableArray<LayerNode> Layers, SourceRef At);

/// <summary>A layer as written: <c>name: { head: [main], argument: value, when:, from:, repeat:, member: }</c>.</summary>
/// <param name="Name">Its name: the state-dict key and the name of its value.</param>
/// <param name="Head">The operation, block or layer-valued parameter; null when <see cref="Body"/> is given.</param>
/// <param name="HeadAt">The head's place.</param>
/// <param name="Main">The main argument, if any.</param>
/// <param name="Arguments">The other arguments.</param>
/// <param name="Body">The layers of a sub-module in place (<c>layers:</c> or a mapping of numbers).</param>
/// <param name="When">A boolean expression; false leaves the layer out.</param>
/// <param name="From">The value to start from instead of the one before.</param>
/// <param name="Repeat">An integer expression; makes children 0..n-1, also for 1.</param>
/// <param name="Member">The C# member's name, where the author gives one.</param>
/// <param name="KeyPath">The path of keys in the file: <c>blocks.basic.residual.conv1</c>.</param>
/// <param name="At">The place of its name.</param>
public sealed record LayerNode(
    string Name,
    string? Head,
    SourceRef HeadAt,
    ArgumentValue? Main,
    EquatableArray<Argument> Arguments,
    EquatableArray<LayerNode>? Body,
    ScalarValue? When,
    ScalarValue? From,
    ScalarValue? Repeat,
    string? Member,
    string KeyPath,
    SourceRef At)
{
    /// <inheritdoc/>
    public bool Equals(LayerNode? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>An argument as written.</summary>
public sealed record Argument(string Name, ArgumentValue Value, SourceRef At);

/// <summary>An argument's value as written; its kind decides how it is read.</summary>
/// <param name="At">The place of the value.</param>
public abstract record ArgumentValue(SourceRef At);

/// <summary>A scalar: an expression, a word, a value's name or a layer's name, as the kind wants.</summary>
/// <param name="Text">The text, quotes resolved.</param>
/// <param name="At">The place.</param>
public sealed record ScalarValue(string Text, SourceRef At) : ArgumentValue(At);

/// <summary>A list.</summary>
public sealed record ListValue(EquatableArray<ArgumentValue> Items, SourceRef At) : ArgumentValue(At);

/// <summary>A layer with preset arguments: <c>{ squeeze_excite, reduction: 4 }</c> or <c>{ conv: 64, kernel: 7 }</c>.</summary>
/// <param name="Head">The operation, block or layer-valued parameter.</param>
/// <param name="Main">Its main argument, if preset.</param>
/// <param name="Arguments">The other presets.</param>
/// <param name="At">The place.</param>
public sealed record LayerValue(string Head, ArgumentValue? Main, EquatableArray<Argument> Arguments, SourceRef At) : ArgumentValue(At);

/// <summary>Beside <c>repeat</c>: <c>{ first: a, rest: b }</c>; no rest means the default of the callee.</summary>
public sealed record FirstRestValue(ArgumentValue First, ArgumentValue? Rest, SourceRef At) : ArgumentValue(At);

/// <summary>Beside <c>repeat</c>: <c>{ each: [a, b, ...] }</c>, one value a repetition.</summary>
public sealed record EachValue(EquatableArray<ArgumentValue> Items, SourceRef At) : ArgumentValue(At);

/// <summary>A variant: one network.</summary>
/// <param name="ClassName">The C# class.</param>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Summary">Its own summary, if any.</param>
/// <param name="Settings">The parameters it sets. What a base's variant sets (<c>extends: file#Variant</c>) already stands in <see cref="Architecture.Parameters"/>.</param>
/// <param name="Expect">The facts it claims.</param>
/// <param name="At">The place of the class name.</param>
/// <param name="HasErrors">Whether an error in it leaves it without a plan.</param>
public sealed record VariantDeclaration(
    string ClassName,
    string Name,
    string? Summary,
    EquatableArray<Argument> Settings,
    ExpectDeclaration? Expect,
    SourceRef At,
    bool HasErrors);

/// <summary>Facts that the build checks; each null when not claimed.</summary>
public sealed record ExpectDeclaration(
    ScalarValue? Parameters,
    ScalarValue? Macs,
    ListValue? Output,
    ListValue? Features,
    ListValue? LegalSizes,
    SourceRef At);

/// <summary>A family default: <c>defaults: { batch_norm: { eps: 1e-3 } }</c>.</summary>
public sealed record OperationDefault(string Operation, string Argument, ArgumentValue Value, SourceRef At);

/// <summary>How weights start.</summary>
/// <param name="Preset"><c>timm</c>, <c>mindcv</c>, <c>byob</c>, or <c>custom</c>.</param>
/// <param name="Conv">For custom: how convolutions start.</param>
/// <param name="Linear">For custom: how linear layers start.</param>
/// <param name="Norm">For custom: how norms start.</param>
public sealed record InitialiseDeclaration(string Preset, string? Conv, string? Linear, string? Norm);
