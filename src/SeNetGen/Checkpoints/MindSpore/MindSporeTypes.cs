using static TorchSharp.torch;

namespace SeNetGen.Checkpoints.MindSpore;

/// <summary>MindSpore's names: of types, and of what a batch norm holds.</summary>
internal static class MindSporeTypes
{
    private static readonly (string Name, ScalarType Type)[] Types =
    [
        ("Float32", ScalarType.Float32), ("Float16", ScalarType.Float16), ("BFloat16", ScalarType.BFloat16), ("Float64", ScalarType.Float64), ("Int64", ScalarType.Int64),
        ("Int32", ScalarType.Int32), ("Int16", ScalarType.Int16), ("Int8", ScalarType.Int8), ("UInt8", ScalarType.Byte), ("Bool", ScalarType.Bool),
    ];

    private static readonly (string MindSpore, string Torch)[] Leaves = [("gamma", "weight"), ("beta", "bias"), ("moving_mean", "running_mean"), ("moving_variance", "running_var")];

    public static string Known => string.Join(", ", Types.Select(known => known.Name));

    public static ScalarType? Find(string name) => Types.FirstOrDefault(known => known.Name == name) is { Name: not null } found ? found.Type : null;

    public static string NameOf(ScalarType type) => Types.First(known => known.Type == type).Name;

    /// <summary><c>bn1.gamma</c> is <c>bn1.weight</c>.</summary>
    public static string ToTorch(string tag) => Rename(tag, leaf => Leaves.FirstOrDefault(known => known.MindSpore == leaf).Torch);

    /// <summary><c>bn1.weight</c> is <c>bn1.gamma</c>; to be asked of batch norms alone.</summary>
    public static string ToMindSpore(string key) => Rename(key, leaf => Leaves.FirstOrDefault(known => known.Torch == leaf).MindSpore);

    private static string Rename(string name, Func<string, string?> rename)
    {
        var dot = name.LastIndexOf('.') + 1;
        return dot > 0 && rename(name[dot..]) is { } leaf ? name[..dot] + leaf : name;
    }
}
