using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Planning;

/// <summary>
/// An operation with its arguments resolved, and what emission and lowering need to know of it. Emitted code reaches the runtime by
/// convention: a stateful <c>Conv</c> is made by <c>Layer.AddConv(name, arguments)</c>, has the type <c>SeNetGen.Modules.Conv</c> and is described
/// by <c>NetworkDescriber.Conv(name, input, arguments)</c>; a stateless <c>MaxPool</c> is <c>Functional.MaxPool(input, arguments)</c>
/// and <c>NetworkDescriber.MaxPool(name, input, arguments)</c>.
/// </summary>
/// <param name="Operation">Its name in the language: <c>conv</c>.</param>
/// <param name="Code">Its name in C#: <c>Conv</c>.</param>
/// <param name="IsStateful">Whether it is a member with keys (or with a mode, such as dropout).</param>
/// <param name="Arguments">Its arguments, in the order of the C# parameters.</param>
/// <param name="SavesInputs">Whether its backward pass reads its inputs, so that they must not be overwritten.</param>
/// <param name="SavesOutput">Whether its backward pass reads its output, so that it must not be overwritten.</param>
/// <param name="CanRunInPlace">Whether it has a form that writes into its first input (<c>Functional.Relu_</c>).</param>
/// <param name="IsAlias">Whether its output is its first input, or a view of it.</param>
/// <param name="Tensors">Its state: tensors in state-dict order.</param>
public sealed record OperationCall(
    string Operation,
    string Code,
    bool IsStateful,
    EquatableArray<CodeArgument> Arguments,
    bool SavesInputs,
    bool SavesOutput,
    bool CanRunInPlace,
    bool IsAlias,
    EquatableArray<StateTensor> Tensors);

/// <summary>A tensor of the state dict.</summary>
/// <param name="Name">Its name below the layer's key: <c>weight</c>, <c>fc1.bias</c>; empty for all that a user's module declares together.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="IsParameter">Whether it is trained; a buffer otherwise.</param>
public sealed record StateTensor(string Name, EquatableArray<Dimension> Shape, bool IsParameter);

/// <summary>An argument of an emitted call.</summary>
/// <param name="Name">The C# parameter: <c>stride</c>.</param>
/// <param name="Value">The value.</param>
/// <param name="Default">The C# parameter's default; an equal value is not printed. Null: always printed.</param>
/// <param name="IsPositional">Whether it is printed without its name.</param>
/// <param name="IsOfModule">Whether it goes to the constructor of a user's module, and not to the runtime.</param>
public sealed record CodeArgument(string Name, CodeValue Value, CodeValue? Default = null, bool IsPositional = false, bool IsOfModule = false);

/// <summary>A value of an emitted argument.</summary>
public abstract record CodeValue;

/// <summary>An integer; may become a constructor parameter of the class it stands in.</summary>
public sealed record IntegerCode(Dimension Value) : CodeValue;

/// <summary>A real number in its source text, or the name of a real runtime parameter.</summary>
public sealed record RealCode(string Text, bool IsRuntime = false) : CodeValue;

/// <summary>A boolean.</summary>
public sealed record BooleanCode(bool Value) : CodeValue;

/// <summary>Two integers of one argument, height and width; written in the class itself, never a constructor parameter.</summary>
public sealed record PairCode(long Height, long Width) : CodeValue;

/// <summary>A string literal.</summary>
public sealed record WordCode(string Text) : CodeValue;

/// <summary>A list of integers.</summary>
public sealed record IntegersCode(EquatableArray<long> Values) : CodeValue;
