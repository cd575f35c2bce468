using SeNetGen.Language.Binding;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Expressions;

/// <summary>What an expression evaluates to; value-equal.</summary>
public abstract record Value
{
    /// <summary>What it is, as messages call it: <c>an integer</c>.</summary>
    public abstract string Description { get; }
}

/// <summary>An integer, which may depend on runtime parameters.</summary>
public sealed record IntegerResult(Dimension Dimension) : Value
{
    /// <inheritdoc/>
    public override string Description => "an integer";
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record BooleanResult(bool IsTrue) : Value
{
    /// <inheritdoc/>
    public override string Description => "a boolean";
}

/// <summary>A real number: its source text, or the name of a runtime parameter.</summary>
/// <param name="Text">The number as written, with <c>_</c> taken out; or the parameter's name.</param>
/// <param name="IsRuntime">Whether <paramref name="Text"/> names a runtime parameter.</param>
public sealed record RealResult(string Text, bool IsRuntime = false) : Value
{
    /// <inheritdoc/>
    public override string Description => "a real number";
}

/// <summary>A list of values.</summary>
public sealed record ListResult(EquatableArray<Value> Items) : Value
{
    /// <inheritdoc/>
    public override string Description => "a list";
}

/// <summary>One of an operation's own words, or a parameter that holds one; equal to another by its text.</summary>
public sealed record WordResult(string Word) : Value
{
    /// <inheritdoc/>
    public override string Description => "a word";
}

/// <summary>A layer: an operation or block with what is preset of its arguments.</summary>
/// <param name="Head">The operation's or block's name.</param>
/// <param name="Main">The preset main argument, if any.</param>
/// <param name="Arguments">The other presets.</param>
/// <param name="Scope">Where the presets are read; compared by reference.</param>
/// <param name="Inner">The layer-valued parameter that these presets are added to, with its own; null when the head is named directly.</param>
public sealed record LayerResult(
    string Head,
    ArgumentValue? Main = null,
    EquatableArray<Argument> Arguments = default,
    IExpressionScope? Scope = null,
    LayerResult? Inner = null)
    : Value
{
    /// <summary>Whether any argument is preset; a layer with presets can not be compared.</summary>
    public bool HasPresets => Main is not null || Arguments.Count > 0 || Inner?.HasPresets == true;

    /// <inheritdoc/>
    public override string Description => "a layer";
}
