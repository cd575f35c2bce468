using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using SeNetGen.Checkpoints;
using SeNetGen.Torch;

namespace SeNetGen.Tests.Checkpoints;

/// <summary>
/// Mutated files of every format: each is read, or refused by one line that names it. SENETGEN_WEIGHT_FILES says how many of each format. Mutants keep to the
/// structure: numbers become extreme ones, pieces are cut, doubled, moved and taken from other files, opcodes and names become others.
/// </summary>
public sealed class WeightFuzzTests : IDisposable
{
    private const int Few = 300;
    private const long MostMemory = 1L << 30;

    private static readonly string? LongRun = Environment.GetEnvironmentVariable("SENETGEN_WEIGHT_FILES");
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    private readonly TemporaryFolder _folder = new();

    public WeightFuzzTests() => LibTorch.EnsureLoaded();

    public static TheoryData<string, string[]> Seeds => new()
    {
        { "safetensors", ["small.safetensors", "every.safetensors"] },
        { "pickle", ["small-legacy2.pt", "small-legacy5.pt", "every-legacy.pt", "ema-legacy.pth.tar"] },
        { "zip", ["small.pt", "every.pt", "ema.pth.tar", "small-protocol5.pt"] },
        { "protobuf", ["small.ckpt", "every.ckpt"] },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Mutated_files_are_read_or_refused(string format, string[] seeds)
    {
        var originals = seeds.Select(Original).ToArray();
        var count = LongRun is { } asked ? int.Parse(asked, CultureInfo.InvariantCulture) : Few;
        var read = 0;
        for (var i = 0; i < count; i++)
        {
            var mutant = new WeightMutation(i, originals).Next();
            try
            {
                read += Try(mutant) ? 1 : 0;
            }
            catch (Exception error) when (error is not SenetException)
            {
                var kept = Path.Combine(Path.GetTempPath(), $"weights-{format}-{i}");
                File.WriteAllBytes(kept, mutant);
                throw new InvalidOperationException($"{format} mutant {i}, kept as {kept}: {error.Message}", error);
            }
        }

        // Not all are refused, or the mutants would not get past the first check.
        Assert.InRange(read, count / 100, count * 99 / 100);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_truncation_is_refused(string format, string[] seeds)
    {
        _ = format;
        foreach (var whole in seeds.Take(1).Select(Original))
        {
            for (var length = 0; length < whole.Length; length += Math.Max(1, whole.Length / 200))
            {
                // Protobuf's message may end after any tensor: what is missing then, the network tells.
                Assert.True(!Try(whole[..length]) || format == "protobuf", $"{length} bytes");
            }
        }
    }

    // True where it is read, all of it; false where one line refuses it.
    private bool Try(byte[] bytes)
    {
        var path = _folder["mutant"];
        File.WriteAllBytes(path, bytes);
        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var isRead = true;
        try
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            using var file = WeightsFile.Open(path);
            foreach (var entry in file.Entries)
            {
                file.Read(entry.Name);
            }
        }
        catch (SenetException refusal)
        {
            Assert.StartsWith($"'{path}'", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refusal.Message);
            isRead = false;
        }

        // Time is looked at in long runs alone: the suite's tests know no clock.
        Assert.True(LongRun is null || clock.Elapsed < MostTime, $"{clock.Elapsed}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
        return isRead;
    }

    private byte[] Original(string name)
    {
        if (!name.EndsWith(".ckpt", StringComparison.Ordinal))
        {
            return File.ReadAllBytes(WeightFiles.Of(name));
        }

        using var scope = TorchSharp.torch.NewDisposeScope();
        using var source = WeightsFile.Open(WeightFiles.Of(Path.ChangeExtension(name, ".safetensors")));
        WeightsWriter.Save(_folder[name], [.. source.Entries.Select(entry => (entry.Name, source.Read(entry.Name)))]);
        var bytes = File.ReadAllBytes(_folder[name]);
        return name.StartsWith("small", StringComparison.Ordinal) ? bytes : [.. bytes, .. MindSporeBytes.Trailer(bytes)];
    }
}

/// <summary>Makes a damaged file of whole ones; the same seed makes the same file.</summary>
/// <param name="seed">Chooses the damage.</param>
/// <param name="originals">Whole files of one format.</param>
internal sealed class WeightMutation(int seed, byte[][] originals)
{
    private static readonly long[] Extremes = [0, 1, -1, 2, 127, 128, 255, 65535, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue, 1L << 40, 1L << 62];

    // Words of the formats, that others may stand for.
    private static readonly byte[][] Words =
    [
        .. new[] { "F32", "F64", "BF16", "I64", "Q7", "\"shape\":[", "\"data_offsets\":[", "-1", "1e99", "9223372036854775807", "{", "}", "[", "]", "\"", ",", "Float32", "BFloat16", "str", "gamma", "crc_num" }.Select(System.Text.Encoding.Latin1.GetBytes),
        .. new[] { "cos\nsystem\n", "ctorch\nFloatStorage\n", "ctorch\nLongStorage\n", "ccollections\nOrderedDict\n", "ctorch._utils\n_rebuild_tensor_v2\n", "(", ")", "]", "}", "0", "1", "2", "R", "b", "Q", "\u0081", "\u0085", "\u0086", "\u0093", "\u0094", "h\u0001", "q\u0001", ".", "PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006", "../", "/data/0", "data.pkl", "\u000a", "\u0012", "\u0008" }.Select(System.Text.Encoding.Latin1.GetBytes),
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var bytes = Pick(originals).ToArray();
        for (var damage = _random.Next(1, 5); damage > 0 && bytes.Length > 0; damage--)
        {
            bytes = Damage(bytes);
        }

        return bytes;
    }

    private byte[] Damage(byte[] bytes)
    {
        // Structure is thickest at the beginning and at the end, and in between wherever there are letters.
        var at = _random.Next(4) switch
        {
            0 => _random.Next(Math.Min(bytes.Length, 600)),
            1 => bytes.Length - 1 - _random.Next(Math.Min(bytes.Length, 600)),
            _ => Lettered(bytes),
        };
        var length = _random.Next(1, Math.Min(64, bytes.Length - at + 1));
        switch (_random.Next(9))
        {
            case 0:
                bytes[at] = (byte)_random.Next(256);
                return bytes;
            case 1:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                return bytes;
            case 2:
                return WriteNumber(bytes, at);
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 5:
                return [.. bytes[..at], .. Pick(Words), .. bytes[at..]];
            case 6:
                var word = Pick(Words);
                return [.. bytes[..at], .. word, .. bytes[Math.Min(bytes.Length, at + word.Length)..]];
            case 7:
                var other = Pick(originals);
                var start = _random.Next(other.Length);
                return [.. bytes[..at], .. other[start..Math.Min(other.Length, start + length)], .. bytes[at..]];
            default:
                return _random.Next(8) == 0 ? bytes[..at] : SwapDigit(bytes, at);
        }
    }

    private byte[] WriteNumber(byte[] bytes, int at)
    {
        var number = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, Pick(Extremes));
        var size = Math.Min(1 << _random.Next(4), bytes.Length - at);
        number.AsSpan(0, size).CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    private byte[] SwapDigit(byte[] bytes, int at)
    {
        var digit = bytes.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (digit >= 0)
        {
            bytes[at + digit] = (byte)('0' + _random.Next(10));
        }

        return bytes;
    }

    private int Lettered(byte[] bytes)
    {
        var at = _random.Next(bytes.Length);
        var letter = bytes.AsSpan(at).IndexOfAnyInRange((byte)'A', (byte)'z');
        return letter < 0 ? at : at + letter;
    }

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}
