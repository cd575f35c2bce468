using System.Globalization;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>
/// A block, <c>parameters: { planes: required, stride: 1, gated: true }</c>: layers, or residual, shortcut and what follows their sum.
/// </summary>
internal sealed record RandomBlock(IReadOnlyList<RandomLayer> Residual, IReadOnlyList<RandomLayer>? Shortcut, IReadOnlyList<RandomLayer> After, bool IsPlain)
{
    /// <summary>The layers of all sections.</summary>
    public IEnumerable<RandomLayer> Layers => [.. Residual, .. Shortcut ?? [], .. After];

    /// <summary>The same with other layers.</summary>
    public RandomBlock Select(Func<RandomLayer, RandomLayer> change) => this with
    {
        Residual = [.. Residual.Select(change)],
        Shortcut = Shortcut?.Select(change).ToArray(),
        After = [.. After.Select(change)],
    };
}

/// <summary>What a block is called with.</summary>
internal sealed record BlockArguments(int Planes, int Stride, bool IsGated)
{
    /// <summary>The names that a block's <c>let</c> may give, with their expressions.</summary>
    public static readonly IReadOnlyDictionary<string, string> Lets = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["half"] = "max(planes // 2, 1)",
        ["twice"] = "planes * 2",
        ["rounded"] = "make_divisible(planes, 4)",
        ["reach"] = "stride * 2 - 1",
    };

    /// <summary>The value of one of its names; null for others.</summary>
    public string? Find(string name)
    {
        int? value = name switch
        {
            "planes" => Planes,
            "stride" => Stride,
            "half" => Math.Max(Planes / 2, 1),
            "twice" => Planes + Planes,
            "rounded" => Call.MakeDivisible(Planes, 4),
            "reach" => Stride + Stride - 1,
            _ => null,
        };
        return value?.ToString(CultureInfo.InvariantCulture);
    }
}
