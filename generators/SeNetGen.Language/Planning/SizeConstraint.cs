using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Planning;

/// <summary>A size constraint with where it came from.</summary>
/// <param name="IsHeight">Whether it is about height; width otherwise.</param>
/// <param name="Function">A size as a function of the body's input size.</param>
/// <param name="AtLeast">The least value the function may have; null for an equality.</param>
/// <param name="EqualTo">The function it must equal; null for a bound.</param>
/// <param name="Layer">The layer's path inside the body; empty for a step that the language adds itself.</param>
/// <param name="At">The layer's place.</param>
public sealed record SizeConstraint(bool IsHeight, SizeFunction Function, long? AtLeast, SizeFunction? EqualTo, string Layer, SourceRef At)
{
    /// <summary>
    /// The same demand as seen from outside: the body stands where its input's size is <paramref name="inner"/> of the outer
    /// body's input. Null when the composition is too intricate (<see cref="SizeFunction.MaximumPeriod"/>).
    /// </summary>
    /// <param name="inner">The size at the body's input as a function of the outer body's input size, for this constraint's axis.</param>
    /// <param name="pathPrefix">The path of the call, put before <see cref="Layer"/>.</param>
    public SizeConstraint? Compose(SizeFunction inner, string pathPrefix)
    {
        if (inner.Then(Function) is not { } function)
        {
            return null;
        }

        SizeFunction? equalTo = null;
        if (EqualTo is not null && (equalTo = inner.Then(EqualTo)) is null)
        {
            return null;
        }

        var layer = pathPrefix.Length == 0 ? Layer : Layer.Length == 0 ? pathPrefix : pathPrefix + "." + Layer;
        return this with { Function = function, EqualTo = equalTo, Layer = layer };
    }

    /// <summary>Whether it holds when the body's input has that size.</summary>
    public bool HoldsAt(long size)
    {
        var value = Function.At(size);
        return EqualTo is null ? value >= AtLeast.GetValueOrDefault() : value == EqualTo.At(size);
    }
}
