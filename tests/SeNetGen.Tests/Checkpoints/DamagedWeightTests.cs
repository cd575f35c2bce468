using System.Buffers.Binary;
using System.Text;
using SeNetGen.Checkpoints;
using SeNetGen.Torch;

namespace SeNetGen.Tests.Checkpoints;

/// <summary>Files of PyTorch and MindSpore that lie about themselves: one line names the entry, and nothing is allocated for what is not there.</summary>
public sealed class DamagedWeightTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DamagedWeightTests() => LibTorch.EnsureLoaded();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "is no file of weights: it is only 0 bytes long")]
    [InlineData("<!DOCTYPE html>", "it is a web page, perhaps in place of the file that was asked for")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "it is a pointer of Git LFS in place of the file")]
    [InlineData("\u001f\u008b\u0008 and so on", "it is compressed by gzip: unpack it")]
    [InlineData("something else", "something that begins with the bytes 736F6D657468696E; known are safetensors, PyTorch's zip archives and pickles, and MindSpore's checkpoints")]
    [InlineData("PK\u0003\u0004 and so on", "is cut off or damaged: it begins as a zip archive and has no directory")]
    [InlineData("\u0080\u0002K\u0001. and so on", "is a pickle, but not one of torch.save")]
    public void Another_kind_of_file_is_told(string content, string message) => AssertRefused(Encoding.Latin1.GetBytes(content), message);

    // A tensor x of the storage 0, which has four values.
    [Theory]
    [InlineData("0", "2", "1", 4, null)]
    [InlineData("3", "2", "1", 4, "tensor 'x' of sizes [2], strides [1] and offset 3 reaches beyond the 16 bytes of its storage '0'")]
    [InlineData("0", "5", "0", 4, "reaches beyond the 16 bytes of its storage")]
    [InlineData("0", "2", "9223372036854775807", 4, "reaches beyond the 16 bytes of its storage")]
    [InlineData("9223372036854775807", "2", "1", 4, "reaches beyond the 16 bytes of its storage")]
    [InlineData("0", "-1", "1", 4, "tensor 'x' has sizes, strides or an offset that cannot be")]
    [InlineData("0", "2", "-1", 4, "tensor 'x' has sizes, strides or an offset that cannot be")]
    [InlineData("-1", "2", "1", 4, "tensor 'x' has sizes, strides or an offset that cannot be")]
    [InlineData("0", "2,2", "1", 4, "tensor 'x' has sizes, strides or an offset that cannot be")]
    [InlineData("0", "4611686018427387904,4", "1,1", 4, "tensor 'x' has sizes that cannot be: [4611686018427387904, 4]")]
    [InlineData("0", "2", "1", 5, "storage '0' of tensor 'x' should have 5 values of 4 bytes, and has 16 bytes")]
    [InlineData("0", "2", "1", 1_000_000_000_000, "storage '0' of tensor 'x' should have 1000000000000 values of 4 bytes, and has 16 bytes")]
    public void Tensor_that_leaves_its_storage_is_refused(string offset, string sizes, string strides, long count, string? message)
    {
        var pickle = "}U\u0001xctorch._utils\n_rebuild_tensor_v2\n((U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpu" + $"I{count}\ntQI{offset}\n{Tuple(sizes)}{Tuple(strides)}\u0089NtRs.";
        var bytes = Zip(("a/data.pkl", Encoding.Latin1.GetBytes(pickle)), ("a/data/0", new byte[16]));
        if (message is not null)
        {
            AssertRefused(bytes, message);
            return;
        }

        File.WriteAllBytes(_folder["a"], bytes);
        using var file = WeightsFile.Open(_folder["a"]);
        Assert.Equal(("x", "2"), (file.Entries[0].Name, string.Join(',', file.Entries[0].Shape)));

        static string Tuple(string numbers) => $"({string.Concat(numbers.Split(',').Select(number => $"I{number}\n"))}t";
    }

    [Theory]
    [InlineData("../a/data.pkl", "entry '../a/data.pkl' is a path to somewhere else")]
    [InlineData("/a/data.pkl", "entry '/a/data.pkl' is a path to somewhere else")]
    [InlineData("a\\data.pkl", "entry 'a\\data.pkl' is a path to somewhere else")]
    [InlineData("C:data.pkl", "entry 'C:data.pkl' is a path to somewhere else")]
    [InlineData("a/other.pkl", "is a zip archive, but none of torch.save: it has no data.pkl")]
    public void Names_in_archives_are_no_paths(string name, string message) => AssertRefused(Zip((name, "N."u8.ToArray())), message);

    [Fact]
    public void Archives_that_are_no_state_dict_are_told()
    {
        AssertRefused(Zip(("a/data.pkl", "}."u8.ToArray()), ("a/data.pkl", "}."u8.ToArray())), "entry 'a/data.pkl' comes twice");
        AssertRefused(Zip(("a/data.pkl", "}."u8.ToArray()), ("b/data.pkl", "}."u8.ToArray())), "it has more than one data.pkl");
        AssertRefused(Zip(("a/data.pkl", "}."u8.ToArray()), ("a/constants.pkl", "}."u8.ToArray())), "is a TorchScript program, which is code");
        AssertRefused(Zip(("a/data.pkl", "}."u8.ToArray()), ("a/byteorder", "big"u8.ToArray())), "was written on a big-endian machine");
        AssertRefused(Zip(("a/data.pkl", "N."u8.ToArray())), "holds no state_dict but some other value: save the model's state_dict()");
        AssertRefused(Zip(("a/data.pkl", "}U\u0005epochK\u0001s."u8.ToArray())), "holds no tensor by name in its dict or under state_dict_ema, model_ema, state_dict, model");
        AssertRefused(Zip(("a/data.pkl", "cos\nsystem\n."u8.ToArray())), "entry 'a/data.pkl', byte 0: GLOBAL names 'os.system'");
    }

    [Fact]
    public void Compressed_and_overlapping_entries_are_refused()
    {
        // What a method of 8 unpacks to is never asked: 42 bytes may announce petabytes.
        var whole = Zip(("a/data.pkl", "}."u8.ToArray()), ("a/version", "3\n"u8.ToArray()));
        var directory = whole.AsSpan().IndexOf("PK\u0001\u0002"u8);
        AssertRefused(Change(directory + 10, 8, 2), "entry 'a/data.pkl' is compressed or encrypted");
        AssertRefused(Change(directory + 8, 1, 2), "entry 'a/data.pkl' is compressed or encrypted");
        AssertRefused(Change(directory + 24, 1 << 30, 4), "entry 'a/data.pkl' has sizes or a place that cannot be");
        AssertRefused(Change(directory + 42, 1 << 30, 4), "entry 'a/data.pkl' has sizes or a place that cannot be");

        var second = directory + 46 + "a/data.pkl".Length;
        AssertRefused(Change(second + 42, 0, 4), "entry 'a/version' overlaps another");

        byte[] Change(int at, int value, int size)
        {
            var number = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(number, value);
            var changed = whole.ToArray();
            number.AsSpan(0, size).CopyTo(changed.AsSpan(at));
            return changed;
        }
    }

    [Theory]
    [InlineData("x.weight", "Float32", new long[] { 2 }, 4, "tensor 'x.weight' of type Float32 and shape [2] does not fill its 4 bytes")]
    [InlineData("x.weight", "Float32", new[] { -1L }, 4, "tensor 'x.weight' of type Float32 and shape [-1] does not fill its 4 bytes")]
    [InlineData("x.weight", "Float32", new[] { long.MaxValue, 4 }, 4, "does not fill its 4 bytes")]
    [InlineData("x.weight", "Complex64", new[] { 1L }, 8, "tensor 'x.weight' has the type 'Complex64', which is not supported; supported are Float32, Float16")]
    public void Tensor_of_MindSpore_that_cannot_be_is_refused(string tag, string type, long[] shape, int length, string message) =>
        AssertRefused(MindSporeBytes.Value(tag, type, shape, new byte[length]), message);

    [Fact]
    public void Damaged_checkpoints_of_MindSpore_are_refused()
    {
        var value = MindSporeBytes.Value("x.weight", "Float32", [1], new byte[4]);
        AssertRefused(value[..^1], "bytes are announced");
        AssertRefused([.. value, .. MindSporeBytes.Trailer(value)[..^1], 0xFF], "is damaged: its checksum is ");
        AssertRefused([.. value, .. MindSporeBytes.Value("y.weight", "Float32", [1], new byte[4]), .. value], "tensor 'x.weight' comes twice");
        AssertRefused([.. MindSporeBytes.Value("x.weight", "Float32", [2], new byte[4]), .. MindSporeBytes.Value("x.weight", "Float32", [4], new byte[4])], "tensor 'x.weight' comes in pieces of different types or sizes");
        AssertRefused([.. value, 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], "9223372036854775807 bytes are announced");
        AssertRefused([.. value, 0x0B], "a field has the wire type 3");
        AssertRefused(MindSporeBytes.Field(1, MindSporeBytes.Field(2, [0x08, 0x01])), "a value has no name");
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        var zip = new SeNetGen.Checkpoints.PyTorch.StoredZipWriter(stream);
        foreach (var (name, content) in entries)
        {
            zip.Add(name, content);
        }

        zip.Finish();
        return stream.ToArray();
    }

    private void AssertRefused(byte[] bytes, string message)
    {
        File.WriteAllBytes(_folder["bad"], bytes);
        var told = WeightFiles.Refusal(_folder["bad"]);
        Assert.StartsWith($"'{_folder["bad"]}'", told, StringComparison.Ordinal);
        Assert.Contains(message, told, StringComparison.Ordinal);
    }
}
