using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Lowering;

/// <summary>A network as classes: what emission prints.</summary>
/// <param name="Plan">The plan it came from.</param>
/// <param name="Templates">Its block classes, callers before callees, in the order met.</param>
/// <param name="Root">The network's own body, which has no parameters but the runtime ones.</param>
/// <param name="Features">The value of the root that the head receives.</param>
/// <param name="Taps">The values of the root that the plan's taps name, in their order.</param>
public sealed record LoweredNetwork(NetworkPlan Plan, IReadOnlyList<Template> Templates, LoweredBody Root, int Features, IReadOnlyList<int> Taps);

/// <summary>A block class: every call of one block that has one structure.</summary>
public sealed record Template(string Block, string ClassName, string KeyPath, IReadOnlyList<TemplateParameter> Parameters, LoweredBody Body)
{
    /// <inheritdoc/>
    public bool Equals(Template? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>What a constructor parameter of a block is.</summary>
public enum ParameterRole
{
    /// <summary>The input's channels.</summary>
    InputChannels,

    /// <summary>A parameter or <c>let</c> of the block.</summary>
    Own,

    /// <summary>An argument of one of its layers.</summary>
    Argument,

    /// <summary>A runtime parameter of the network that is a real number.</summary>
    Real,

    /// <summary>Whether an optional layer is there.</summary>
    Flag,
}

/// <summary>A constructor parameter of a block.</summary>
/// <param name="Name">In camelCase, not escaped.</param>
/// <param name="Role">What it is.</param>
/// <param name="Subject">What it is about: the block's parameter, the layer whose argument it is, or the optional layer.</param>
/// <param name="IsPositional">Whether calls may give it without its name.</param>
/// <param name="IsOptional">Whether calls that do not need it leave it out.</param>
/// <param name="Argument">Which argument of the layer it is; empty for other roles.</param>
public sealed record TemplateParameter(string Name, ParameterRole Role, string Subject, bool IsPositional, bool IsOptional, string Argument = "");

/// <summary>The layers of a class and the values between them.</summary>
/// <param name="Nodes">The layers in order.</param>
/// <param name="Result">The value it gives; value 0 is the input.</param>
/// <param name="Flags">Flags of optional layers that are no members, so that the class itself must keep them.</param>
public sealed record LoweredBody(IReadOnlyList<LoweredNode> Nodes, int Result, IReadOnlyList<string> Flags)
{
    /// <summary>The layers with those in place at any depth, in order, without the groups around them.</summary>
    public IEnumerable<LoweredLayer> Layers => Flatten(Nodes);

    /// <summary>Parameters that layers without state read when they run, so that the class itself must keep them too.</summary>
    public IReadOnlyList<string> Kept => Layers.OfType<LoweredOperation>()
        .Where(layer => !layer.IsMember)
        .SelectMany(layer => layer.Arguments)
        .Select(argument => argument.Value)
        .OfType<ParameterValue>()
        .Select(value => value.Name)
        .Distinct()
        .ToArray();

    private static IEnumerable<LoweredLayer> Flatten(IEnumerable<LoweredNode> nodes) =>
        nodes.SelectMany(node => node is LoweredGroup group ? Flatten(group.Nodes) : [(LoweredLayer)node]);
}

/// <summary>What is told of a layer.</summary>
/// <param name="Key">Its key; empty for what the language adds itself.</param>
/// <param name="Member">The C# member.</param>
/// <param name="KeyPath">The path of keys in the file.</param>
/// <param name="Shape">The shape of its output, as text for documentation; null when it has no short form.</param>
/// <param name="Parameters">Its trainable parameters; null where they differ from call to call.</param>
public sealed record LayerInfo(string Key, string Member, string KeyPath, string? Shape, Dimension? Parameters);

/// <summary>How a layer hangs together with others.</summary>
/// <param name="Path">The members from the class to the layer: <c>Stem</c>, <c>Conv1</c>.</param>
/// <param name="Condition">The flag without which it is left out; null when it is always there.</param>
/// <param name="Inputs">The values it reads.</param>
/// <param name="Output">The value it gives.</param>
public sealed record Wiring(EquatableArray<string> Path, string? Condition, EquatableArray<int> Inputs, int Output);

/// <summary>A layer or a group.</summary>
public abstract record LoweredNode(LayerInfo Info);

/// <summary>Layers in place.</summary>
/// <param name="Info">What is told of it.</param>
/// <param name="ClassName">The class that names them; null when none of them has state.</param>
/// <param name="Nodes">The layers.</param>
public sealed record LoweredGroup(LayerInfo Info, string? ClassName, IReadOnlyList<LoweredNode> Nodes) : LoweredNode(Info);

/// <summary>A layer that computes.</summary>
public abstract record LoweredLayer(LayerInfo Info, Wiring Wiring) : LoweredNode(Info)
{
    /// <summary>Whether it is a member of its class.</summary>
    public virtual bool IsMember => true;
}

/// <summary>An operation.</summary>
/// <param name="Info">What is told of it.</param>
/// <param name="Wiring">How it hangs together with others.</param>
/// <param name="Call">A call of it; its integers are those of one place among several.</param>
/// <param name="Arguments">The arguments to print.</param>
public sealed record LoweredOperation(LayerInfo Info, Wiring Wiring, OperationCall Call, EquatableArray<LoweredArgument> Arguments) : LoweredLayer(Info, Wiring)
{
    /// <inheritdoc/>
    public override bool IsMember => Call.IsStateful;
}

/// <summary>A block.</summary>
/// <param name="Info">What is told of it.</param>
/// <param name="Wiring">How it hangs together with others.</param>
/// <param name="Call">The call.</param>
public sealed record LoweredBlock(LayerInfo Info, Wiring Wiring, TemplateCall Call) : LoweredLayer(Info, Wiring);

/// <summary>A repeated block.</summary>
/// <param name="Info">What is told of it.</param>
/// <param name="Wiring">How it hangs together with others.</param>
/// <param name="Calls">The calls, child 0 first.</param>
public sealed record LoweredRepeat(LayerInfo Info, Wiring Wiring, EquatableArray<TemplateCall> Calls) : LoweredLayer(Info, Wiring)
{
    /// <summary>The class of every child; null when they differ.</summary>
    public Template? Common => Calls.All(call => call.Template == Calls[0].Template) ? Calls[0].Template : null;
}

/// <summary>A call of a block class.</summary>
public sealed record TemplateCall(Template Template, EquatableArray<LoweredArgument> Arguments);

/// <summary>An argument to print.</summary>
/// <param name="Name">The C# parameter, not escaped.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsPositional">Whether it may be printed without its name.</param>
/// <param name="IsOfModule">Whether it goes to the constructor of a user's module.</param>
public sealed record LoweredArgument(string Name, LoweredValue Value, bool IsPositional, bool IsOfModule = false);

/// <summary>A value of a printed argument.</summary>
public abstract record LoweredValue;

/// <summary>A value that is known where it stands; in the network's own body an integer may depend on runtime parameters.</summary>
public sealed record LiteralValue(CodeValue Value) : LoweredValue;

/// <summary>A parameter of the class it stands in.</summary>
public sealed record ParameterValue(string Name) : LoweredValue;
