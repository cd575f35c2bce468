using System.Buffers.Binary;
using System.Text;
using SeNetGen.Checkpoints;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Checkpoints;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SafeTensorsTests() => SeNetGen.Torch.LibTorch.EnsureLoaded();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tensors_of_every_type_come_back()
    {
        using var scope = NewDisposeScope();
        var types = new[] { ScalarType.Float32, ScalarType.Byte, ScalarType.Float64, ScalarType.BFloat16, ScalarType.Float16, ScalarType.Int64, ScalarType.Int32, ScalarType.Int16, ScalarType.Int8, ScalarType.Bool };
        var tensors = types.Select(type => (type.ToString(), arange(6).reshape(2, 3).to(type))).Append(("scalar", tensor(7L))).Append(("empty", zeros(0, 3))).ToArray();
        SafeTensorsWriter.Save(_folder["a"], tensors, new Dictionary<string, string> { ["key"] = "välue \"quoted\"" });
        using var file = SafeTensorsFile.Open(_folder["a"]);
        Assert.Equal(tensors.Select(entry => entry.Item1), file.Entries.Select(entry => entry.Name));
        Assert.Equal("välue \"quoted\"", file.Metadata["key"]);
        foreach (var (name, value) in tensors[..^1])
        {
            var read = file.Read(name);
            Assert.Equal((value.dtype, value.shape.Length), (read.dtype, read.shape.Length));
            Assert.True(read.bytes.SequenceEqual(value.bytes), name);
        }
    }

    [Fact]
    public void Channels_last_tensors_are_saved_row_by_row_and_aligned()
    {
        using var scope = NewDisposeScope();
        var last = arange(2 * 3 * 2 * 2).reshape(2, 2, 2, 3).permute(0, 3, 1, 2).to(ScalarType.Float32);
        SafeTensorsWriter.Save(_folder["a"], [("odd", zeros(3, ScalarType.Byte)), ("last", last), ("long", tensor(1L))]);
        var bytes = File.ReadAllBytes(_folder["a"]);
        Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(bytes) % 8);
        using var file = SafeTensorsFile.Open(_folder["a"]);
        var start = file.Find("long")!.Bytes[0].Start;
        Assert.Equal((8, 104), (file.Find("last")!.Bytes[0].Start - start, file.Find("odd")!.Bytes[0].Start - start));
        Assert.True(file.Read("last").bytes.SequenceEqual(last.contiguous().bytes));
    }

    [Theory]
    [InlineData("", "is not a safetensors file: it has only 0 bytes")]
    [InlineData("PK\u0003\u0004 some other format", "is not a safetensors file")]
    public void Another_format_is_told(string text, string message) => AssertRefused(Encoding.Latin1.GetBytes(text), message);

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "is cut off: its tensors need 4 bytes, it holds 3")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "1 bytes at its end belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "its header names 'a' twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "tensor 'b' overlaps another")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[6,10]}}""", 10, "2 bytes before tensor 'b' belong to none")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "tensor 'a' of type F32 and shape [2] does not fill its 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "does not fill its 0 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "tensor 'a' has a shape or data_offsets that cannot be")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "tensor 'a' has a shape or data_offsets that cannot be")]
    [InlineData("""{"a":{"dtype":"Q7","shape":[1],"data_offsets":[0,4]}}""", 4, "tensor 'a' has the type Q7, which is not supported")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "tensor 'a' lacks dtype, shape or data_offsets")]
    [InlineData("""{"__metadata__":{"x":1}}""", 0, "metadata 'x' is no text, or given twice")]
    [InlineData("""{"a":""", 0, "its header is no valid JSON")]
    public void A_damaged_header_is_told(string header, int data, string message)
    {
        var json = Encoding.UTF8.GetBytes(header);
        AssertRefused([.. BitConverter.GetBytes((long)json.Length), .. json, .. new byte[data]], message);
    }

    [Fact]
    public void A_header_longer_than_the_file_is_told()
        => AssertRefused([.. BitConverter.GetBytes(1000L), .. "{\"a\""u8.ToArray()], "is cut off: its header has 1000 bytes, the file 12");

    [Fact]
    public void Any_truncation_of_a_file_is_refused()
    {
        using var values = ones(5);
        SafeTensorsWriter.Save(_folder["a"], [("x", values)]);
        var whole = File.ReadAllBytes(_folder["a"]);
        for (var length = 0; length < whole.Length; length++)
        {
            AssertRefused(whole[..length], "");
        }
    }

    [Fact]
    public void A_failed_save_leaves_the_earlier_file()
    {
        using var values = ones(5);
        SafeTensorsWriter.Save(_folder["a"], [("x", values)]);
        var before = File.ReadAllBytes(_folder["a"]);
        Directory.CreateDirectory(_folder["a.tmp"]);
        Assert.StartsWith($"'{_folder["a"]}' cannot be written", Assert.Throws<SenetException>(() => SafeTensorsWriter.Save(_folder["a"], [("y", values)])).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder["a"]));
    }

    [Fact]
    public void A_newer_format_is_refused_by_name()
    {
        SafeTensorsWriter.Save(_folder["a"], [], new Dictionary<string, string> { ["senetgen.format_version"] = "2" });
        Assert.Equal($"'{_folder["a"]}' has checkpoint format 2, written by a newer SeNetGen; this one reads up to format 1: update it",
            Assert.Throws<SenetException>(() => CheckpointFile.ReadState(_folder["a"])).Message);
    }

    private void AssertRefused(byte[] bytes, string message)
    {
        File.WriteAllBytes(_folder["bad"], bytes);
        var error = Assert.Throws<SenetException>(() => SafeTensorsFile.Open(_folder["bad"]).Dispose());
        Assert.StartsWith($"'{_folder["bad"]}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
