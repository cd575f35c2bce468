using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace SeNetGen.Checkpoints.PyTorch;

/// <summary>Writes the state_dict of a network as <c>torch.save</c> does: <c>torch.load</c> reads it, also with <c>weights_only=True</c>.</summary>
internal static class PyTorchWriter
{
    // 32 bits hold every place of the archive, 16 the number of its entries.
    private const long LargestFile = 4_000_000_000;
    private const int MostTensors = 65_000;

    /// <exception cref="SenetException">The file cannot be written, or would be too large for the format.</exception>
    public static void Save(string path, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        if (tensors.Count > MostTensors || tensors.Sum(tensor => tensor.Value.numel() * SafeTensorsHeader.Describe(tensor.Value.dtype).Size) > LargestFile)
        {
            throw new SenetException($"'{path}': PyTorch archives of more than 4 GB or {MostTensors} tensors are not written; give a name that ends in .safetensors");
        }

        AtomicFile.Write(path, stream =>
        {
            var zip = new StoredZipWriter(stream);
            zip.Add("archive/data.pkl", Pickle(tensors));
            zip.Add("archive/byteorder", "little"u8);
            for (var i = 0; i < tensors.Count; i++)
            {
                using var scope = NewDisposeScope();
                var value = tensors[i].Value;
                zip.Add(string.Create(CultureInfo.InvariantCulture, $"archive/data/{i}"), value.numel() == 0 ? [] : value.detach().cpu().contiguous().bytes);
            }

            zip.Add("archive/version", "3\n"u8);
            zip.Finish();
        });
    }

    // Protocol 2: an OrderedDict of _rebuild_tensor_v2(storage, 0, sizes, strides, False, OrderedDict()).
    private static byte[] Pickle(IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        using var pickle = new MemoryStream();
        Put(PickleOpcode.Proto, 2);
        Name("collections", "OrderedDict");
        Put(PickleOpcode.EmptyTuple);
        Put(PickleOpcode.Reduce);
        Put(PickleOpcode.Mark);
        for (var i = 0; i < tensors.Count; i++)
        {
            var (name, value) = tensors[i];
            Text(name);
            Name("torch._utils", "_rebuild_tensor_v2");
            Put(PickleOpcode.Mark);
            Put(PickleOpcode.Mark);
            Text("storage");
            Name("torch", PickleNames.StorageOf(value.dtype));
            Text(i.ToString(CultureInfo.InvariantCulture));
            Text("cpu");
            Number(value.numel());
            Put(PickleOpcode.Tuple);
            Put(PickleOpcode.BinPersId);
            Number(0);
            Numbers(value.shape);
            Numbers(Strides(value.shape));
            Put(PickleOpcode.NewFalse);
            Name("collections", "OrderedDict");
            Put(PickleOpcode.EmptyTuple);
            Put(PickleOpcode.Reduce);
            Put(PickleOpcode.Tuple);
            Put(PickleOpcode.Reduce);
        }

        Put(PickleOpcode.SetItems);
        Put(PickleOpcode.Stop);
        return pickle.ToArray();

        void Put(PickleOpcode opcode, params ReadOnlySpan<byte> bytes)
        {
            pickle.WriteByte((byte)opcode);
            pickle.Write(bytes);
        }

        void Name(string module, string name) => Put(PickleOpcode.Global, Encoding.ASCII.GetBytes($"{module}\n{name}\n"));

        void Text(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var length = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            Put(PickleOpcode.BinUnicode, [.. length, .. bytes]);
        }

        void Number(long number)
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            Put(PickleOpcode.Long1, [8, .. bytes]);
        }

        void Numbers(long[] numbers)
        {
            Put(PickleOpcode.Mark);
            foreach (var number in numbers)
            {
                Number(number);
            }

            Put(PickleOpcode.Tuple);
        }
    }

    private static long[] Strides(long[] shape)
    {
        var strides = new long[shape.Length];
        long step = 1;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = step;
            step *= Math.Max(1, shape[axis]);
        }

        return strides;
    }
}
