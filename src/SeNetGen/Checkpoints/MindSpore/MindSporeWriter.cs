using System.Text;
using static TorchSharp.torch;

namespace SeNetGen.Checkpoints.MindSpore;

/// <summary>Writes a checkpoint that MindSpore's <c>load_checkpoint</c> reads: a protobuf message of named tensors. Counts of batches, which MindSpore does not have, are left out.</summary>
internal static class MindSporeWriter
{
    private const byte Varint = 0;
    private const byte Bytes = 2;

    /// <exception cref="SenetException">The file cannot be written.</exception>
    public static void Save(string path, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        const string mean = ".running_mean";
        var norms = tensors.Where(tensor => tensor.Name.EndsWith(mean, StringComparison.Ordinal)).Select(tensor => tensor.Name[..^mean.Length]).ToHashSet(StringComparer.Ordinal);
        AtomicFile.Write(path, stream =>
        {
            foreach (var (name, value) in tensors)
            {
                var layer = name[..Math.Max(0, name.LastIndexOf('.'))];
                if (!name.EndsWith(".num_batches_tracked", StringComparison.Ordinal))
                {
                    using var scope = NewDisposeScope();
                    Write(stream, norms.Contains(layer) ? MindSporeTypes.ToMindSpore(name) : name, value);
                }
            }
        });
    }

    private static void Write(FileStream stream, string tag, Tensor value)
    {
        var content = value.numel() == 0 ? default : value.detach().cpu().contiguous().bytes;
        var head = new List<byte>();
        foreach (var size in value.shape)
        {
            Field(head, 1, Varint, (ulong)size);
        }

        Text(head, 2, MindSporeTypes.NameOf(value.dtype));
        Field(head, 3, Bytes, (ulong)content.Length);

        var before = new List<byte>();
        Text(before, 1, tag);
        Field(before, 2, Bytes, (ulong)head.Count + (ulong)content.Length);

        var outer = new List<byte>();
        Field(outer, 1, Bytes, (ulong)before.Count + (ulong)head.Count + (ulong)content.Length);
        stream.Write([.. outer, .. before, .. head]);
        stream.Write(content);
    }

    private static void Text(List<byte> target, int field, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Field(target, field, Bytes, (ulong)bytes.Length);
        target.AddRange(bytes);
    }

    private static void Field(List<byte> target, int field, byte wire, ulong value)
    {
        target.Add((byte)((field << 3) | wire));
        while (value >= 0x80)
        {
            target.Add((byte)(value | 0x80));
            value >>= 7;
        }

        target.Add((byte)value);
    }
}
