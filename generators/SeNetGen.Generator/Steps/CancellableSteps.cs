using Microsoft.CodeAnalysis;

namespace SeNetGen.Generator.Steps;

/// <summary>Steps that a host which no longer wants them ends before they begin.</summary>
internal static class CancellableSteps
{
    /// <summary>One value from each.</summary>
    public static IncrementalValuesProvider<TResult> Map<TSource, TResult>(this IncrementalValuesProvider<TSource> values, Func<TSource, TResult> step) =>
        values.Select((value, cancellation) => Run(value, step, cancellation));

    /// <summary>One value from one.</summary>
    public static IncrementalValueProvider<TResult> Map<TSource, TResult>(this IncrementalValueProvider<TSource> value, Func<TSource, TResult> step) =>
        value.Select((only, cancellation) => Run(only, step, cancellation));

    /// <summary>Some values from each.</summary>
    public static IncrementalValuesProvider<TResult> MapMany<TSource, TResult>(
        this IncrementalValuesProvider<TSource> values, Func<TSource, IEnumerable<TResult>> step) =>
        values.SelectMany((value, cancellation) => Run(value, step, cancellation));

    private static TResult Run<TSource, TResult>(TSource value, Func<TSource, TResult> step, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return step(value);
    }
}
