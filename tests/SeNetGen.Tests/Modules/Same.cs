using static TorchSharp.torch;

namespace SeNetGen.Tests.Modules;

/// <summary>Comparisons of tensors.</summary>
internal static class Same
{
    /// <summary>Whether two tensors have equal shapes and equal values.</summary>
    public static bool Values(Tensor left, Tensor right)
    {
        if (!left.shape.AsSpan().SequenceEqual(right.shape))
        {
            return false;
        }

        using var equal = left.eq(right);
        using var all = equal.all();
        return all.item<bool>();
    }
}
