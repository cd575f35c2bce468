namespace SeNetGen.Checkpoints;

/// <summary>Tells the format of a file by its first bytes.</summary>
internal static class WeightsKind
{
    public const string SafeTensors = "safetensors";
    public const string PyTorchZip = "PyTorch zip archive";
    public const string PyTorchPickle = "PyTorch pickle";
    public const string MindSpore = "MindSpore checkpoint";

    /// <exception cref="SenetException">None of the formats.</exception>
    public static string Of(FileBytes file)
    {
        Span<byte> buffer = stackalloc byte[(int)Math.Min(file.Length, 32)];
        file.Read(0, buffer);
        ReadOnlySpan<byte> start = buffer;
        if (start.Length > 8 && start[8] == (byte)'{')
        {
            return SafeTensors;
        }

        if (start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8))
        {
            return PyTorchZip;
        }

        // A pickle begins with its protocol; those of the first two with the number that marks PyTorch's files.
        if (start is [0x80, <= 5, ..] || start.StartsWith("L119547037146038801333356L"u8))
        {
            return PyTorchPickle;
        }

        if (start is [0x0A, ..])
        {
            return MindSpore;
        }

        throw new SenetException($"'{file.Path}' is no file of weights: it is {Describe(start)}; known are {SafeTensors}, PyTorch's zip archives and pickles, and MindSpore's checkpoints");
    }

    private static string Describe(ReadOnlySpan<byte> start) => start switch
    {
        { Length: < 9 } => $"only {start.Length} bytes long",
        [(byte)'<', ..] => "a web page, perhaps in place of the file that was asked for",
        [0x1F, 0x8B, ..] => "compressed by gzip: unpack it",
        [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => "an HDF5 file, Keras's",
        [0x08, ..] => "an ONNX model, or some other format",
        _ when start.StartsWith("version https://git-lfs"u8) => "a pointer of Git LFS in place of the file: fetch it with 'git lfs pull'",
        _ => $"something that begins with the bytes {Convert.ToHexString(start[..Math.Min(8, start.Length)])}",
    };
}
