using System.Globalization;

namespace SeNetGen.Checkpoints.MindSpore;

/// <summary>
/// A checkpoint of MindSpore's <c>save_checkpoint</c>: one protobuf message of named tensors (mindspore/ccsrc/utils/checkpoint.proto), in which large tensors come in
/// pieces under the same name, perhaps with a checksum at the end. Batch norms have PyTorch's names here: gamma is weight, beta is bias.
/// </summary>
public sealed class MindSporeFile : WeightsFile
{
    private const int MostTensors = 1_000_000;
    private const int TrailerLength = 17;

    private readonly HashSet<string> _extras = new(StringComparer.Ordinal);

    internal MindSporeFile(FileBytes bytes)
        : base(bytes)
    {
        var end = CheckTrailer();
        var reader = new WireReader(bytes, end);
        var pieces = new List<Piece>();
        while (reader.Position < end)
        {
            var (field, wire) = reader.Tag(end);
            if (field != 1 || wire != 2)
            {
                reader.Skip(wire, end);
                continue;
            }

            var piece = ReadValue(reader, reader.End(end));
            if (pieces.Count > 0 && pieces[^1].Tag == piece.Tag)
            {
                Append(pieces[^1], piece);
            }
            else if (pieces.Count < MostTensors)
            {
                pieces.Add(piece);
            }
            else
            {
                throw reader.Damaged($"it holds more than {MostTensors} tensors");
            }
        }

        SetEntries(Join(pieces));
    }

    /// <inheritdoc/>
    public override string Format => WeightsKind.MindSpore;

    /// <summary>What training left: moments and averages of another tensor, and values that belong to no layer (learning_rate, global_step).</summary>
    internal override bool IsExtra(string name) => _extras.Contains(name);

    private static Piece ReadValue(WireReader reader, long end)
    {
        string? tag = null;
        Piece? tensor = null;
        while (reader.Position < end)
        {
            var (field, wire) = reader.Tag(end);
            switch (field, wire)
            {
                case (1, 2):
                    tag = reader.Text(end, 4096);
                    break;
                case (2, 2):
                    tensor = ReadTensor(reader, reader.End(end));
                    break;
                default:
                    reader.Skip(wire, end);
                    break;
            }
        }

        return tag is null ? throw reader.Damaged("a value has no name") : (tensor ?? new Piece("", "nothing", [], [])) with { Tag = tag };
    }

    private static Piece ReadTensor(WireReader reader, long end)
    {
        var type = "";
        var shape = new List<long>();
        var content = new List<ByteRange>();
        while (reader.Position < end)
        {
            var (field, wire) = reader.Tag(end);
            switch (field, wire)
            {
                case (1, 0):
                    shape.Add((long)reader.Varint(end));
                    break;
                case (1, 2):
                    for (var stop = reader.End(end); reader.Position < stop;)
                    {
                        shape.Add((long)reader.Varint(stop));
                        CheckRank(reader, shape);
                    }

                    break;
                case (2, 2):
                    type = reader.Text(end, 64);
                    break;
                case (3, 2):
                    var stopContent = reader.End(end);
                    content.Clear();
                    content.Add(new ByteRange(reader.Position, stopContent - reader.Position));
                    reader.SkipTo(stopContent);
                    break;
                default:
                    reader.Skip(wire, end);
                    break;
            }

            CheckRank(reader, shape);
        }

        return new Piece("", type, shape, content);
    }

    private static void CheckRank(WireReader reader, List<long> shape)
    {
        if (shape.Count > 64)
        {
            throw reader.Damaged("a tensor has more than 64 axes");
        }
    }

    private void Append(Piece first, Piece next)
    {
        if (next.Type != first.Type || !next.Shape.SequenceEqual(first.Shape))
        {
            throw Damaged(first.Tag, "comes in pieces of different types or sizes");
        }

        first.Content.AddRange(next.Content);
    }

    private List<WeightsEntry> Join(List<Piece> pieces)
    {
        var tags = pieces.Select(piece => piece.Tag).ToHashSet(StringComparer.Ordinal);
        var entries = new List<WeightsEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var piece in pieces)
        {
            var name = MindSporeTypes.ToTorch(piece.Tag);
            var dot = piece.Tag.IndexOf('.', StringComparison.Ordinal);
            var isExtra = dot < 0 || tags.Contains(piece.Tag[(dot + 1)..]);
            if (MindSporeTypes.Find(piece.Type) is not { } type)
            {
                // Texts, and types of counters that no layer has.
                _ = isExtra || piece.Type == "str" ? true : throw Damaged(piece.Tag, $"has the type '{TypeName(piece.Type)}', which is not supported; supported are {MindSporeTypes.Known}");
                continue;
            }

            var length = piece.Content.Sum(range => range.Length);
            IReadOnlyList<long> shape = piece.Shape is [0] && length > 0 ? [] : piece.Shape;
            if (WeightsEntry.SizeOf(type, shape) != length)
            {
                throw Damaged(piece.Tag, $"of type {piece.Type} and shape [{string.Join(", ", shape)}] does not fill its {length} bytes");
            }

            if (!names.Add(name))
            {
                throw Damaged(piece.Tag, "comes twice");
            }

            if (isExtra)
            {
                _extras.Add(name);
            }

            entries.Add(new WeightsEntry(name, type, shape) { Bytes = piece.Content });
        }

        return entries;
    }

    // crc_num and the CRC-32 of all before it, in ten bytes.
    private long CheckTrailer()
    {
        if (Bytes.Length < TrailerLength)
        {
            return Bytes.Length;
        }

        var end = Bytes.Length - TrailerLength;
        var trailer = Bytes.Read(new ByteRange(end, TrailerLength));
        if (!trailer.AsSpan().StartsWith("crc_num"u8))
        {
            return Bytes.Length;
        }

        var stated = trailer.AsSpan(7).ToArray().Aggregate((UInt128)0, (value, next) => (value << 8) | next);
        var actual = Crc32.Of(Bytes, new ByteRange(0, end));
        return stated == actual ? end : throw new SenetException(string.Create(CultureInfo.InvariantCulture, $"'{Path}' is damaged: its checksum is {actual}, not the {stated} that it states; copy it again"));
    }

    private static string TypeName(string type) => PyTorch.TorchState.Shown(type);

    private SenetException Damaged(string tag, string what) => new($"'{Path}' is damaged: tensor '{PyTorch.TorchState.Shown(tag)}' {what}");

    private sealed record Piece(string Tag, string Type, List<long> Shape, List<ByteRange> Content);
}
