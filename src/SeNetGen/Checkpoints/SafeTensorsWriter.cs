using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace SeNetGen.Checkpoints;

/// <summary>Writes safetensors files.</summary>
public static class SafeTensorsWriter
{
    /// <summary>
    /// Writes tensors to a file, atomically: it is there whole or not at all, and an earlier file of the name stays until then.
    /// The header lists them in the given order; the values lie by decreasing size of their types, so that each starts at a multiple of it.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="tensors">Distinct names with tensors of any device and strides; values are written in logical (row-major) order.</param>
    /// <param name="metadata">Free texts for the header.</param>
    /// <exception cref="SenetException">The file cannot be written.</exception>
    public static void Save(string path, IReadOnlyList<(string Name, Tensor Value)> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(tensors);
        var order = Enumerable.Range(0, tensors.Count).OrderByDescending(i => SafeTensorsHeader.Describe(tensors[i].Value.dtype).Size).ToArray();
        var offsets = new (long Begin, long End)[tensors.Count];
        long end = 0;
        foreach (var i in order)
        {
            var length = tensors[i].Value.numel() * SafeTensorsHeader.Describe(tensors[i].Value.dtype).Size;
            offsets[i] = (end, end + length);
            end += length;
        }

        var header = BuildHeader(tensors, offsets, metadata);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach (var i in order)
            {
                WriteValues(stream, tensors[i].Value);
            }
        });
    }

    private static byte[] BuildHeader(IReadOnlyList<(string Name, Tensor Value)> tensors, (long Begin, long End)[] offsets, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(SafeTensorsHeader.MetadataKey);
                foreach (var (key, value) in metadata)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            for (var i = 0; i < tensors.Count; i++)
            {
                json.WriteStartObject(tensors[i].Name);
                json.WriteString("dtype", SafeTensorsHeader.Describe(tensors[i].Value.dtype).Name);
                json.WriteStartArray("shape");
                foreach (var size in tensors[i].Value.shape)
                {
                    json.WriteNumberValue(size);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offsets[i].Begin);
                json.WriteNumberValue(offsets[i].End);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Spaces bring the values to a multiple of eight bytes, as the format's own writer does.
        var length = (buffer.WrittenCount + 7) / 8 * 8;
        var header = new byte[8 + length];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        buffer.WrittenSpan.CopyTo(header.AsSpan(8));
        header.AsSpan(8 + buffer.WrittenCount).Fill((byte)' ');
        return header;
    }

    private static void WriteValues(FileStream stream, Tensor value)
    {
        if (value.numel() == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        stream.Write(value.detach().cpu().contiguous().bytes);
    }
}
