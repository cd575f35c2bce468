using System.Buffers.Binary;
using SeNetGen.Checkpoints;
using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Checkpoints;

/// <summary>Files of PyTorch, MindSpore and safetensors hold the same numbers, to the last bit, and come back so.</summary>
public sealed class FormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FormatTests() => LibTorch.EnsureLoaded();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("small.pt", "small.safetensors", "PyTorch zip archive")]
    [InlineData("small-protocol5.pt", "small.safetensors", "PyTorch zip archive")]
    [InlineData("small-legacy2.pt", "small.safetensors", "PyTorch pickle")]
    [InlineData("small-legacy4.pt", "small.safetensors", "PyTorch pickle")]
    [InlineData("small-legacy5.pt", "small.safetensors", "PyTorch pickle")]
    [InlineData("module.pth", "small.safetensors", "PyTorch zip archive")]
    [InlineData("ema.pth.tar", "average.safetensors", "PyTorch zip archive")]
    [InlineData("ema-legacy.pth.tar", "average.safetensors", "PyTorch pickle")]
    [InlineData("every.pt", "every.safetensors", "PyTorch zip archive")]
    [InlineData("every-legacy.pt", "every.safetensors", "PyTorch pickle")]
    public void File_of_torch_save_is_read_to_the_last_bit(string name, string expected, string format)
    {
        using var wanted = WeightsFile.Open(WeightFiles.Of(expected));
        using var file = WeightsFile.Open(WeightFiles.Of(name));

        Assert.Equal(format, file.Format);
        WeightFiles.AssertSame(wanted, file);
    }

    [Theory]
    [InlineData("a.safetensors", "safetensors")]
    [InlineData("a.pt", "PyTorch zip archive")]
    [InlineData("a.pth", "PyTorch zip archive")]
    [InlineData("a.bin", "PyTorch zip archive")]
    [InlineData("a.ckpt", "MindSpore checkpoint")]
    public void Every_type_and_shape_makes_the_round_trip(string name, string format)
    {
        using var original = WeightsFile.Open(WeightFiles.Of("every.safetensors"));
        Write(original, name);

        // The content says what it is, not the name.
        File.Move(_folder[name], _folder["renamed"]);
        using var back = WeightsFile.Open(_folder["renamed"]);
        Assert.Equal(format, back.Format);
        WeightFiles.AssertSame(original, back);

        // A second trip gives the same bytes.
        Write(back, name);
        Assert.Equal(File.ReadAllBytes(_folder["renamed"]), File.ReadAllBytes(_folder[name]));
    }

    [Fact]
    public void Values_go_straight_into_a_tensor_of_any_type_and_strides()
    {
        using var scope = NewDisposeScope();
        using var file = WeightsFile.Open(WeightFiles.Of("every.pt"));
        var wanted = file.Read("whole");
        foreach (var target in new[] { zeros(2, 3, 4, 2), zeros([2, 3, 4, 2], ScalarType.Float64), zeros(2, 4, 2, 3).permute(0, 3, 1, 2) })
        {
            file.CopyTo("whole", target);
            Assert.True(target.to(ScalarType.Float32).Equals(wanted));
        }
    }

    [Fact]
    public void Checkpoint_of_MindSpore_is_read_byte_by_byte()
    {
        var (mean, half) = (BitConverter.GetBytes(1.5f), BitConverter.GetBytes(BitConverter.HalfToUInt16Bits((Half)0.25)));
        byte[] whole =
        [
            .. MindSporeBytes.Value("layer0.1.moving_mean", "Float32", [1], mean),
            .. MindSporeBytes.Value("layer0.1.gamma", "Float32", [1], mean),
            .. MindSporeBytes.Value("moments.layer0.1.gamma", "Float32", [1], mean),
            .. MindSporeBytes.Value("ema.layer0.1.gamma", "Float32", [1], mean),
            .. MindSporeBytes.Value("learning_rate", "Float32", [2], [.. mean, .. mean]),
            .. MindSporeBytes.Value("global_step", "UInt64", [1], new byte[8]),
            .. MindSporeBytes.Value("note", "str", [0], "n\0\0\0"u8.ToArray()),
            .. MindSporeBytes.Value("pieces.weight", "Float16", [2], half),
            .. MindSporeBytes.Value("pieces.weight", "Float16", [2], half),
            .. MindSporeBytes.Value("scalar.weight", "Float16", [0], half),
            .. MindSporeBytes.Value("packed.weight", "Float32", [1, 1], mean, packed: true),
        ];
        File.WriteAllBytes(_folder["a"], [.. whole, .. MindSporeBytes.Trailer(whole)]);
        using var file = WeightsFile.Open(_folder["a"]);

        Assert.Equal("MindSpore checkpoint", file.Format);
        Assert.Equal(
            ["layer0.1.running_mean [1]", "layer0.1.weight [1]", "moments.layer0.1.weight [1] extra", "ema.layer0.1.weight [1] extra", "learning_rate [2] extra", "pieces.weight [2]", "scalar.weight []", "packed.weight [1,1]"],
            file.Entries.Select(entry => $"{entry.Name} [{string.Join(',', entry.Shape)}]{(file.IsExtra(entry.Name) ? " extra" : "")}"));
        using var pieces = file.Read("pieces.weight");
        Assert.Equal([.. half, .. half], pieces.bytes.ToArray());
    }

    [Fact]
    public void Writer_of_MindSpore_gives_batch_norms_its_names_and_leaves_counts_out()
    {
        using var scope = NewDisposeScope();
        WeightsWriter.Save(_folder["a.ckpt"], [("bn1.weight", tensor([1.5f])), ("bn1.running_mean", tensor([1.5f])), ("bn1.num_batches_tracked", tensor(3L)), ("fc.weight", tensor(new[,] { { 1.5f } }))]);

        var value = BitConverter.GetBytes(1.5f);
        Assert.Equal(
            [.. MindSporeBytes.Value("bn1.gamma", "Float32", [1], value), .. MindSporeBytes.Value("bn1.moving_mean", "Float32", [1], value), .. MindSporeBytes.Value("fc.weight", "Float32", [1, 1], value)],
            File.ReadAllBytes(_folder["a.ckpt"]));
    }

    [TorchFact]
    public void Torch_loads_what_is_written()
    {
        using (var original = WeightsFile.Open(WeightFiles.Of("every.safetensors")))
        {
            Write(original, "a.pt");
        }

        const string script = "import sys, torch\n"
            + "a = torch.load(sys.argv[1], weights_only=True); b = torch.load(sys.argv[2])\n"
            + "assert a.keys() == b.keys()\n"
            + "for name in a: assert a[name].dtype == b[name].dtype and torch.equal(a[name], b[name]), name\n"
            + "print(len(a))";
        var start = new System.Diagnostics.ProcessStartInfo(TorchFactAttribute.Python, ["-c", script, _folder["a.pt"], WeightFiles.Of("every.pt")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = System.Diagnostics.Process.Start(start)!;
        Assert.Equal(("17\n", ""), (process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd()));
    }

    private void Write(WeightsFile source, string name)
    {
        using var scope = NewDisposeScope();
        WeightsWriter.Save(_folder[name], [.. source.Entries.Select(entry => (entry.Name, source.Read(entry.Name)))]);
    }
}

/// <summary>Writes MindSpore's checkpoints after mindspore/ccsrc/utils/checkpoint.proto and protobuf's encoding, by hand.</summary>
internal static class MindSporeBytes
{
    public static byte[] Value(string tag, string type, long[] shape, byte[] content, bool packed = false)
    {
        byte[] dims = packed ? Field(1, [.. shape.SelectMany(size => Varint((ulong)size))]) : [.. shape.SelectMany(size => (byte[])[0x08, .. Varint((ulong)size)])];
        byte[] tensor = [.. dims, .. Field(2, System.Text.Encoding.UTF8.GetBytes(type)), .. Field(3, content)];
        return Field(1, [.. Field(1, System.Text.Encoding.UTF8.GetBytes(tag)), .. Field(2, tensor)]);
    }

    /// <summary><c>crc_num</c> and the CRC-32, bit by bit, in ten bytes.</summary>
    public static byte[] Trailer(byte[] whole)
    {
        var checksum = uint.MaxValue;
        foreach (var next in whole)
        {
            checksum ^= next;
            for (var bit = 0; bit < 8; bit++)
            {
                checksum = (checksum >> 1) ^ ((checksum & 1) * 0xEDB88320);
            }
        }

        var number = new byte[10];
        BinaryPrimitives.WriteUInt32BigEndian(number.AsSpan(6), ~checksum);
        return [.. "crc_num"u8, .. number];
    }

    public static byte[] Field(int number, byte[] content) => [(byte)((number << 3) | 2), .. Varint((ulong)content.Length), .. content];

    private static byte[] Varint(ulong value) => value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), .. Varint(value >> 7)];
}

/// <summary>A test that asks PyTorch itself.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TorchFactAttribute : FactAttribute
{
    public const string Python = "/usr/bin/python3";

    public TorchFactAttribute() => Skip = Directory.Exists("/usr/lib/python3/dist-packages/torch") ? null : "needs PyTorch: apt-get install python3-torch";
}
