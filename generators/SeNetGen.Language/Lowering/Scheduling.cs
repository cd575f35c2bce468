namespace SeNetGen.Language.Lowering;

/// <summary>How the output of an operation relates to its first input.</summary>
public enum Aliasing
{
    /// <summary>New memory.</summary>
    None,

    /// <summary>The same handle: no code at all.</summary>
    Same,

    /// <summary>A new handle on the same memory.</summary>
    View,

    /// <summary>A new handle on new memory or, depending on the callee's own members, on the input's.</summary>
    Perhaps,
}

/// <summary>What the scheduler knows of a step.</summary>
/// <param name="Inputs">The values it reads; the first is the one an in-place form overwrites.</param>
/// <param name="Output">The value it gives.</param>
/// <param name="Condition">The flag without which the step does not run and its output is its first input; null when it always runs.</param>
/// <param name="SavesInputs">Whether its backward pass reads its inputs.</param>
/// <param name="SavesOutput">Whether its backward pass reads its output.</param>
/// <param name="CanRunInPlace">Whether it has a form that overwrites its first input.</param>
/// <param name="Aliasing">How its output relates to its first input.</param>
public sealed record ScheduledStep(
    IReadOnlyList<int> Inputs,
    int Output,
    string? Condition = null,
    bool SavesInputs = false,
    bool SavesOutput = false,
    bool CanRunInPlace = false,
    Aliasing Aliasing = Aliasing.None);

/// <summary>When a body must dispose a variable: always, never, or when any of some flags is set.</summary>
/// <param name="IsAlways">Whether the handle is the body's own in every case.</param>
/// <param name="Flags">Otherwise the flags, any of which makes it the body's own; none: it belongs to the caller.</param>
public sealed record Ownership(bool IsAlways, EquatableArray<string> Flags)
{
    /// <summary>The body's own.</summary>
    public static readonly Ownership Always = new(true, default);

    /// <summary>The caller's.</summary>
    public static readonly Ownership Never = new(false, default);

    /// <summary>Whether it is the caller's in every case.</summary>
    public bool IsNever => !IsAlways && Flags.Count == 0;

    /// <summary>The body's own also when a flag is set.</summary>
    public Ownership Or(string flag) =>
        IsAlways || Flags.Contains(flag) ? this : new(false, new EquatableArray<string>(Flags.Append(flag)));
}

/// <summary>What an optional step's output is when the step does not run.</summary>
public enum OptionalForm
{
    /// <summary>The step always runs.</summary>
    Required,

    /// <summary>The input's own handle, which the output takes over.</summary>
    Takes,

    /// <summary>The input's handle, which stays its owner's.</summary>
    Borrows,

    /// <summary>A new handle on the input's memory.</summary>
    Aliases,
}

/// <summary>A statement of a forward pass.</summary>
public abstract record Statement;

/// <summary>Runs a step into a new variable.</summary>
/// <param name="Step">The step's index.</param>
/// <param name="Target">The new variable.</param>
/// <param name="Inputs">The variables it reads.</param>
/// <param name="Form">What the target is when the step does not run.</param>
/// <param name="Source">When the input's handle is taken over: whether the input was the body's own.</param>
public sealed record Evaluate(int Step, int Target, EquatableArray<int> Inputs, OptionalForm Form, Ownership Source) : Statement;

/// <summary>Runs a step in place on the first of its variables.</summary>
public sealed record Overwrite(int Step, EquatableArray<int> Inputs, bool IsOptional) : Statement;

/// <summary>Disposes a variable.</summary>
public sealed record Release(int Variable, Ownership When) : Statement;

/// <summary>Gives a result to the caller: the variable where it is the body's own, a new handle where not.</summary>
public sealed record Give(int Variable, Ownership Own) : Statement;

/// <summary>The statements of a pass, and what a caller must know of its result.</summary>
/// <param name="Statements">The statements in order; one <see cref="Give"/> a result at the end.</param>
/// <param name="Names">For each variable the value that it is named after.</param>
/// <param name="MayReturnInput">Whether the first result may share the input's memory.</param>
/// <param name="ResultIsSaved">Whether a backward pass reads the first result, so that it must not be overwritten.</param>
public sealed record Schedule(
    IReadOnlyList<Statement> Statements,
    IReadOnlyList<int> Names,
    bool MayReturnInput,
    bool ResultIsSaved);
