using System.Text.Json;
using static TorchSharp.torch;

namespace SeNetGen.Checkpoints;

/// <summary>Reads and checks the JSON header of a safetensors file.</summary>
internal static class SafeTensorsHeader
{
    public const string MetadataKey = "__metadata__";

    private static readonly (string Name, ScalarType Type, int Size)[] Types =
    [
        ("F64", ScalarType.Float64, 8), ("F32", ScalarType.Float32, 4), ("F16", ScalarType.Float16, 2), ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8), ("I32", ScalarType.Int32, 4), ("I16", ScalarType.Int16, 2), ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1), ("BOOL", ScalarType.Bool, 1),
    ];

    /// <summary>The format's name of a type, and its bytes a value.</summary>
    public static (string Name, int Size) Describe(ScalarType type)
    {
        foreach (var known in Types)
        {
            if (known.Type == type)
            {
                return (known.Name, known.Size);
            }
        }

        throw new ArgumentException($"safetensors has no type for {type}", nameof(type));
    }

    /// <summary>Reads and checks a header.</summary>
    /// <param name="header">The JSON.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="data">What follows the header.</param>
    public static (IReadOnlyList<WeightsEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Parse(byte[] header, string path, ByteRange data)
    {
        try
        {
            using var document = JsonDocument.Parse(header);
            var entries = new List<WeightsEntry>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name))
                {
                    throw Damaged(path, $"its header names '{property.Name}' twice");
                }

                if (property.Name == MetadataKey)
                {
                    ReadMetadata(property.Value, metadata, path);
                }
                else
                {
                    entries.Add(ReadEntry(property.Name, property.Value, path));
                }
            }

            CheckLayout(entries, path, data.Length);
            return ([.. entries.Select(entry => entry with { Bytes = [entry.Bytes[0] with { Start = data.Start + entry.Bytes[0].Start }] })], metadata);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text that holds invalid UTF-16 or UTF-8.
            throw new SenetException($"'{path}' is not a safetensors file: its header is no valid JSON");
        }
    }

    private static void ReadMetadata(JsonElement value, Dictionary<string, string> metadata, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Damaged(path, "its metadata is no JSON object");
        }

        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String || !metadata.TryAdd(property.Name, property.Value.GetString()!))
            {
                throw Damaged(path, $"metadata '{property.Name}' is no text, or given twice");
            }
        }
    }

    private static WeightsEntry ReadEntry(string name, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("dtype", out var dtype) || dtype.ValueKind != JsonValueKind.String
            || !value.TryGetProperty("shape", out var shapeValue) || shapeValue.ValueKind != JsonValueKind.Array
            || !value.TryGetProperty("data_offsets", out var offsets) || offsets.ValueKind != JsonValueKind.Array || offsets.GetArrayLength() != 2)
        {
            throw Damaged(path, $"tensor '{name}' lacks dtype, shape or data_offsets");
        }

        var typeName = dtype.GetString();
        var known = Array.FindIndex(Types, type => type.Name == typeName);
        if (known < 0)
        {
            throw new SenetException($"'{path}': tensor '{name}' has the type {typeName}, which is not supported; supported are {string.Join(", ", Types.Select(type => type.Name))}");
        }

        var shape = new long[shapeValue.GetArrayLength()];
        var numbers = true;
        for (var d = 0; d < shape.Length; d++)
        {
            numbers &= TryNumber(shapeValue[d], out shape[d]);
        }

        numbers &= TryNumber(offsets[0], out var begin);
        numbers &= TryNumber(offsets[1], out var end);
        if (!numbers || begin > end)
        {
            throw Damaged(path, $"tensor '{name}' has a shape or data_offsets that cannot be");
        }

        return WeightsEntry.SizeOf(Types[known].Type, shape) == end - begin
            ? new WeightsEntry(name, Types[known].Type, shape) { Bytes = [new ByteRange(begin, end - begin)] }
            : throw Damaged(path, $"tensor '{name}' of type {typeName} and shape [{string.Join(", ", shape)}] does not fill its {end - begin} bytes");
    }

    private static bool TryNumber(JsonElement value, out long number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out number) && number >= 0;
    }

    // The format wants every byte of the data to belong to one tensor.
    private static void CheckLayout(List<WeightsEntry> entries, string path, long dataLength)
    {
        var sorted = entries.OrderBy(entry => entry.Bytes[0].Start).ThenBy(entry => entry.Length).ToList();
        long end = 0;
        foreach (var entry in sorted)
        {
            var start = entry.Bytes[0].Start;
            if (start != end)
            {
                throw Damaged(path, start < end ? $"tensor '{entry.Name}' overlaps another" : $"{start - end} bytes before tensor '{entry.Name}' belong to none");
            }

            end = start + entry.Length;
        }

        if (end > dataLength)
        {
            throw new SenetException($"'{path}' is cut off: its tensors need {end} bytes, it holds {dataLength}; copy it again or use an earlier checkpoint");
        }

        if (end < dataLength)
        {
            throw Damaged(path, $"{dataLength - end} bytes at its end belong to no tensor");
        }
    }

    private static SenetException Damaged(string path, string what) => new($"'{path}' is damaged: {what}; copy it again or use an earlier checkpoint");
}
