using static TorchSharp.torch;

namespace SeNetGen.Checkpoints.PyTorch;

/// <summary>
/// The names that a pickle of weights may use, and what is built for each. None of them is looked up or called anywhere: each stands for a value made here.
/// </summary>
internal static class PickleNames
{
    private static readonly (string Storage, string Name, ScalarType Type)[] Types =
    [
        ("Double", "float64", ScalarType.Float64), ("Float", "float32", ScalarType.Float32), ("Half", "float16", ScalarType.Float16),
        ("BFloat16", "bfloat16", ScalarType.BFloat16), ("Long", "int64", ScalarType.Int64), ("Int", "int32", ScalarType.Int32),
        ("Short", "int16", ScalarType.Int16), ("Char", "int8", ScalarType.Int8), ("Byte", "uint8", ScalarType.Byte), ("Bool", "bool", ScalarType.Bool),
    ];

    private static readonly Dictionary<string, PickleGlobal> Known = Build();

    public static PickleGlobal? Find(string name) => Known.GetValueOrDefault(name);

    /// <summary>PyTorch's name of the storage of a type, within the module torch.</summary>
    public static string StorageOf(ScalarType type) => $"{Types.First(known => known.Type == type).Storage}Storage";

    private static Dictionary<string, PickleGlobal> Build()
    {
        List<PickleGlobal> globals =
        [
            new("collections.OrderedDict", PickleCallable.OrderedDict),
            new("argparse.Namespace", PickleCallable.Namespace),
            new("builtins.set", PickleCallable.Set),
            new("__builtin__.set", PickleCallable.Set),
            new("torch.Size", PickleCallable.Size),
            new("torch.device", PickleCallable.Device),
            new("torch._utils._rebuild_tensor", PickleCallable.Tensor),
            new("torch._utils._rebuild_tensor_v2", PickleCallable.Tensor),
            new("torch._utils._rebuild_tensor_v3", PickleCallable.Tensor),
            new("torch._utils._rebuild_parameter", PickleCallable.Parameter),
            new("torch.storage.UntypedStorage", PickleCallable.Storage),
        ];
        foreach (var (storage, name, type) in Types)
        {
            globals.Add(new($"torch.{storage}Storage", PickleCallable.Storage, type));
            globals.Add(new($"torch.cuda.{storage}Storage", PickleCallable.Storage, type));
            globals.Add(new($"torch.{name}", PickleCallable.Type, type));
        }

        return globals.ToDictionary(global => global.Name, StringComparer.Ordinal);
    }
}
